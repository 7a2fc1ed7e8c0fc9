import { expect, it } from 'vitest'
import { isSelected, noSelection, selectionOf, toggled } from '../../../../renderer/review/selection.ts'

it('adds a variant and takes it away again', () => {
  const one = toggled(noSelection, 7)
  expect(isSelected(one, 7)).toBe(true)
  expect(toggled(one, 7)).toEqual(noSelection)
})

it('keeps the others when one is toggled', () => {
  const two = toggled(selectionOf([1, 2]), 3)
  expect([1, 2, 3].map((id) => isSelected(two, id))).toEqual([true, true, true])
})

it('begins anew when one is toggled after all were selected', () => {
  const fresh = toggled({ kind: 'all' }, 5)
  expect([5, 6].map((id) => isSelected(fresh, id))).toEqual([true, false])
})

it('holds every variant when all are selected', () => {
  expect(isSelected({ kind: 'all' }, 123)).toBe(true)
})
