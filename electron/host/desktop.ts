/** The desktop host put together: engine, protocol, handlers, window and menu. */
import { app, type BrowserWindow, dialog, Menu, powerSaveBlocker, session } from 'electron'
import { join } from 'node:path'
import type { CallResult, MenuCommand } from '../../shared/api/bridge.ts'
import type { ChangedArea, EngineEvent } from '../../shared/api/contract.ts'
import { openSample } from '../sampleWorkspace.ts'
import { handleAppProtocol } from './appProtocol.ts'
import { channels } from './channels.ts'
import { createDialogs, showProblem } from './dialogs.ts'
import { EngineProcess, type LaunchEngine } from './engineProcess.ts'
import { createHostActions, type HostActions } from './hostActions.ts'
import { createJobWatch } from './jobWatch.ts'
import { menuTemplate } from './menu.ts'
import { registerHandlers } from './register.ts'
import { secureSession } from './security.ts'
import { createSettings } from './settings.ts'
import { createSite } from './site.ts'
import { createWindow, loadPage } from './window.ts'

export interface DesktopOptions {
  readonly launch: LaunchEngine
  readonly preload: string
  readonly rendererRoot: string
  readonly sampleDir: string
}

export interface Desktop {
  /** Opens the folder; without one the last workspace, or the sample when there is none. */
  open(folder: string | null): Promise<void>
  focus(): void
  close(): Promise<void>
  /** Lets the window close without a question. */
  force(): void
}

const everything: readonly ChangedArea[] = ['workspace', 'sources', 'variants', 'profiles', 'exports', 'jobs']

/** A window waits so long for its workspace before it shows itself without one. */
const openLimitMs = 2000

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** True when the window may close: no job runs, or the person wants it to stop. */
async function mayStop(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'A job is still running.',
    detail: 'If you quit now, it goes on at the next start where it stopped.',
    buttons: ['Stop and quit', 'Cancel'],
    defaultId: 1,
    cancelId: 1
  })
  return response === 0
}

export function createDesktop(options: DesktopOptions): Desktop {
  const userData = app.getPath('userData')
  const sampleFolder = join(userData, 'Sample.cultivar')
  const settings = createSettings(join(userData, 'settings.json'))
  const engine = new EngineProcess(options.launch)
  const jobs = createJobWatch()
  let window: BrowserWindow | null = null
  let isForced = false
  let isLoaded = false
  let blocker: number | null = null

  const own = (): BrowserWindow | null => window
  const dialogs = createDialogs(settings, own)
  const actions: HostActions = createHostActions({ engine, dialogs, onWorkspace })

  function send(channel: string, message: EngineEvent | MenuCommand): void {
    if (window !== null && !window.isDestroyed()) window.webContents.send(channel, message)
  }

  function onWorkspace(folder: string): void {
    settings.addRecent(folder)
    app.addRecentDocument(folder)
    showMenu()
    send(channels.event, { event: 'changed', areas: everything })
  }

  /** Shows an error of a step that did not begin in the window. */
  async function report(step: Promise<CallResult | null>): Promise<boolean> {
    const result = await step
    if (result === null || result.ok) return true
    showProblem(window, result.error)
    return false
  }

  async function openTheSample(): Promise<boolean> {
    const result = await openSample(engine, sampleFolder, options.sampleDir)
    if (result.ok) onWorkspace(sampleFolder)
    return report(Promise.resolve(result))
  }

  function openFolder(folder: string): Promise<boolean> {
    return folder === sampleFolder ? openTheSample() : report(actions.openWorkspace(folder))
  }

  async function openRecent(folder: string): Promise<void> {
    if (await openFolder(folder)) return
    settings.removeRecent(folder)
    showMenu()
  }

  function showMenu(): void {
    const template = menuTemplate(
      {
        openWorkspace: () => void report(actions.chooseWorkspace('open')),
        createWorkspace: () => void report(actions.chooseWorkspace('create')),
        openSample: () => void openTheSample(),
        openRecent: (folder) => void openRecent(folder),
        importFolder: () => void report(actions.chooseImport('folder', { copy: false, format: 'auto' })),
        importFiles: () => void report(actions.chooseImport('files', { copy: false, format: 'auto' })),
        command: (command) => send(channels.menu, command)
      },
      { recent: settings.recent(), isMac: process.platform === 'darwin', isPackaged: app.isPackaged }
    )
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  function showProgress(): void {
    const progress = jobs.progress()
    if (window !== null && !window.isDestroyed()) {
      // Unit: below 0 removes the bar, above 1 makes it one without an end.
      window.setProgressBar(progress === null ? -1 : progress === 'unknown' ? 2 : progress)
    }
    if (progress !== null && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (progress === null && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }

  engine.subscribe((event) => {
    jobs.onEvent(event)
    if (event.event !== 'changed') showProgress()
    send(channels.event, event)
  })

  async function show(opening: Promise<unknown>): Promise<void> {
    await Promise.race([opening, delay(openLimitMs)])
    if (window === null || window.isDestroyed() || isLoaded) return
    isLoaded = true
    await loadPage(window).catch(async (error: unknown) => {
      // Why: a window that is closed while it loads is no failure; it is gone one turn later.
      await delay(0)
      if (window !== null && !window.isDestroyed() && !isForced) throw error
    })
  }

  async function closeIfWanted(opened: BrowserWindow): Promise<void> {
    if (!(await mayStop(opened))) return
    isForced = true
    opened.close()
  }

  function askBeforeClose(opened: BrowserWindow): void {
    opened.on('close', (event) => {
      if (isForced || !jobs.isBusy()) return
      event.preventDefault()
      void closeIfWanted(opened)
    })
  }

  secureSession(session.defaultSession)
  handleAppProtocol(createSite({ root: options.rendererRoot, engine }))
  registerHandlers({ engine, actions, window: own })
  window = createWindow({ preload: options.preload, placeFile: join(userData, 'window.json') })
  askBeforeClose(window)
  showMenu()

  return {
    async open(folder) {
      const wanted = folder ?? settings.recent()[0]
      const opening = wanted === undefined ? openTheSample() : openFolder(wanted)
      await show(opening)
    },
    focus() {
      if (window === null || window.isDestroyed()) return
      if (window.isMinimized()) window.restore()
      window.focus()
    },
    close: () => engine.close(),
    force() {
      isForced = true
    }
  }
}
