import { BrowserWindow, nativeTheme, screen } from 'electron'
import { appOrigin } from './appProtocol.ts'
import { readJsonFile, writeJsonFile } from './jsonFile.ts'
import { type Place, placeOnDisplays, placeSchema, smallestWindow } from './windowPlace.ts'

/** The page's own backgrounds, so that nothing flashes before it is drawn. */
const background = { dark: '#202220', light: '#ffffff' } as const

export interface WindowOptions {
  readonly preload: string
  /** Where size and place are remembered. */
  readonly placeFile: string
}

function placeOf(window: BrowserWindow): Place {
  return { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }
}

function remember(window: BrowserWindow, placeFile: string): void {
  try {
    writeJsonFile(placeFile, placeOf(window))
  } catch (error) {
    console.error('The place of the window could not be stored:', error)
  }
}

/** Makes the window, hidden; it shows itself when its page is drawn. Nothing is loaded yet. */
export function createWindow({ preload, placeFile }: WindowOptions): BrowserWindow {
  const place = readJsonFile(placeFile, placeSchema, { bounds: null, isMaximized: false })
  const workAreas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)
  const window = new BrowserWindow({
    ...placeOnDisplays(place.bounds, workAreas),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Cultivar',
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false
    }
  })
  window.once('ready-to-show', () => {
    if (place.isMaximized) window.maximize()
    window.show()
  })
  window.on('close', () => remember(window, placeFile))
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    console.error(`The window's process ended: ${reason}`)
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.reload()
  })
  return window
}

export function loadPage(window: BrowserWindow): Promise<void> {
  return window.loadURL(`${appOrigin}/`)
}
