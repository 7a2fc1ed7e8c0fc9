import { expect, it } from 'vitest'
import { WorkQueue } from '../../../../electron/jobs/workQueue.ts'

it('tells running work when interactive work has to wait for it, and only then', async () => {
  const queue = new WorkQueue(1)
  let pressed = 0
  let end: () => void = () => undefined
  const long = queue.run(() => new Promise<void>((resolve) => (end = resolve)), {
    onPressed: () => pressed++
  })
  const other = queue.run(() => Promise.resolve())
  expect(pressed).toBe(0)
  const shown = queue.run(() => Promise.resolve('shown'), { priority: 'interactive' })
  expect(pressed).toBe(1)
  end()
  await Promise.all([long, other])
  await expect(shown).resolves.toBe('shown')
})
