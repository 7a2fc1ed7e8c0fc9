import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ChangedArea, EngineEvent } from '../../shared/api/contract.ts'
import type { JobRow } from '../../shared/api/types.ts'
import { assertNever } from '../../shared/errors.ts'
import { bridge } from './bridge.ts'
import { call } from './call.ts'
import { keys, keysOf } from './keys.ts'
import { announce, showError, showWarning } from './notices.ts'
import { isEnded, outcomeOf } from './outcome.ts'
import { tellBriefly } from './toldOutcome.ts'

type EngineState = Pick<Extract<EngineEvent, { event: 'engine' }>, 'state' | 'message'>

/** Why: a job that imports thousands of pictures tells of changes many times a second. */
const flushMs = 250

const running: EngineState = { state: 'running', message: '' }

function createRefresher(client: QueryClient): (areas: readonly ChangedArea[]) => void {
  const changed = new Set<ChangedArea>()
  let timer: ReturnType<typeof setTimeout> | undefined
  return (areas) => {
    for (const area of areas) changed.add(area)
    timer ??= setTimeout(() => {
      timer = undefined
      for (const queryKey of keysOf(changed)) void client.invalidateQueries({ queryKey })
      changed.clear()
    }, flushMs)
  }
}

const reasonsTold = 3

/** Tells what came of a job; the first reasons why some pictures could not be used stay until they are closed. */
async function tellOutcome(client: QueryClient, job: JobRow): Promise<void> {
  const { title, detail } = outcomeOf(job)
  announce(`${title}. ${detail}`)
  // Why not for imports: what they could not use is listed on the Import screen.
  const failures =
    job.failures > 0 && job.kind !== 'import'
      ? await call('jobs.failures', { id: job.id }).catch(() => [])
      : []
  const reasons = failures.slice(0, reasonsTold).map(({ path, reason }) => `${path}: ${reason}`)
  if (reasons.length > 0) showWarning(title, [detail, ...reasons].join(' '))
  else tellBriefly(client, { id: job.id, title, detail, isDone: job.state === 'done' })
}

function onJob(client: QueryClient, job: JobRow): void {
  const before = client.getQueryData<readonly JobRow[]>(keys.jobs) ?? []
  const known = before.find(({ id }) => id === job.id)
  const after = known === undefined ? [job, ...before] : before.map((row) => (row.id === job.id ? job : row))
  client.setQueryData(keys.jobs, after)
  if (!isEnded(job) || (known !== undefined && isEnded(known))) return
  if (job.kind === 'draw') void client.invalidateQueries({ queryKey: keys.reviewRows })
  if (job.state === 'failed') return showError(job.error ?? new Error(`${job.title} failed.`))
  void tellOutcome(client, job)
}

/** Listens to the engine for as long as the window lives and keeps the query cache up to date. */
export function useEngineEvents(): void {
  const client = useQueryClient()
  useEffect(() => {
    const refresh = createRefresher(client)
    return bridge.subscribe((event) => {
      switch (event.event) {
        case 'job':
          return onJob(client, event.job)
        case 'changed':
          return refresh(event.areas)
        case 'engine':
          client.setQueryData<EngineState>(keys.engine, { state: event.state, message: event.message })
          if (event.state === 'running') refresh(['workspace', 'sources', 'variants', 'exports', 'jobs'])
          return announce(event.message)
        default:
          return assertNever(event)
      }
    })
  }, [client])
}

/** Whether the engine is there, as its host last told. */
export function useEngineState(): EngineState {
  const { data } = useQuery({
    queryKey: keys.engine,
    queryFn: () => running,
    initialData: running,
    staleTime: Infinity
  })
  return data
}
