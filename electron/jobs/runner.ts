import type { ChangedArea, EngineEvent } from '../../shared/api/contract.ts'
import type { JobKind, JobRow } from '../../shared/api/types.ts'
import { CultivarError, toEnvelope } from '../../shared/errors.ts'
import type { Workspace } from '../catalogue/open.ts'
import { throwIfAborted } from './abort.ts'
import {
  addFailure,
  addJob,
  endJob,
  getJob,
  keepResult,
  listJobs,
  setJobProgress,
  startJob,
  type StoredJob,
  unfinishedJobs
} from '../catalogue/jobs.ts'
import { createRate, type Rate } from './rate.ts'

export interface JobContext {
  readonly workspace: Workspace
  readonly jobId: number
  /** What an earlier, interrupted run of this job kept. */
  readonly before: Readonly<Record<string, unknown>>
  readonly signal: AbortSignal
  progress(done: number, total: number | null): void
  /** Records an item that failed; the job goes on. */
  fail(path: string, reason: string): void
  /** Keeps what has come out so far for a run that goes on; inside a transaction it holds with what that wrote. */
  keep(result: Readonly<Record<string, unknown>>): void
  changed(...areas: ChangedArea[]): void
}

/** Does the work of a kind of job. Must skip what an earlier run did, and throw `cancelled` soon after an abort. */
export type JobBody = (context: JobContext, spec: unknown) => Promise<Readonly<Record<string, unknown>>>

/** Unit: milliseconds between two progress events of a job. */
const eventIntervalMs = 200

interface Running {
  readonly id: number
  readonly abort: AbortController
  readonly rate: Rate
  lastEventMs: number
  latest: { readonly done: number; readonly total: number | null } | undefined
}

/** Runs the jobs of a workspace one after another; every one can be cancelled, and goes on after a crash. */
export class JobRunner {
  readonly #workspace: Workspace
  readonly #bodies: Readonly<Record<JobKind, JobBody>>
  readonly #emit: (event: EngineEvent) => void
  readonly #queue: number[] = []
  readonly #waiting = new Map<number, (() => void)[]>()
  #running: Running | undefined
  #isClosing = false
  #isWorking = false
  #idle: Promise<void> = Promise.resolve()

  constructor(
    workspace: Workspace,
    bodies: Readonly<Record<JobKind, JobBody>>,
    emit: (event: EngineEvent) => void
  ) {
    this.#workspace = workspace
    this.#bodies = bodies
    this.#emit = emit
  }

  /** Queues a job. One of the same kind and spec that an earlier program left unfinished goes on instead. */
  start(job: { kind: JobKind; title: string; spec: unknown }): number {
    const id = this.#abandoned(job) ?? addJob(this.#workspace.db, job)
    this.#enqueue(id)
    return id
  }

  /** Whether `start` would go on with a job that an earlier program left unfinished. */
  hasAbandoned(job: { kind: JobKind; spec: unknown }): boolean {
    return this.#abandoned(job) !== undefined
  }

