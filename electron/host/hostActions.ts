/** Steps that begin with a path that the person chose, for the window and for the menu alike. */
import { shell } from 'electron'
import { randomUUID } from 'node:crypto'
import type { CallResult } from '../../shared/api/bridge.ts'
import type {
  ExportOptions,
  ExportRow,
  ImportChoices,
  TableChoices,
  TablePreview
} from '../../shared/api/types.ts'
import type { Engine } from '../engine/engine.ts'
import type { Dialogs } from './dialogs.ts'
import { refuse } from './windowCall.ts'

/** Null when the person closed the dialog. */
type Chosen = Promise<CallResult | null>

export interface HostActions {
  readonly chooseImport: (kind: 'folder' | 'files', options: ImportChoices) => Chosen
  readonly importPaths: (paths: readonly string[], options: ImportChoices) => Promise<CallResult>
  /** Answers a ChosenTable. */
  readonly chooseTable: () => Chosen
  readonly importTable: (handle: string, options: TableChoices) => Promise<CallResult>
  readonly chooseExport: (options: ExportOptions) => Chosen
  readonly chooseWorkspace: (kind: 'open' | 'create') => Chosen
  readonly openWorkspace: (folder: string) => Promise<CallResult>
  readonly revealExport: (exportId: number) => Promise<CallResult>
}

export interface HostActionOptions {
  readonly engine: Engine
  readonly dialogs: Dialogs
  /** Told after a workspace was opened or created. */
  readonly onWorkspace: (folder: string) => void
}

export function createHostActions({ engine, dialogs, onWorkspace }: HostActionOptions): HostActions {
  async function enter(name: 'workspace.open' | 'workspace.create', folder: string): Promise<CallResult> {
    const result = await engine.call(name, { folder })
    if (result.ok) onWorkspace(folder)
    return result
  }
  const importPaths: HostActions['importPaths'] = (paths, choices) =>
    engine.call('import.start', { paths, ...choices })
  /** Paths of tables that were chosen: the window knows them by their handles only. */
  const tables = new Map<string, string>()
  return {
    importPaths,
    async chooseTable() {
      const path = (await dialogs.chooseImport('table'))?.[0]
      if (path === undefined) return null
      const result = await engine.call('import.table', { path })
      if (!result.ok) return result
      const handle = randomUUID()
      tables.set(handle, path)
      return { ok: true, value: { handle, ...(result.value as TablePreview) } }
    },
    async importTable(handle, { copy, columns }) {
      const path = tables.get(handle)
      if (path === undefined) return refuse('not-found', 'This table was not chosen in a dialog.')
      return engine.call('import.start', { paths: [path], copy, columns, format: 'csv' })
    },
    openWorkspace: (folder) => enter('workspace.open', folder),
    async chooseImport(kind, options) {
      const paths = await dialogs.chooseImport(kind)
      return paths === null ? null : importPaths(paths, options)
    },
    async chooseExport(options) {
      const folder = await dialogs.chooseExport(options.archive)
      return folder === null ? null : engine.call('export.start', { folder, options })
    },
    async chooseWorkspace(kind) {
      const folder = await dialogs.chooseWorkspace(kind)
      return folder === null ? null : enter(`workspace.${kind}`, folder)
    },
    async revealExport(exportId) {
      const listed = await engine.call('export.list', {})
      if (!listed.ok) return listed
      const found = (listed.value as readonly ExportRow[]).find(({ id }) => id === exportId)
      if (found === undefined) return refuse('not-found', 'This export is not in the catalogue.')
      // Why not openPath: that would run whatever lies there; this only selects it in the file manager.
      shell.showItemInFolder(found.folder)
      return { ok: true, value: null }
    }
  }
}
