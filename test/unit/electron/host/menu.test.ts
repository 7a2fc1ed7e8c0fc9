import type { MenuItemConstructorOptions } from 'electron'
import { expect, it } from 'vitest'
import { type MenuActions, menuTemplate } from '../../../../electron/host/menu.ts'

const done: string[] = []
const actions: MenuActions = {
  openWorkspace: () => void done.push('open'),
  createWorkspace: () => void done.push('create'),
  openSample: () => void done.push('sample'),
  openRecent: (folder) => void done.push(`recent ${folder}`),
  importFolder: () => void done.push('folder'),
  importFiles: () => void done.push('files'),
  command: (command) => void done.push(command)
}

function flat(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])
}

const recent = ['/data/Cats & dogs.cultivar']

it('has a job for every item without a role, and one item per accelerator', () => {
  for (const isMac of [false, true]) {
    const items = flat(menuTemplate(actions, { recent, isMac, isPackaged: false }))
    for (const item of items) {
      const isPassive = item.type === 'separator' || item.role !== undefined || item.submenu !== undefined
      expect(isPassive || item.click !== undefined, String(item.label)).toBe(true)
    }
    const keys = items.flatMap(({ accelerator }) => accelerator ?? [])
    expect(keys.length).toBe(new Set(keys).size)
  }
})

it('does what it says', () => {
  const items = flat(menuTemplate(actions, { recent, isMac: false, isPackaged: true }))
  for (const item of items) (item.click as (() => void) | undefined)?.()
  const file = ['create', 'open', 'recent /data/Cats & dogs.cultivar', 'sample', 'folder', 'files', 'export']
  expect(done).toEqual([...file, 'import', 'recipe', 'review', 'export', 'shortcuts'])
  expect(items.map(({ label }) => label)).toContain('Cats && dogs')
})

it('offers the developer tools only before it is packaged', () => {
  const has = (isPackaged: boolean) =>
    flat(menuTemplate(actions, { recent: [], isMac: false, isPackaged })).some(
      ({ role }) => role === 'toggleDevTools'
    )
  expect([has(false), has(true)]).toEqual([true, false])
})
