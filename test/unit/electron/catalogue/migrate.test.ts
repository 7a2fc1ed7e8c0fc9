import Database from 'better-sqlite3'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isSound, listBackups, writeBackup } from '../../../../electron/catalogue/backup.ts'
import { migrate, schemaVersion } from '../../../../electron/catalogue/migrate.ts'
import { migrations } from '../../../../electron/catalogue/migrations/index.ts'
import { createWorkspace, openWorkspace, readWorkspace } from '../../../../electron/catalogue/open.ts'
import { addSource } from '../../../fixtures/catalogue.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const next = migrations.length + 1

function filled(): { db: Database.Database; folder: string; file: string } {
  const folder = temp()
  const file = join(folder, 'catalogue.sqlite')
  const db = new Database(file)
  migrate(db, file)
  addSource(db, 'a.png')
  return { db, folder, file }
}

describe('a later migration', () => {
  it('writes a sound backup of the old version first', () => {
    const { db, folder, file } = filled()
    const list = [...migrations, 'ALTER TABLE source ADD COLUMN author TEXT']
    const seen: number[] = []
    const backup = (version: number): void => {
      seen.push(version)
      writeBackup(db, folder, 'before')
    }
    migrate(db, file, { list, backup })
    expect(seen).toEqual([migrations.length])
    expect(schemaVersion(db)).toBe(next)
    expect(db.prepare('SELECT name, author FROM source').all()).toEqual([{ name: 'a.png', author: null }])
    const [copy = ''] = listBackups(folder)
    expect(isSound(copy)).toBe(true)
    const old = new Database(copy, { readonly: true })
    expect(schemaVersion(old)).toBe(migrations.length)
    expect(old.prepare('SELECT name FROM source').all()).toEqual([{ name: 'a.png' }])
    old.close()
  })

  it('leaves the catalogue as it was when it fails half-way', () => {
    const { db, file } = filled()
    const list = [...migrations, "UPDATE source SET name = 'lost'; INSERT INTO nowhere VALUES (1)"]
    expect(() => migrate(db, file, { list })).toThrow(/nowhere/)
    expect(schemaVersion(db)).toBe(migrations.length)
    expect(db.prepare('SELECT name FROM source').all()).toEqual([{ name: 'a.png' }])
  })

  it('is taken back when it breaks foreign keys', () => {
    const { db, file } = filled()
    const list = [...migrations, 'DELETE FROM class']
    expect(() => migrate(db, file, { list })).toThrow('breaks 1 foreign key')
    expect(db.prepare('SELECT name FROM class').all()).toEqual([{ name: 'cat' }])
  })

  it('keeps those before it when one of several fails', () => {
    const { db, file } = filled()
    const list = [...migrations, 'ALTER TABLE source ADD COLUMN author TEXT', 'nonsense']
    expect(() => migrate(db, file, { list })).toThrow()
    expect(schemaVersion(db)).toBe(next)
  })
})

describe('a catalogue of a newer program', () => {
  it('is refused and not touched, for writing and for reading', () => {
    const folder = join(temp(), 'a.cultivar')
    createWorkspace(folder, 'test').close()
    const file = join(folder, 'catalogue.sqlite')
    const db = new Database(file)
    db.pragma('journal_mode = DELETE')
    db.pragma(`user_version = ${next}`)
    db.close()
    const before = readFileSync(file)
    const refusal = expect.objectContaining({ code: 'catalogue-from-future', file: folder })
    expect(() => openWorkspace(folder, 'test')).toThrow(refusal)
    expect(() => readWorkspace(folder)).toThrow(refusal)
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})
