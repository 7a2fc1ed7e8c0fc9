import Database from 'better-sqlite3'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listBackups, writeBackup } from '../../../../electron/catalogue/backup.ts'
import { decide, undo } from '../../../../electron/catalogue/decisions.ts'
import { createWorkspace, openWorkspace, readWorkspace } from '../../../../electron/catalogue/open.ts'
import { addVariants } from '../../../fixtures/catalogue.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const statuses = (db: Database.Database): readonly string[] =>
  (db.prepare('SELECT status FROM variant ORDER BY id').all() as { status: string }[]).map(
    ({ status }) => status
  )

/** A closed workspace of 200 sources x 3 variants, backed up, after which variants 1 to 5 were decided. */
function decided(): { folder: string; file: string; expected: readonly string[] } {
  const folder = join(temp(), 'a.cultivar')
  const made = createWorkspace(folder, 'test')
  const ids = addVariants(made.db, 200, 3)
  writeBackup(made.db, folder, 'daily')
  decide(made.db, folder, { which: { ids: ids.slice(0, 3) }, status: 'accepted', reason: '' })
  decide(made.db, folder, { which: { ids: ids.slice(3, 5) }, status: 'rejected', reason: '' })
  const expected = statuses(made.db)
  made.close()
  return { folder, file: join(folder, 'catalogue.sqlite'), expected }
}

