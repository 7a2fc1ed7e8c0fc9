/** The only place where messages of a window arrive: the sender is checked, the arguments are parsed. */
import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import type { CallResult } from '../../shared/api/bridge.ts'
import { exportOptionsSchema, importChoicesSchema, tableChoicesSchema } from '../../shared/api/types.ts'
import { toEnvelope } from '../../shared/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { isAppUrl } from './appProtocol.ts'
import { channels } from './channels.ts'
import type { HostActions } from './hostActions.ts'
import { callForWindow, refuse } from './windowCall.ts'

const paths = z.array(z.string().min(1).max(32_768)).min(1).max(10_000)

/** True for the top frame of our own window while it shows our own page. */
function isOwnPage(event: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame
  if (window.isDestroyed() || event.sender !== window.webContents) return false
  return frame !== null && frame.parent === null && isAppUrl(frame.url)
}

export interface Registration {
  readonly engine: Engine
  readonly actions: HostActions
  /** The window that may speak; null before there is one. */
  readonly window: () => BrowserWindow | null
}

export function registerHandlers({ engine, actions, window }: Registration): void {
  function handle<Arguments extends unknown[]>(
    channel: string,
    schema: z.ZodType<Arguments>,
    action: (...args: Arguments) => Promise<CallResult | null>
  ): void {
    ipcMain.handle(channel, async (event, ...args: unknown[]): Promise<CallResult | null> => {
      const own = window()
      if (own === null || !isOwnPage(event, own))
        return refuse('forbidden', 'Only Cultivar itself may ask for this.')
      const parsed = schema.safeParse(args)
      if (!parsed.success) return refuse('bad-input', z.prettifyError(parsed.error))
      try {
        return await action(...parsed.data)
      } catch (error) {
        return { ok: false, error: toEnvelope(error) }
      }
    })
  }
  handle(channels.call, z.tuple([z.string().max(100), z.unknown()]), (name, input) =>
    callForWindow(engine, name, input)
  )
  handle(
    channels.chooseImport,
    z.tuple([z.enum(['folder', 'files']), importChoicesSchema]),
    actions.chooseImport
  )
  handle(channels.importDropped, z.tuple([paths, importChoicesSchema]), actions.importPaths)
  handle(channels.chooseTable, z.tuple([]), actions.chooseTable)
  handle(channels.importTable, z.tuple([z.uuid(), tableChoicesSchema]), actions.importTable)
  handle(channels.chooseExport, z.tuple([exportOptionsSchema]), actions.chooseExport)
  handle(channels.chooseWorkspace, z.tuple([z.enum(['open', 'create'])]), actions.chooseWorkspace)
  handle(channels.revealExport, z.tuple([z.int().min(1)]), actions.revealExport)
}
