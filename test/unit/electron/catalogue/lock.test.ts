import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createWorkspace, openWorkspace, readWorkspace } from '../../../../electron/catalogue/open.ts'
import { CultivarError } from '../../../../shared/errors.ts'
import { addSource } from '../../../fixtures/catalogue.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const holders: ChildProcess[] = []
afterEach(() => {
  for (const holder of holders.splice(0)) holder.kill('SIGKILL')
})

/** Another process that has the workspace open. */
async function holder(folder: string): Promise<ChildProcess> {
  const file = join(import.meta.dirname, '../../../fixtures/holdWorkspace.ts')
  const child = spawn(process.execPath, [file, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  holders.push(child)
  await once(child.stdout, 'data')
  return child
}

function workspace(): string {
  const folder = join(temp(), 'a.cultivar')
  const made = createWorkspace(folder, 'test')
  addSource(made.db, 'a.png')
  made.close()
  return folder
}

describe('a workspace that another program has open', () => {
  it('is refused for writing, with the name and process of the holder', async () => {
    const folder = workspace()
    const { pid } = await holder(folder)
    const refused = expect.objectContaining({
      code: 'workspace-locked',
      message: expect.stringContaining(`another Cultivar (process ${pid} on `),
      remedy: expect.stringContaining('Close it there')
    })
    expect(() => openWorkspace(folder, 'test')).toThrow(refused)
  })

  it('can be read meanwhile, but not written to by the reader', async () => {
    const folder = workspace()
    await holder(folder)
    const read = readWorkspace(folder)
    expect(read.db.prepare('SELECT name FROM source').all()).toEqual([{ name: 'a.png' }])
    expect(() => read.db.prepare('DELETE FROM source').run()).toThrow(/readonly/)
    read.close()
  })

  it('is free at once when the holder is killed', async () => {
    const folder = workspace()
    const child = await holder(folder)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const opened = openWorkspace(folder, 'test')
    expect(opened.notices).toEqual([])
    opened.close()
  })
})

describe('the lock', () => {
  it('holds within one process too, and is free after closing', () => {
    const folder = workspace()
    const first = openWorkspace(folder, 'test')
    expect(() => openWorkspace(folder, 'test')).toThrow(CultivarError)
    first.close()
    openWorkspace(folder, 'test').close()
  })

  it('is not called held when its file is damaged', () => {
    const folder = workspace()
    writeFileSync(
      join(folder, 'catalogue.lock'),
      'this is no database, and long enough to be looked at '.repeat(40)
    )
    expect(() => openWorkspace(folder, 'test')).toThrow(
      expect.objectContaining({
        code: 'destination-unwritable',
        remedy: expect.stringContaining('catalogue.lock')
      })
    )
  })
})