  #abandoned({ kind, spec }: { kind: JobKind; spec: unknown }): number | undefined {
    const wanted = JSON.stringify(spec)
    return unfinishedJobs(this.#workspace.db).find(
      (job) =>
        job.kind === kind &&
        JSON.stringify(job.spec) === wanted &&
        this.#running?.id !== job.id &&
        !this.#queue.includes(job.id)
    )?.id
  }

  /** Queues again what an earlier program left unfinished; returns how many. */
  resume(): number {
    const unfinished = unfinishedJobs(this.#workspace.db)
    for (const { id } of unfinished) this.#enqueue(id)
    return unfinished.length
  }

  cancel(id: number): void {
    if (this.#running?.id === id) {
      this.#running.abort.abort('cancelled')
      return
    }
    const at = this.#queue.indexOf(id)
    if (at < 0) return
    this.#queue.splice(at, 1)
    endJob(this.#workspace.db, id, { state: 'cancelled' })
    this.#tell(id)
  }

  /** Waits until the job has ended, well or not. */
  async finished(id: number): Promise<StoredJob> {
    const isUnderWay = this.#running?.id === id || this.#queue.includes(id)
    if (isUnderWay) {
      await new Promise<void>((resolve) => {
        this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), resolve])
      })
    }
    const job = getJob(this.#workspace.db, id)
    if (job === undefined) throw new CultivarError('not-found', `There is no job ${id}.`)
    return job
  }

  list(): readonly JobRow[] {
    return listJobs(this.#workspace.db).map((job) => this.#row(job))
  }

  /** Stops at a safe point; unfinished jobs go on when the workspace is opened again. */
  async close(): Promise<void> {
    this.#isClosing = true
    this.#queue.length = 0
    this.#running?.abort.abort('interrupted')
    await this.#idle
    for (const resolves of this.#waiting.values()) for (const resolve of resolves) resolve()
    this.#waiting.clear()
  }

  #enqueue(id: number): void {
    this.#queue.push(id)
    this.#tell(id)
    // Why a flag: whoever is told that a job ended may start the next one before the loop has come round.
    if (!this.#isWorking) this.#idle = this.#work()
  }

  async #work(): Promise<void> {
    this.#isWorking = true
    try {
      for (let id = this.#queue.shift(); id !== undefined && !this.#isClosing; id = this.#queue.shift()) {
        await this.#run(id)
      }
    } finally {
      this.#isWorking = false
    }
  }

  async #run(id: number): Promise<void> {
    const { db } = this.#workspace
    const job = getJob(db, id)
    if (job === undefined) return
    const running: Running = {
      id,
      abort: new AbortController(),
      rate: createRate(),
      lastEventMs: 0,
      latest: undefined
    }
    this.#running = running
    // Why: the caller gets the id before anything of the job happens.
    await new Promise((resolve) => setImmediate(resolve))
    try {
      const end = await this.#end(running, job)
      if (running.latest !== undefined) setJobProgress(db, id, running.latest)
      endJob(db, id, end)
    } catch (error) {
      // Why no more: without a catalogue that can be written to, the job stays unfinished and goes on next time.
      console.error(error)
    }
    this.#running = undefined
    this.#tell(id)
    this.#emit({ event: 'changed', areas: ['workspace', 'jobs', 'sources', 'variants', 'exports'] })
    for (const resolve of this.#waiting.get(id) ?? []) resolve()
    this.#waiting.delete(id)
  }

  /** Does the work; how it ended. */
  async #end(running: Running, job: StoredJob): Promise<Parameters<typeof endJob>[2]> {
    const { signal } = running.abort
    try {
      startJob(this.#workspace.db, job.id)
      this.#tell(job.id)
      throwIfAborted(signal)
      return { state: 'done', result: await this.#bodies[job.kind](this.#context(running, job), job.spec) }
    } catch (error) {
      if (signal.aborted) return { state: signal.reason === 'interrupted' ? 'interrupted' : 'cancelled' }
      return { state: 'failed', error: toEnvelope(isFull(error) ? driveFull(error) : error) }
    }
  }

  #context(running: Running, job: StoredJob): JobContext {
    const { db } = this.#workspace
    return {
      workspace: this.#workspace,
      jobId: job.id,
      before: job.result ?? {},
      signal: running.abort.signal,
      progress: (done, total) => {
        running.rate.add(done)
        running.latest = { done, total }
        if (Date.now() - running.lastEventMs < eventIntervalMs) return
        running.lastEventMs = Date.now()
        setJobProgress(db, job.id, { done, total })
        this.#tell(job.id)
      },
      fail: (path, reason) => addFailure(db, job.id, { path, reason }),
      keep: (result) => keepResult(db, job.id, result),
      changed: (...areas) => this.#emit({ event: 'changed', areas })
    }
  }

  #tell(id: number): void {
    const job = getJob(this.#workspace.db, id)
    if (job !== undefined) this.#emit({ event: 'job', job: this.#row(job) })
  }

  #row(job: StoredJob): JobRow {
    const rate = this.#running?.id === job.id ? this.#running.rate : undefined
    const perSecond = rate?.perSecond() ?? null
    const left = job.total === null ? null : job.total - job.done
    return {
      id: job.id,
      kind: job.kind,
      title: job.title,
      state: job.state,
      done: job.done,
      total: job.total,
      failures: job.failures,
      perSecond,
      etaSeconds: left === null || perSecond === null || perSecond <= 0 ? null : Math.ceil(left / perSecond),
      startedAt: job.startedAt,
      finishedAt: job.finishedAt,
      result: job.result,
      error:
        job.error === null
          ? null
          : {
              code: job.error.code,
              message: job.error.message,
              ...(job.error.remedy === undefined ? {} : { remedy: job.error.remedy })
            }
    }
  }
}

const isFull = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'SQLITE_FULL'

function driveFull(cause: unknown): CultivarError {
  return new CultivarError('disk-full', 'The drive that holds the workspace is full.', {
    remedy: 'Free some space on it, then start the job again: it goes on where it stopped.',
    cause
  })
}
