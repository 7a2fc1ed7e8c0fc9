import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../../../shared/api/contract.ts'
import { CultivarError } from '../../../../shared/errors.ts'
import { getJob, jobFailures } from '../../../../electron/catalogue/jobs.ts'
import { createWorkspace, openWorkspace, type Workspace } from '../../../../electron/catalogue/open.ts'
import { type JobBody, JobRunner } from '../../../../electron/jobs/runner.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const workspace = (): Workspace => createWorkspace(join(temp(), 'a.cultivar'), 'test')
const unused: JobBody = () => Promise.reject(new Error('unused'))

/** Waits until the job is stopped, as a long job does. */
const waiting: JobBody = ({ signal }) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new CultivarError('cancelled', 'Stopped.')), { once: true })
  })

function runner(at: Workspace, body: JobBody, events: EngineEvent[] = []): JobRunner {
  return new JobRunner(at, { draw: body, import: unused, export: unused }, (event) => events.push(event))
}
const job = (n: number): { kind: 'draw'; title: string; spec: unknown } => ({
  kind: 'draw',
  title: `job ${n}`,
  spec: { n }
})

describe('a job runner', () => {
  it('runs one job after another, in order, and keeps their results', async () => {
    const at = workspace()
    const log: string[] = []
    const jobs = runner(at, async (_context, spec) => {
      const { n } = spec as { n: number }
      log.push(`begin ${n}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
      log.push(`end ${n}`)
      return { n }
    })
    const ids = [1, 2, 3].map((n) => jobs.start(job(n)))
    const ended = await Promise.all(ids.map((id) => jobs.finished(id)))
    expect(log).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3'])
    expect(ended.map(({ state, result }) => [state, result])).toEqual([1, 2, 3].map((n) => ['done', { n }]))
    at.close()
  })

  it('never runs two at once, even when a listener starts one as another ends', async () => {
    const at = workspace()
    let running = 0
    let most = 0
    const started: number[] = []
    const jobs: JobRunner = new JobRunner(
      at,
      {
        import: unused,
        export: unused,
        draw: async () => {
          most = Math.max(most, ++running)
          await new Promise((resolve) => setTimeout(resolve, 5))
          running--
          return {}
        }
      },
      (event) => {
        if (event.event === 'job' && event.job.state === 'done' && started.length < 6) {
          started.push(jobs.start(job(10 + started.length)), jobs.start(job(20 + started.length)))
        }
      }
    )
    await jobs.finished(jobs.start(job(1)))
    for (const id of started) await jobs.finished(id)
    expect(most).toBe(1)
    expect(started.length).toBe(6)
    await jobs.close()
    at.close()
  })

  it('cancels a running job and one that waits, and goes on with the rest', async () => {
    const at = workspace()
    const jobs = runner(at, (context, spec) =>
      (spec as { n: number }).n === 3 ? Promise.resolve({}) : waiting(context, spec)
    )
    const [first = 0, second = 0, third = 0] = [1, 2, 3].map((n) => jobs.start(job(n)))
    jobs.cancel(second)
    expect(getJob(at.db, second)?.state).toBe('cancelled')
    jobs.cancel(first)
    expect((await jobs.finished(first)).state).toBe('cancelled')
    expect((await jobs.finished(third)).state).toBe('done')
    at.close()
  })

  it('interrupts on closing and lets everybody know who waits, also for a job that had not begun', async () => {
    const at = workspace()
    const jobs = runner(at, waiting)
    const ids = [jobs.start(job(1)), jobs.start(job(2))]
    const ended = Promise.all(ids.map((id) => jobs.finished(id)))
    await jobs.close()
    expect((await ended).map(({ state }) => state)).toEqual(['interrupted', 'queued'])
    at.close()
  })

  it('goes on after the program was closed, with what the job had kept', async () => {
    const at = workspace()
    const first = runner(at, async (context, spec) => {
      context.keep({ drawn: 7 })
      return waiting(context, spec)
    })
    const id = first.start(job(1))
    await new Promise((resolve) => setTimeout(resolve, 20))
    await first.close()
    at.close()
    const again = openWorkspace(at.folder, 'test')
    const second = runner(again, ({ before }) => Promise.resolve({ drawn: Number(before['drawn']) + 1 }))
    expect(second.resume()).toBe(1)
    expect(await second.finished(id)).toMatchObject({ state: 'done', result: { drawn: 8 } })
    expect(second.resume()).toBe(0)
    again.close()
  })

  it('goes on with an abandoned job of the same kind and spec, and only with that', async () => {
    const at = workspace()
    const first = runner(at, waiting)
    const id = first.start(job(1))
    await first.close()
    const second = runner(at, () => Promise.resolve({}))
    expect(second.hasAbandoned(job(1))).toBe(true)
    expect(second.hasAbandoned(job(2))).toBe(false)
    const other = second.start(job(2))
    expect(other).not.toBe(id)
    expect(second.start(job(1))).toBe(id)
    expect(second.start(job(1))).not.toBe(id)
    expect((await second.finished(id)).state).toBe('done')
    await second.close()
    at.close()
  })

  it('keeps the error of a job that failed, with its remedy, and goes on with the next', async () => {
    const at = workspace()
    const events: EngineEvent[] = []
    const jobs = runner(
      at,
      (_context, spec) =>
        (spec as { n: number }).n === 1
          ? Promise.reject(
              new CultivarError('disk-full', 'The drive is full.', { file: '/x', remedy: 'Free some space.' })
            )
          : Promise.reject(new TypeError('surprise')),
      events
    )
    const known = await jobs.finished(jobs.start(job(1)))
    const error = { code: 'disk-full', message: 'The drive is full.', remedy: 'Free some space.' }
    expect(known).toMatchObject({ state: 'failed', error: { ...error, file: '/x' } })
    const unknown = await jobs.finished(jobs.start(job(2)))
    expect(unknown).toMatchObject({ state: 'failed', error: { code: 'internal', message: 'surprise' } })
    expect(events.some((event) => event.event === 'job' && event.job.error?.code === 'disk-full')).toBe(true)
    at.close()
  })

  it('keeps each failed item once, and the last progress', async () => {
    const at = workspace()
    const jobs = runner(at, ({ fail, progress }) => {
      fail('a.png', 'first')
      fail('a.png', 'second')
      fail('b.png', 'other')
      for (let n = 0; n <= 10; n++) progress(n, 10)
      return Promise.resolve({})
    })
    const id = jobs.start(job(1))
    expect(await jobs.finished(id)).toMatchObject({ failures: 2, done: 10, total: 10 })
    expect(jobFailures(at.db, id)).toEqual([
      { path: 'a.png', reason: 'second' },
      { path: 'b.png', reason: 'other' }
    ])
    at.close()
  })
})
