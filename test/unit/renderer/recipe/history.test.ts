import { expect, it } from 'vitest'
import { beginHistory, type History, reduceHistory } from '../../../../renderer/recipe/history.ts'
import { parseRecipe } from '../../../../shared/recipe/schema.ts'

const start = beginHistory(parseRecipe({ version: 1, seed: 0, steps: [] }))
const seeded = (history: History, seed: number, tag: string | null = null): History =>
  reduceHistory(history, { kind: 'edit', change: (recipe) => ({ ...recipe, seed }), tag })

it('goes back and forth through edits', () => {
  const two = seeded(seeded(start, 1), 2)
  const back = reduceHistory(two, { kind: 'undo' })
  expect(back.present.seed).toBe(1)
  expect(reduceHistory(back, { kind: 'undo' }).present.seed).toBe(0)
  expect(reduceHistory(back, { kind: 'redo' }).present.seed).toBe(2)
})

it('takes a drag for one edit', () => {
  const dragged = [1, 2, 3].reduce((history, seed) => seeded(history, seed, 'seed'), start)
  expect(reduceHistory(dragged, { kind: 'undo' }).present.seed).toBe(0)
})

it('forgets what was undone once something else is edited', () => {
  const other = seeded(reduceHistory(seeded(start, 1), { kind: 'undo' }), 9)
  expect(reduceHistory(other, { kind: 'redo' })).toBe(other)
})

it('stays the same object when there is nothing to undo or to change', () => {
  expect(reduceHistory(start, { kind: 'undo' })).toBe(start)
  expect(reduceHistory(start, { kind: 'edit', change: (recipe) => recipe, tag: null })).toBe(start)
})
