import type { Bridge, BridgeFile, CallResult, ChosenTable } from '../../shared/api/bridge.ts'
import type { ImportChoices, TablePreview } from '../../shared/api/types.ts'
import { fromEnvelope } from '../../shared/errors.ts'
import { subscribeToEvents } from './eventSocket.ts'
import { pickNewFolder, pickPaths, showPath } from './hostDialogs.tsx'
import { postResult } from './http.ts'
import { uploadFiles } from './upload.ts'

function valueOrThrow(result: CallResult): unknown {
  if (!result.ok) throw fromEnvelope(result.error)
  return result.value
}

/** Starts an action of the host; its answer has the shape that the bridge promises for that action. */
async function hostAction<Value>(body: Readonly<Record<string, unknown>>): Promise<Value> {
  return valueOrThrow(await postResult('/api/host', body)) as Value
}

async function importDropped(files: readonly BridgeFile[], choices: ImportChoices) {
  if (files.length === 0) return null
  const batch = await uploadFiles(files as readonly File[])
  return hostAction<{ jobId: number }>({ action: 'importUploads', batch, ...choices })
}

/** Paths of tables that were chosen, by the handles that stand for them. */
const tables = new Map<string, string>()

async function chooseTable(): Promise<ChosenTable | null> {
  const path = (await pickPaths('table'))?.[0]
  if (path === undefined) return null
  const preview = await hostAction<TablePreview>({ action: 'table', path })
  const handle = crypto.randomUUID()
  tables.set(handle, path)
  return { handle, ...preview }
}

async function revealExport(exportId: number): Promise<void> {
  const exports = valueOrThrow(
    await postResult('/api/call', { name: 'export.list', input: {} })
  ) as readonly { id: number; folder: string }[]
  const found = exports.find(({ id }) => id === exportId)
  if (found !== undefined) showPath(found.folder)
}

/** The bridge of a window in a browser: the same calls over HTTP, and dialogs drawn by the page itself. */
export function createHttpBridge(): Bridge {
  return {
    host: 'browser',
    call: (name, input) => postResult('/api/call', { name, input }),
    subscribe: subscribeToEvents,
    importDropped,
    revealExport,
    chooseTable,
    importTable: (handle, choices) =>
      hostAction({ action: 'importTable', path: tables.get(handle) ?? '', ...choices }),
    async chooseImport(kind, choices) {
      const paths = await pickPaths(kind)
      return paths === null ? null : hostAction({ action: 'import', paths, ...choices })
    },
    async chooseExport(options) {
      const folder = await pickNewFolder(options.archive === 'zip' ? 'zip' : 'export')
      return folder === null ? null : hostAction({ action: 'export', folder, options })
    },
    async chooseWorkspace(kind) {
      const folder = kind === 'open' ? (await pickPaths('workspace'))?.[0] : await pickNewFolder('workspace')
      return folder === undefined || folder === null ? null : hostAction({ action: kind, folder })
    }
  }
}
