import type { EngineEvent } from '../../shared/api/contract.ts'
import { createWorkspace, openWorkspace, readWorkspace, type Workspace } from '../catalogue/open.ts'
import { drawJob } from '../jobs/drawJob.ts'
import { exportJob } from '../jobs/exportJob.ts'
import { importJob } from '../jobs/importJob.ts'
import type { PixelPool } from '../jobs/pool.ts'
import { JobRunner } from '../jobs/runner.ts'
import { createImageService, type ImageService } from './images.ts'
import { PreviewStore } from './preview.ts'

/** An open workspace with all that serves it. */
export interface Session {
  readonly workspace: Workspace
  readonly jobs: JobRunner
  readonly images: ImageService
  readonly previews: PreviewStore
  readonly pool: PixelPool
  /** Notices that the person has not dismissed. */
  notices: readonly string[]
  close(): Promise<void>
}

export interface SessionOptions {
  readonly pool: PixelPool
  /** Name of the program, for whoever finds the workspace locked. */
  readonly program: string
  readonly emit: (event: EngineEvent) => void
  /** Whether jobs that an earlier program left unfinished go on by themselves. */
  readonly resumeJobs: boolean
}

export function openSession(
  folder: string,
  how: 'create' | 'open' | 'read',
  { pool, program, emit, resumeJobs }: SessionOptions
): Session {
  const workspace =
    how === 'read'
      ? readWorkspace(folder)
      : how === 'create'
        ? createWorkspace(folder, program)
        : openWorkspace(folder, program)
  const jobs = new JobRunner(
    workspace,
    { import: importJob(pool), draw: drawJob, export: exportJob(pool) },
    emit
  )
  const previews = new PreviewStore(workspace)
  const resumed = resumeJobs && how !== 'read' ? jobs.resume() : 0
  const notices = [
    ...workspace.notices,
    ...(resumed > 0
      ? [`${resumed === 1 ? 'A job that was' : `${resumed} jobs that were`} interrupted went on.`]
      : [])
  ]
  return {
    workspace,
    jobs,
    previews,
    pool,
    images: createImageService(workspace, {
      pool,
      previews,
      onMarked: () => emit({ event: 'changed', areas: ['sources', 'workspace'] })
    }),
    notices,
    close: async () => {
      await jobs.close()
      workspace.close()
    }
  }
}
