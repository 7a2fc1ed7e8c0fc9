import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../../../../electron/catalogue/migrate.ts'
import { appearance } from '../../../../../electron/catalogue/migrations/0004.appearance.ts'
import { migrations } from '../../../../../electron/catalogue/migrations/index.ts'

const place = migrations.indexOf(appearance)

/** A catalogue of version 3 with one source. */
function thirdVersion(): Database.Database {
  const db = new Database(':memory:')
  migrate(db, 'catalogue', { list: migrations.slice(0, place) })
  db.exec(`INSERT INTO source (id, path, is_copy, entry, origin, name, bytes, modified_ms, width, height, channels, depth,
      format, state, notes, added_at)
    VALUES (1, 'p', 0, -1, 'p', 'p', 1, 1, 1, 1, 1, 8, 'png', 'ok', '[]', '2026-11-23')`)
  return db
}

describe('the fourth migration', () => {
  it('is the fourth', () => {
    expect(place).toBe(3)
  })

  it('knows nothing of how earlier sources look', () => {
    const db = thirdVersion()
    migrate(db, 'catalogue', { list: migrations.slice(0, place + 1) })
    expect(db.prepare('SELECT id, name, perceptual_hash, colour FROM source').all()).toEqual([
      { id: 1, name: 'p', perceptual_hash: null, colour: null }
    ])
  })

  it('takes whole hashes and empty ones only', () => {
    const db = thirdVersion()
    migrate(db, 'catalogue', { list: migrations.slice(0, place + 1) })
    const set = db.prepare('UPDATE source SET perceptual_hash = ?')
    expect(() => set.run('a'.repeat(63))).toThrow(/CHECK/)
    expect(set.run('a'.repeat(64)).changes).toBe(1)
    expect(set.run('').changes).toBe(1)
    expect(set.run(null).changes).toBe(1)
  })
})
