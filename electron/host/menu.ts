import type { MenuItemConstructorOptions } from 'electron'
import { basename } from 'node:path'
import type { MenuCommand } from '../../shared/api/bridge.ts'

export interface MenuActions {
  readonly openWorkspace: () => void
  readonly createWorkspace: () => void
  readonly openSample: () => void
  readonly openRecent: (folder: string) => void
  readonly importFolder: () => void
  readonly importFiles: () => void
  /** Steps that happen in the window. */
  readonly command: (command: MenuCommand) => void
}

type Item = MenuItemConstructorOptions

const separator: Item = { type: 'separator' }

/** Why escaped: "&" marks an access key in a menu. */
const nameOf = (folder: string): string =>
  basename(folder)
    .replace(/\.cultivar$/, '')
    .replaceAll('&', '&&')

function fileMenu(actions: MenuActions, recent: readonly string[], isMac: boolean): Item {
  const recentItems = recent.map((folder): Item => ({
    label: nameOf(folder),
    sublabel: folder,
    toolTip: folder,
    click: () => actions.openRecent(folder)
  }))
  return {
    label: '&File',
    submenu: [
      { label: '&New workspace…', accelerator: 'CmdOrCtrl+N', click: actions.createWorkspace },
      { label: '&Open workspace…', accelerator: 'CmdOrCtrl+O', click: actions.openWorkspace },
      { label: 'Open &recent', enabled: recent.length > 0, submenu: recentItems },
      { label: 'Open the &sample', click: actions.openSample },
      separator,
      { label: '&Import a folder…', accelerator: 'CmdOrCtrl+I', click: actions.importFolder },
      { label: 'Import &files…', accelerator: 'CmdOrCtrl+Shift+I', click: actions.importFiles },
      { label: '&Export…', accelerator: 'CmdOrCtrl+E', click: () => actions.command('export') },
      ...(isMac ? [] : [separator, { role: 'quit' } as const])
    ]
  }
}

function viewMenu(actions: MenuActions, isPackaged: boolean): Item {
  return {
    label: '&View',
    submenu: [
      { label: '&Import', accelerator: 'CmdOrCtrl+1', click: () => actions.command('import') },
      { label: '&Recipe', accelerator: 'CmdOrCtrl+2', click: () => actions.command('recipe') },
      { label: 'Re&view', accelerator: 'CmdOrCtrl+3', click: () => actions.command('review') },
      { label: '&Export', accelerator: 'CmdOrCtrl+4', click: () => actions.command('export') },
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      // Why F12: Electron's own accelerator for it is the one of "Import files".
      ...(isPackaged ? [] : [separator, { role: 'toggleDevTools', accelerator: 'F12' } as const])
    ]
  }
}

/** The menu as data. */
export function menuTemplate(
  actions: MenuActions,
  options: { readonly recent: readonly string[]; readonly isMac: boolean; readonly isPackaged: boolean }
): Item[] {
  return [
    ...(options.isMac ? [{ role: 'appMenu' } as const] : []),
    fileMenu(actions, options.recent, options.isMac),
    { role: 'editMenu' },
    viewMenu(actions, options.isPackaged),
    { role: 'windowMenu' },
    {
      label: '&Help',
      role: 'help',
      submenu: [
        {
          label: '&Keyboard shortcuts',
          accelerator: 'CmdOrCtrl+/',
          click: () => actions.command('shortcuts')
        },
        ...(options.isMac ? [] : [separator, { role: 'about' } as const])
      ]
    }
  ]
}
