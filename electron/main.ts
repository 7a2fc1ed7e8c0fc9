/** Entry of Electron's main process. */
import { app } from 'electron'
import { join, resolve } from 'node:path'
import { registerAppScheme } from './host/appProtocol.ts'
import { createDesktop, type Desktop } from './host/desktop.ts'
import type { LaunchEngine } from './host/engineProcess.ts'
import { launchUnderNode } from './host/nodeChild.ts'
import { secureApp } from './host/security.ts'
import { launchUtility } from './host/utilityChild.ts'

const root = app.getAppPath()

/** Real files, because the engine's Node and native code know nothing of Electron's archives. */
const engineEntry = join(root.replace(/app\.asar$/, 'app.asar.unpacked'), 'out/main/engine.js')
const resources = app.isPackaged ? process.resourcesPath : join(root, 'resources')

function launchEngine(): LaunchEngine {
  if (process.platform !== 'linux') return launchUtility(engineEntry)
  const node = app.isPackaged ? join(process.resourcesPath, 'node') : join(root, 'node_modules/node/bin/node')
  return launchUnderNode(node, [engineEntry])
}

/** A workspace that was named on a command line, or null. */
function workspaceFrom(args: readonly string[], folder: string): string | null {
  const named = args
    .slice(1)
    .find((argument) => !argument.startsWith('-') && /\.cultivar[/\\]?$/.test(argument))
  return named === undefined ? null : resolve(folder, named)
}

function handleEnd(desktop: Desktop): void {
  let isClosed = false
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    if (isClosed) return
    // Why: jobs are stopped at a safe point and the workspace is closed before the process ends.
    event.preventDefault()
    void desktop.close().finally(() => {
      isClosed = true
      app.quit()
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Why no question: the system or the terminal is going away.
      desktop.force()
      app.quit()
    })
  }
}

async function start(): Promise<void> {
  let waiting: string | null = null
  // Why before ready: macOS tells of the file that was double-clicked while the app still starts.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    waiting = path
  })
  await app.whenReady()
  const desktop = createDesktop({
    launch: launchEngine(),
    preload: join(root, 'out/preload/preload.cjs'),
    rendererRoot: join(root, 'out/renderer'),
    sampleDir: join(resources, 'sample/characters')
  })
  handleEnd(desktop)
  app.on('open-file', (_event, path) => void desktop.open(path))
  app.on('second-instance', (_event, args, folder) => {
    const named = workspaceFrom(args, folder)
    if (named !== null) void desktop.open(named)
    desktop.focus()
  })
  await desktop.open(waiting ?? workspaceFrom(process.argv, process.cwd()))
}

const profile = process.env['CULTIVAR_USER_DATA']
if (profile !== undefined) app.setPath('userData', profile)
secureApp()
registerAppScheme()
if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    console.error(error)
    app.exit(1)
  })
} else {
  app.quit()
}
