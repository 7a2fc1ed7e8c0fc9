import type { ErrorEnvelope } from '../errors.ts'
import type { EngineEvent } from './contract.ts'
import type { ExportOptions, ImportChoices, TableChoices, TablePreview } from './types.ts'

export type CallResult =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorEnvelope }

/** Answer of a step that begins with a dialog: null when the person closed it. */
export type DialogResult<Value> = Promise<Value | null>

/**
 * What a window can ask of its host. Electron's preload puts it on `window.cultivar`; in a browser
 * `renderer/client/httpBridge.ts` makes it. Dialogs and paths stay on the host's side.
 */
export interface Bridge {
  readonly host: 'electron' | 'browser'
  /** Makes a call of the contract. Never rejects: errors come back as envelopes. */
  call(name: string, input: unknown): Promise<CallResult>
  /** Calls `listener` for every event until the returned function is called. */
  subscribe(listener: (event: EngineEvent) => void): () => void
  /** Lets the person choose a folder or files and starts the import. */
  chooseImport(kind: 'folder' | 'files', options: ImportChoices): DialogResult<{ jobId: number }>
  /** Imports what was dropped on the window. */
  importDropped(files: readonly BridgeFile[], options: ImportChoices): DialogResult<{ jobId: number }>
  /** Lets the person choose a table of pictures and shows its beginning; `handle` is for `importTable`. */
  chooseTable(): DialogResult<ChosenTable>
  importTable(handle: string, options: TableChoices): DialogResult<{ jobId: number }>
  /** Lets the person choose a folder that does not exist yet and starts the export. */
  chooseExport(options: ExportOptions): DialogResult<{ jobId: number }>
  chooseWorkspace(kind: 'open' | 'create'): DialogResult<{ workspace: string }>
  /** Shows the folder of a finished export in the system's file manager. */
  revealExport(exportId: number): Promise<void>
  /** Where the host has a menu: calls `listener` for every item of it that acts in the window. */
  onMenu?(listener: (command: MenuCommand) => void): () => void
}

export interface ChosenTable extends TablePreview {
  /** Stands for the table's path, which stays on the host's side. */
  readonly handle: string
}

/** A step to show, or the list of keyboard shortcuts. */
export type MenuCommand = 'import' | 'recipe' | 'review' | 'export' | 'shortcuts'

/** A DOM File, named here so that shared/ needs no DOM. */
export interface BridgeFile {
  readonly name: string
}

/**
 * Paths of pictures, relative to the window's address:
 * `image/source/ID?edge=N` and `image/variant/ID?edge=N` (edge: longer side in pixels, 16..2048; `edge=full` is the
 * picture at its full size), `image/preview/TOKEN/INDEX`, and all pictures of a preview: `image/sheet/TOKEN`.
 */
export function sourceImage(id: number, edge: number | 'full'): string {
  return `image/source/${id}?edge=${edge}`
}

/** Of a token that was given to `preview.draw`, or is about to be: the answer waits for it. */
export function sheetImage(token: string): string {
  return `image/sheet/${token}`
}

export function variantImage(id: number, edge: number | 'full'): string {
  return `image/variant/${id}?edge=${edge}`
}
