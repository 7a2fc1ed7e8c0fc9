/**
 * Ours, as a program of its own: `node engine.ts REQUEST`, a JSON of EngineRequest; prints a JSON of EngineAnswer. It
 * imports, draws and exports through the engine as a host does; only drawing and exporting are timed, and only after one
 * variant of each source was made, as the peers are warm, too.
 */
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { createRenderTask } from '../../electron/jobs/variantTask.ts'
import { variantsOf } from '../../electron/catalogue/variants.ts'
import { exportableSources } from '../../electron/catalogue/sources.ts'
import { createEngine } from '../../electron/engine/createEngine.ts'
import type { Session } from '../../electron/engine/session.ts'
import type { RecipeStep } from '../../shared/recipe/schema.ts'
import { benchFolder } from './args.ts'

export interface EngineRequest {
  readonly input: string
  readonly output: 'files' | 'array'
  readonly copies: number
  readonly steps: readonly RecipeStep[]
  readonly size: { readonly width: number; readonly height: number } | null
  readonly workers: number
}

export interface EngineAnswer {
  readonly pictures: number
  /** Unit: seconds. */
  readonly drawS: number
  readonly makeS: number
  /** Processor time of all threads meanwhile. Unit: seconds. */
  readonly cpuS: number
}

const seconds = (since: number): number => (performance.now() - since) / 1000

async function main(request: EngineRequest): Promise<EngineAnswer> {
  const folder = await mkdtemp(join(benchFolder, 'run-'))
  const engine = createEngine({ program: 'bench', workers: request.workers, resumeJobs: false })
  try {
    const session = await engine.open(join(folder, 'a.cultivar'), 'create')
    const job = async (name: string, input: unknown): Promise<void> => {
      const answer = await engine.call(name, input)
      if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
      const done = await session.jobs.finished((answer.value as { jobId: number }).jobId)
      if (done.state !== 'done' || done.failures > 0) throw new Error(`${name} ended ${JSON.stringify(done)}`)
    }
    await job('import.start', { paths: [request.input], format: 'auto', copy: false })
    const { steps, copies, size } = request
    const recipe = { version: 1, seed: 7, fillMode: 'nearest', interpolation: 'bilinear', steps }
    const make = (name: string): Promise<number> =>
      request.output === 'array'
        ? toArray(session, request.workers)
        : toFiles(session, job, { folder: join(folder, name), size })
    await job('draw.start', { recipe: { ...recipe, seed: 8 }, profileId: 'any', amount: { copies: 1 } })
    await make('warm')
    const rejected = await engine.call('review.decide', { which: { filter: {} }, status: 'rejected' })
    if (!rejected.ok) throw new Error(rejected.error.message)
    const before = process.cpuUsage()
    const start = performance.now()
    await job('draw.start', { recipe, profileId: 'any', amount: { copies } })
    const drawS = seconds(start)
    const middle = performance.now()
    const pictures = await make('out')
    const makeS = seconds(middle)
    const { user, system } = process.cpuUsage(before)
    return { pictures, drawS, makeS, cpuS: (user + system) / 1e6 }
  } finally {
    await engine.close()
  }
}

async function toFiles(
  session: Session,
  job: (name: string, input: unknown) => Promise<void>,
  { folder, size }: { folder: string; size: EngineRequest['size'] }
): Promise<number> {
  const options = { format: 'folder', include: 'pending', image: 'jpeg', quality: 90, size }
  await job('export.start', { folder, options })
  return Number(session.jobs.list().find(({ kind }) => kind === 'export')?.result?.['files'])
}

/** Variants in one message: about 20 ms of work. */
const chunk = 2000

async function toArray(session: Session, workers: number): Promise<number> {
  const { workspace, pool } = session
  const statuses = ['pending'] as const
  const sources = exportableSources(workspace.db, { statuses, withoutVariants: false })
  const total = sources.reduce((sum, { variants }) => sum + variants, 0)
  const data = new Uint8Array(total * 28 * 28)
  const settings = { output: { kind: 'full' }, encoding: null } as const
  const waiting: Promise<void>[] = []
  let at = 0
  const perChunk = Math.max(1, Math.floor(chunk / Math.max(1, total / sources.length)))
  for (let from = 0; from < sources.length; from += perChunk) {
    const places = new Map(sources.slice(from, from + perChunk).map(({ source }) => [source.id, source]))
    const tasks = variantsOf(workspace.db, { status: 'pending' }, [...places.keys()]).flatMap((variant) => {
      const source = places.get(variant.sourceId)
      return source === undefined ? [] : [createRenderTask(workspace, { source, variant }, settings)]
    })
    const offset = at * 28 * 28
    at += tasks.length
    const request = { kind: 'array', tasks, width: 28, height: 28, channels: 1 } as const
    waiting.push(
      pool.run(request).then(({ data: part, failures }) => {
        if (failures.length > 0) throw new Error(failures[0]?.error.message)
        data.set(part, offset)
      })
    )
    while (waiting.length > workers + 2) await waiting.shift()
  }
  await Promise.all(waiting)
  return at
}

console.log(JSON.stringify(await main(JSON.parse(process.argv[2] ?? '{}') as EngineRequest)))
