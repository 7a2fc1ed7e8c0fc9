/** The one door between the window and main: functions only, no event objects, no channel names. */
import { contextBridge, ipcRenderer, type IpcRendererEvent, webUtils } from 'electron'
import type { Bridge, BridgeFile, CallResult } from '../shared/api/bridge.ts'
import { describeError, fromEnvelope } from '../shared/errors.ts'
import { channels } from './host/channels.ts'

function listen(channel: string, listener: (message: never) => void): () => void {
  const forward = (_event: IpcRendererEvent, message: unknown): void => listener(message as never)
  ipcRenderer.on(channel, forward)
  return () => void ipcRenderer.off(channel, forward)
}

async function ask<Value>(channel: string, ...args: readonly unknown[]): Promise<Value | null> {
  const result = (await ipcRenderer.invoke(channel, ...args)) as CallResult | null
  if (result === null) return null
  // Why the remedy is in the message: of an error, only the message gets across to the window.
  if (!result.ok) throw new Error(describeError(fromEnvelope(result.error)))
  return result.value as Value
}

/** Paths go straight to main; the window never sees them. */
function pathsOf(files: readonly BridgeFile[]): readonly string[] {
  return files.map((file) => webUtils.getPathForFile(file as File)).filter((path) => path !== '')
}

const bridge: Bridge = {
  host: 'electron',
  call: (name, input) => ipcRenderer.invoke(channels.call, name, input) as Promise<CallResult>,
  subscribe: (listener) => listen(channels.event, listener),
  onMenu: (listener) => listen(channels.menu, listener),
  chooseImport: (kind, options) => ask(channels.chooseImport, kind, options),
  async importDropped(files, options) {
    const paths = pathsOf(files)
    return paths.length === 0 ? null : ask(channels.importDropped, paths, options)
  },
  chooseTable: () => ask(channels.chooseTable),
  importTable: (handle, options) => ask(channels.importTable, handle, options),
  chooseExport: (options) => ask(channels.chooseExport, options),
  chooseWorkspace: (kind) => ask(channels.chooseWorkspace, kind),
  async revealExport(exportId) {
    await ask(channels.revealExport, exportId)
  }
}

contextBridge.exposeInMainWorld('cultivar', bridge)
