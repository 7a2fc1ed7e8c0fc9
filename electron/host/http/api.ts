/** What a window in a browser may ask for, besides files and pictures. */
import { z } from 'zod'
import type { CallResult } from '../../../shared/api/bridge.ts'
import type { EngineEvent } from '../../../shared/api/contract.ts'
import {
  exportOptionsSchema,
  type ImportChoices,
  importChoicesSchema,
  tableChoicesSchema
} from '../../../shared/api/types.ts'
import { assertNever, toEnvelope } from '../../../shared/errors.ts'
import type { Engine } from '../../engine/engine.ts'
import { callForWindow, refuse } from '../windowCall.ts'
import type { Confinement } from './confine.ts'
import type { Uploads } from './uploads.ts'

const path = z.string().min(1).max(32_768)

const callSchema = z.strictObject({ name: z.string().max(100), input: z.unknown() })
const browseSchema = z.strictObject({ folder: path.nullable() })
const hostSchema = z.discriminatedUnion('action', [
  importChoicesSchema.extend({ action: z.literal('import'), paths: z.array(path).min(1).max(10_000) }),
  z.strictObject({ action: z.literal('table'), path }),
  tableChoicesSchema.extend({ action: z.literal('importTable'), path }),
  // What is sent only passes through, so it is always copied; `copy` is taken so that all imports look alike.
  importChoicesSchema.partial().extend({ action: z.literal('importUploads'), batch: z.uuid() }),
  z.strictObject({ action: z.literal('export'), folder: path, options: exportOptionsSchema }),
  z.strictObject({ action: z.literal('open'), folder: path }),
  z.strictObject({ action: z.literal('create'), folder: path })
])
type HostAction = z.infer<typeof hostSchema>

export interface ApiOptions {
  readonly engine: Engine
  readonly confinement: Confinement
  readonly uploads: Uploads
}

export interface Api {
  /** Answers a POST by its path; null when there is no such path. Never rejects. */
  answer(path: string, body: unknown): Promise<unknown>
  close(): void
}

/** Deletes what was sent once it is imported. An interrupted import goes on later and still needs it. */
function createCleaner(engine: Engine, uploads: Uploads) {
  const batches = new Map<number, string>()
  const onEvent = (event: EngineEvent): void => {
    if (event.event !== 'job') return
    const batch = batches.get(event.job.id)
    if (batch === undefined || !['done', 'failed', 'cancelled'].includes(event.job.state)) return
    batches.delete(event.job.id)
    uploads
      .remove(batch)
      .catch((error: unknown) => console.error('Uploaded files could not be deleted:', error))
  }
  return {
    close: engine.subscribe(onEvent),
    watch: (jobId: number, batch: string) => void batches.set(jobId, batch)
  }
}

export function createApi({ engine, confinement, uploads }: ApiOptions): Api {
  const cleaner = createCleaner(engine, uploads)

  async function importUploads(batch: string, format: ImportChoices['format'] = 'auto'): Promise<CallResult> {
    const paths = await uploads.dropped(batch)
    const result = await engine.call('import.start', { paths, copy: true, format })
    if (result.ok) cleaner.watch((result.value as { jobId: number }).jobId, batch)
    return result
  }

  async function host(action: HostAction): Promise<CallResult> {
    switch (action.action) {
      case 'import': {
        const paths = await Promise.all(action.paths.map(confinement.existing))
        return engine.call('import.start', { paths, copy: action.copy, format: action.format })
      }
      case 'table':
        return engine.call('import.table', { path: await confinement.existing(action.path) })
      case 'importTable': {
        const { copy, columns } = action
        const paths = [await confinement.existing(action.path)]
        return engine.call('import.start', { paths, copy, columns, format: 'csv' })
      }
      case 'importUploads':
        return importUploads(action.batch, action.format)
      case 'export':
        return engine.call('export.start', {
          folder: await confinement.coming(action.folder),
          options: action.options
        })
      case 'open':
        return engine.call('workspace.open', { folder: await confinement.existing(action.folder) })
      case 'create':
        return engine.call('workspace.create', { folder: await confinement.coming(action.folder) })
      default:
        return assertNever(action)
    }
  }

  async function parsed<Value>(
    schema: z.ZodType<Value>,
    body: unknown,
    act: (value: Value) => Promise<unknown>
  ): Promise<unknown> {
    const input = schema.safeParse(body)
    if (!input.success) return refuse('bad-input', z.prettifyError(input.error))
    try {
      return await act(input.data)
    } catch (error) {
      return { ok: false, error: toEnvelope(error) }
    }
  }

  return {
    close: cleaner.close,
    answer(url, body) {
      switch (url) {
        case '/api/call':
          return parsed(callSchema, body, ({ name, input }) => callForWindow(engine, name, input))
        case '/api/browse':
          return parsed(browseSchema, body, ({ folder }) => confinement.list(folder))
        case '/api/host':
          return parsed(hostSchema, body, host)
        default:
          return Promise.resolve(null)
      }
    }
  }
}
