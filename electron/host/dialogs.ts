import { app, type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ExportOptions } from '../../shared/api/types.ts'
import { type ErrorEnvelope, fromEnvelope } from '../../shared/errors.ts'
import type { Purpose, Settings } from './settings.ts'

type ImportKind = 'folder' | 'files' | 'table'

/** Each resolves to null when the person closed the dialog. */
export interface Dialogs {
  chooseImport(kind: ImportKind): Promise<readonly string[] | null>
  chooseWorkspace(kind: 'open' | 'create'): Promise<string | null>
  /** A folder, or a ZIP file, that does not exist yet. */
  chooseExport(archive: ExportOptions['archive']): Promise<string | null>
}

const pictureExtensions = 'jpg jpeg png webp tif tiff gif avif bmp pgm ppm pnm'.split(' ')
const tableExtensions = 'csv tsv txt tab jsonl ndjson'.split(' ')
const containerExtensions = [
  ...'json xml yaml yml zip tar gz tgz npz npy parquet tfrecord bin'.split(' '),
  ...tableExtensions
]
const extension = '.cultivar'

const importOptions: Readonly<Record<ImportKind, OpenDialogOptions>> = {
  folder: {
    title: 'Import a folder',
    buttonLabel: 'Import',
    properties: ['openDirectory', 'multiSelections']
  },
  files: {
    title: 'Import files',
    buttonLabel: 'Import',
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: 'Pictures', extensions: pictureExtensions },
      { name: 'Tables, annotations, archives and arrays', extensions: containerExtensions },
      { name: 'All files (IDX among them)', extensions: ['*'] }
    ]
  },
  table: {
    title: 'Import a table of pictures',
    buttonLabel: 'Choose',
    properties: ['openFile'],
    filters: [
      { name: 'Tables (CSV, TSV, JSON Lines)', extensions: tableExtensions },
      { name: 'All files', extensions: ['*'] }
    ]
  }
}

export const withExtension = (folder: string): string =>
  folder.endsWith(extension) ? folder : `${folder}${extension}`

export function createDialogs(settings: Settings, window: () => BrowserWindow | null): Dialogs {
  const startIn = (purpose: Purpose): string => {
    const last = settings.lastFolder(purpose)
    return last !== undefined && existsSync(last)
      ? last
      : app.getPath(purpose === 'import' ? 'pictures' : 'documents')
  }
  async function open(purpose: Purpose, options: OpenDialogOptions): Promise<readonly string[] | null> {
    const owner = window()
    const full = { ...options, defaultPath: startIn(purpose) }
    const { canceled, filePaths } = await (owner === null
      ? dialog.showOpenDialog(full)
      : dialog.showOpenDialog(owner, full))
    const [first] = filePaths
    if (canceled || first === undefined) return null
    settings.setLastFolder(purpose, dirname(first))
    return filePaths
  }
  async function save(purpose: Purpose, name: string, options: SaveDialogOptions): Promise<string | null> {
    const owner = window()
    const full: SaveDialogOptions = {
      ...options,
      defaultPath: join(startIn(purpose), name),
      properties: ['createDirectory']
    }
    const { canceled, filePath } = await (owner === null
      ? dialog.showSaveDialog(full)
      : dialog.showSaveDialog(owner, full))
    if (canceled || filePath === '') return null
    settings.setLastFolder(purpose, dirname(filePath))
    return filePath
  }
  return {
    chooseImport: (kind) => open('import', importOptions[kind]),
    chooseExport: (archive) =>
      archive === 'zip'
        ? save('export', 'export.zip', {
            title: 'Export to a ZIP file',
            buttonLabel: 'Export',
            filters: [{ name: 'ZIP', extensions: ['zip'] }]
          })
        : save('export', 'export', { title: 'Export to a new folder', buttonLabel: 'Export' }),
    async chooseWorkspace(kind) {
      if (kind === 'open') {
        const title = `Open a workspace (a folder that ends in ${extension})`
        return (await open('workspace', { title, properties: ['openDirectory'] }))?.[0] ?? null
      }
      const options = { title: 'New workspace', buttonLabel: 'Create' }
      const folder = await save('workspace', `My pictures${extension}`, options)
      return folder === null ? null : withExtension(folder)
    }
  }
}

/** Says what went wrong and what helps; does not wait for the answer. */
export function showProblem(window: BrowserWindow | null, error: ErrorEnvelope): void {
  const { message, file, remedy } = fromEnvelope(error)
  const detail = [file, remedy].filter((line) => line !== undefined).join('\n')
  const options = { type: 'error' as const, message, detail, buttons: ['OK'] }
  void (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options))
}