/** Numbers from 0 to 1, the same every time (Lehmer's generator with the factor 48271). */
function lehmer(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

describe('createWorkspace', () => {
  it('refuses an existing workspace and any folder with other content', () => {
    const folder = join(temp(), 'a.cultivar')
    createWorkspace(folder, 'test').close()
    expect(() => createWorkspace(folder, 'test')).toThrow(
      expect.objectContaining({ code: 'workspace-exists' })
    )
    const other = temp()
    writeFileSync(join(other, 'diary.txt'), 'mine')
    expect(() => createWorkspace(other, 'test')).toThrow(
      expect.objectContaining({ code: 'destination-exists' })
    )
    expect(readdirSync(other)).toEqual(['diary.txt'])
  })

  it('begins again where a program was killed while it made the workspace', () => {
    const folder = join(temp(), 'a.cultivar')
    mkdirSync(folder)
    writeFileSync(join(folder, 'catalogue.new.sqlite'), 'half a catalogue')
    writeFileSync(join(folder, 'catalogue.lock'), '')
    const made = createWorkspace(folder, 'test')
    expect(statuses(made.db)).toEqual([])
    made.close()
  })

  it('says so when the folder cannot be made', () => {
    const file = join(temp(), 'file')
    writeFileSync(file, '')
    expect(() => createWorkspace(join(file, 'a.cultivar'), 'test')).toThrow(
      expect.objectContaining({ code: 'destination-unwritable', remedy: expect.any(String) })
    )
  })
})

describe('openWorkspace', () => {
  it('says what to do when there is none', () => {
    expect(() => openWorkspace(join(temp(), 'x'), 'test')).toThrow(
      expect.objectContaining({
        code: 'workspace-missing',
        remedy: expect.stringContaining('cultivar create')
      })
    )
  })

  it('refuses a database of another program and leaves it alone', () => {
    const folder = temp()
    const file = join(folder, 'catalogue.sqlite')
    const db = new Database(file)
    db.exec('CREATE TABLE songs (title TEXT)')
    db.close()
    const before = readFileSync(file)
    expect(() => openWorkspace(folder, 'test')).toThrow(expect.objectContaining({ code: 'bad-input', file }))
    expect(() => readWorkspace(folder)).toThrow(expect.objectContaining({ code: 'bad-input' }))
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('keeps the newest five backups', () => {
    const folder = join(temp(), 'a.cultivar')
    const made = createWorkspace(folder, 'test')
    const written = Array.from({ length: 7 }, (_, n) => writeBackup(made.db, folder, `n${n}`))
    made.close()
    expect(listBackups(folder).length).toBe(5)
    expect(new Set(listBackups(folder))).toEqual(new Set(written.sort().slice(-5)))
  })

  it('checks a catalogue that was not closed, and finds a sound one sound', () => {
    const { folder, file, expected } = decided()
    const db = new Database(file)
    db.prepare("UPDATE meta SET value = 'true' WHERE key = 'isOpen'").run()
    db.close()
    const opened = openWorkspace(folder, 'test')
    expect(opened.notices).toEqual([])
    expect(statuses(opened.db)).toEqual(expected)
    opened.close()
  })
})

const damages: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  'a zeroed header': (bytes) => bytes.fill(0, 0, 100),
  'half of it cut off': (bytes) => bytes.subarray(0, Math.floor(bytes.length / 8192) * 4096),
  'cut off within a page': (bytes) => bytes.subarray(0, bytes.length - 1234),
  'nothing left of it': () => Buffer.alloc(0),
  'only zeros': (bytes) => bytes.fill(0),
  'text in place of it': () => Buffer.from('not a database at all\n'.repeat(500))
}

describe.each(Object.entries(damages))('a catalogue with %s', (_name, damage) => {
  it('is moved aside, and the backup with all later decisions takes its place', () => {
    const { folder, file, expected } = decided()
    const bad = damage(readFileSync(file))
    writeFileSync(file, bad)
    const opened = openWorkspace(folder, 'test')
    expect(statuses(opened.db)).toEqual(expected)
    expect(opened.notices).toEqual([expect.stringContaining('5 later decisions were brought back')])
    const [aside = ''] = readdirSync(join(folder, 'damaged'))
    expect(readFileSync(join(folder, 'damaged', aside, 'catalogue.sqlite')).equals(bad)).toBe(true)
    expect(opened.db.pragma('integrity_check', { simple: true })).toBe('ok')
    opened.close()
    expect(readdirSync(join(folder, 'damaged')).length).toBe(1)
  })

  it('is left in its place with a clear error when there is no backup', () => {
    const { folder, file } = decided()
    rmSync(join(folder, 'backups'), { recursive: true })
    const bad = damage(readFileSync(file))
    writeFileSync(file, bad)
    const refusal = expect.objectContaining({
      code: 'catalogue-damaged',
      file,
      remedy: expect.stringContaining('backup')
    })
    for (let attempt = 0; attempt < 2; attempt++) expect(() => openWorkspace(folder, 'test')).toThrow(refusal)
    expect(() => createWorkspace(folder, 'test')).toThrow(
      expect.objectContaining({ code: 'workspace-exists' })
    )
    expect(readFileSync(file).equals(bad)).toBe(true)
  })
})

describe('a catalogue with flipped bytes', () => {
  it('opens with every row or is replaced whole: never an error of the database, never fewer rows', () => {
    const { folder, file, expected } = decided()
    const good = readFileSync(file)
    const random = lehmer(2026)
    let restored = 0
    for (let round = 0; round < 60; round++) {
      const bad = Buffer.from(good)
      // Bytes from 100 on: those before are the header, and each has a meaning that is tested by name.
      for (let n = 0; n < 40; n++) {
        const at = 100 + Math.floor(random() * (bad.length - 100))
        bad[at] = (bad[at] ?? 0) ^ (1 + Math.floor(random() * 255))
      }
      writeFileSync(file, bad)
      const opened = openWorkspace(folder, 'test')
      if (opened.notices.length > 0) {
        restored++
        expect(statuses(opened.db)).toEqual(expected)
      }
      expect(opened.db.prepare('SELECT count(*) AS n FROM variant').get()).toEqual({ n: expected.length })
      opened.close()
    }
    // 40 flips in a file of some 30 pages always meet a page's structure in at least a few rounds.
    expect(restored).toBeGreaterThan(0)
    expect(readdirSync(join(folder, 'damaged')).length).toBeLessThanOrEqual(restored)
  })
})

describe('a catalogue that lost its newest changes but is sound', () => {
  it('gets its decisions back from the log, as an act that can be undone', () => {
    const { folder, file, expected } = decided()
    const [backup = ''] = listBackups(folder)
    writeFileSync(file, readFileSync(backup))
    const opened = openWorkspace(folder, 'test')
    expect(opened.notices).toEqual([expect.stringContaining('5 decisions')])
    expect(statuses(opened.db)).toEqual(expected)
    expect(undo(opened.db, folder).changed).toBe(5)
    opened.close()
    const again = openWorkspace(folder, 'test')
    expect(again.notices).toEqual([])
    expect(statuses(again.db).every((status) => status === 'pending')).toBe(true)
    again.close()
  })

  it('gets them back when its -wal file was deleted', () => {
    const folder = join(temp(), 'a.cultivar')
    const made = createWorkspace(folder, 'test')
    const ids = addVariants(made.db, 20, 1)
    made.db.pragma('wal_checkpoint(TRUNCATE)')
    decide(made.db, folder, { which: { ids: ids.slice(0, 4) }, status: 'accepted', reason: '' })
    const expected = statuses(made.db)
    // A copy of what lies on the disk now, without the -wal: what a person leaves who deletes it after a crash.
    const copy = join(temp(), 'b.cultivar')
    mkdirSync(copy)
    for (const name of ['catalogue.sqlite', 'decisions.log'])
      writeFileSync(join(copy, name), readFileSync(join(folder, name)))
    expect(existsSync(join(folder, 'catalogue.sqlite-wal'))).toBe(true)
    made.close()
    const opened = openWorkspace(copy, 'test')
    expect(statuses(opened.db)).toEqual(expected)
    opened.close()
  })

  it('passes over torn and foreign lines of the log', () => {
    const { folder, file, expected } = decided()
    const log = join(folder, 'decisions.log')
    const lines = readFileSync(log, 'utf8')
    writeFileSync(log, `${lines}\n[1,2]\nnull\n{"a":1}\n["2026-01-01T00:00:00.000Z","ab`)
    writeFileSync(file, '')
    const opened = openWorkspace(folder, 'test')
    expect(statuses(opened.db)).toEqual(expected)
    opened.close()
  })

  it('is restored when a killed program had moved it aside only', () => {
    const { folder, file, expected } = decided()
    rmSync(file)
    const opened = openWorkspace(folder, 'test')
    expect(statuses(opened.db)).toEqual(expected)
    opened.close()
  })
})
