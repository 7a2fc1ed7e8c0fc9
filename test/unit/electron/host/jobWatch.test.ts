import { expect, it } from 'vitest'
import { createJobWatch } from '../../../../electron/host/jobWatch.ts'
import type { JobRow } from '../../../../shared/api/types.ts'

const job = (id: number, change: Partial<JobRow>): JobRow => ({
  id,
  kind: 'draw',
  title: 'Draw',
  state: 'running',
  done: 0,
  total: null,
  failures: 0,
  perSecond: null,
  etaSeconds: null,
  startedAt: null,
  finishedAt: null,
  result: null,
  error: null,
  ...change
})

it('adds up the jobs that run, until they end', () => {
  const watch = createJobWatch()
  const tell = (id: number, change: Partial<JobRow>) => watch.onEvent({ event: 'job', job: job(id, change) })
  expect([watch.isBusy(), watch.progress()]).toEqual([false, null])
  tell(1, { total: 100, done: 50 })
  tell(2, { total: 300, done: 150 })
  tell(3, { state: 'queued' })
  // 200 of 400; what only waits has no share yet.
  expect([watch.isBusy(), watch.progress()]).toEqual([true, 0.5])
  tell(3, { state: 'running', total: null })
  expect(watch.progress()).toBe('unknown')
  for (const id of [1, 2]) tell(id, { state: 'done' })
  tell(3, { state: 'failed' })
  expect([watch.isBusy(), watch.progress()]).toEqual([false, null])
})

it('forgets the jobs of an engine that stopped', () => {
  const watch = createJobWatch()
  watch.onEvent({ event: 'job', job: job(1, {}) })
  watch.onEvent({ event: 'engine', state: 'restarting', message: '' })
  expect(watch.isBusy()).toBe(false)
})
