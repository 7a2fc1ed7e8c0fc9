import { expect, it } from 'vitest'
import { Sheets } from '../../../../electron/engine/sheets.ts'
import type { PixelPool } from '../../../../electron/jobs/pool.ts'
import type { RenderTask } from '../../../../electron/jobs/renderTask.ts'
import { readSheet } from '../../../../shared/api/sheet.ts'
import { CultivarError } from '../../../../shared/errors.ts'

const tasks = Array.from({ length: 5 }, (_, index) => ({ index }) as unknown as RenderTask)

/** Answers each part with a tile for each of its tasks; fails when told to. */
const poolOf = (fails = false): PixelPool =>
  ({
    size: 2,
    run: ({ tasks: own }: { tasks: readonly RenderTask[] }) =>
      fails
        ? Promise.reject(new CultivarError('internal', 'The thread died.'))
        : Promise.resolve({ bytes: new Uint8Array([1]), tiles: own.map(() => ({ trouble: 'none' })) })
  }) as unknown as PixelPool

const lengthsOf = (answer: Awaited<ReturnType<Sheets['answer']>>): readonly number[] => {
  if (!answer.ok) throw new Error(answer.message)
  return readSheet(Uint8Array.from(answer.bytes).buffer).map(({ tiles }) => tiles.length)
}

it('shares the pictures of a sheet among the threads, in their order', async () => {
  const sheets = new Sheets(poolOf())
  sheets.begin('a', tasks)
  expect(lengthsOf(await sheets.answer('a'))).toEqual([3, 2])
})

it('lets whoever asks early wait, and no longer than for a while', async () => {
  const sheets = new Sheets(poolOf(), 50)
  const early = sheets.answer('a')
  sheets.begin('a', tasks)
  expect(lengthsOf(await early)).toEqual([3, 2])
  await expect(sheets.answer('never')).rejects.toMatchObject({ code: 'not-found' })
})

it('tells whoever asks what went wrong', async () => {
  const sheets = new Sheets(poolOf(true))
  const early = sheets.answer('a')
  sheets.begin('a', tasks)
  await expect(early).rejects.toMatchObject({ code: 'internal' })
})

it('forgets the oldest', async () => {
  const sheets = new Sheets(poolOf(), 20)
  for (let n = 0; n < 9; n++) sheets.begin(`n${n}`, tasks)
  await expect(sheets.answer('n0')).rejects.toMatchObject({ code: 'not-found' })
  expect(lengthsOf(await sheets.answer('n8'))).toEqual([3, 2])
})
