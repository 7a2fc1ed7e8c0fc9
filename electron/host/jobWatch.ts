import type { EngineEvent } from '../../shared/api/contract.ts'
import type { JobRow } from '../../shared/api/types.ts'

/** Which jobs are under way, as the engine's events tell. */
export interface JobWatch {
  onEvent(event: EngineEvent): void
  isBusy(): boolean
  /** Share of the work that is done, 0 to 1; null when no job runs, 'unknown' while a total is not known. */
  progress(): number | 'unknown' | null
}

const isUnderWay = ({ state }: JobRow): boolean => state === 'queued' || state === 'running'

export function createJobWatch(): JobWatch {
  const jobs = new Map<number, JobRow>()
  return {
    onEvent(event) {
      // Why: jobs of an engine that is gone will be told again by the next one.
      if (event.event === 'engine') jobs.clear()
      if (event.event !== 'job') return
      if (isUnderWay(event.job)) jobs.set(event.job.id, event.job)
      else jobs.delete(event.job.id)
    },
    isBusy: () => jobs.size > 0,
    progress() {
      if (jobs.size === 0) return null
      const running = [...jobs.values()].filter(({ state }) => state === 'running')
      const total = running.reduce((sum, job) => sum + (job.total ?? 0), 0)
      if (total === 0 || running.some((job) => job.total === null)) return 'unknown'
      return Math.min(1, running.reduce((sum, { done }) => sum + done, 0) / total)
    }
  }
}
