import type { CallInput, CallName, CallOutput } from '../../shared/api/contract.ts'
import { CultivarError, fromEnvelope } from '../../shared/errors.ts'
import type { StoredJob } from '../catalogue/jobs.ts'
import { jobFailures } from '../catalogue/jobs.ts'
import { createEngine, type LocalEngine } from '../engine/createEngine.ts'
import type { Session } from '../engine/session.ts'
import { clearProgress, note, progressPrinter } from './output.ts'

export interface Opened {
  readonly engine: LocalEngine
  readonly session: Session
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>
  /** Waits for a job; Ctrl+C stops it at a safe point, from which the same command goes on. Throws what it failed of. */
  finish(jobId: number): Promise<FinishedJob>
}

export interface FinishedJob {
  readonly result: Readonly<Record<string, unknown>>
  readonly failed: readonly { path: string; reason: string }[]
}

/** Opens a workspace in this process, runs `work` and closes it again, whatever happens. */
export async function withWorkspace<Result>(
  folder: string,
  how: 'create' | 'open' | 'read',
  work: (opened: Opened) => Promise<Result>
): Promise<Result> {
  const engine = createEngine({ program: `cultivar ${process.argv[2] ?? ''}`.trim(), resumeJobs: false })
  const unsubscribe = engine.subscribe(progressPrinter())
  try {
    const session = await openOrRead(engine, folder, how)
    for (const notice of session.notices) note(notice)
    return await work({
      engine,
      session,
      call: async (name, input) => {
        const result = await engine.call(name, input)
        if (!result.ok) throw fromEnvelope(result.error)
        return result.value as CallOutput<typeof name>
      },
      finish: (jobId) => finish(session, jobId)
    })
  } finally {
    unsubscribe()
    await engine.close()
  }
}

/** Reading needs no lock, so a workspace that is open elsewhere can still be asked. */
async function openOrRead(
  engine: LocalEngine,
  folder: string,
  how: 'create' | 'open' | 'read'
): Promise<Session> {
  if (how !== 'read') return engine.open(folder, how)
  try {
    return await engine.open(folder, 'open')
  } catch (error) {
    if (error instanceof CultivarError && error.code === 'workspace-locked')
      return engine.open(folder, 'read')
    throw error
  }
}

async function finish(session: Session, jobId: number): Promise<FinishedJob> {
  const stop = (): void => {
    note('Stopping … run the same command again to go on.')
    void session.jobs.close()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    const job = await session.jobs.finished(jobId)
    clearProgress()
    assertDone(job)
    return { result: job.result ?? {}, failed: jobFailures(session.workspace.db, jobId) }
  } finally {
    process.removeListener('SIGINT', stop)
    process.removeListener('SIGTERM', stop)
  }
}

function assertDone(job: StoredJob): void {
  if (job.state === 'done') return
  if (job.error !== null) throw fromEnvelope(job.error)
  throw new CultivarError('cancelled', `The job was ${job.state}.`, {
    remedy: 'Run the same command again to go on.'
  })
}
