import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../../../../electron/catalogue/migrate.ts'
import { migrations } from '../../../../../electron/catalogue/migrations/index.ts'

const statuses = ['pending', 'accepted', 'rejected']

/** A catalogue of version 1 with one source, one plan and two classes. */
function firstVersion(): Database.Database {
  const db = new Database(':memory:')
  migrate(db, 'catalogue', { list: migrations.slice(0, 1) })
  db.exec(`INSERT INTO class (id, name) VALUES (1, 'a'), (2, 'b');
    INSERT INTO source (id, path, is_copy, entry, origin, name, bytes, modified_ms, width, height, channels, depth,
      format, state, notes, added_at)
    VALUES (1, 'p', 0, -1, 'p', 'p', 1, 1, 1, 1, 1, 8, 'png', 'ok', '[]', '2026-11-23');
    INSERT INTO recipe (id, hash, json) VALUES (1, 'h', '{}');
    INSERT INTO profile_snapshot (id, hash, json) VALUES (1, 'h', '{}');
    INSERT INTO plan (id, recipe_id, profile_id) VALUES (1, 1, 1);`)
  return db
}

function add(db: Database.Database, copy: number, classId: number | null, status: string): void {
  db.prepare(
    `INSERT INTO variant (source_id, plan_id, copy_index, class_id, status, parameters, redraws)
     VALUES (1, 1, ?, ?, ?, '[]', 0)`
  ).run(copy, classId, status)
}

const kept = (db: Database.Database): unknown =>
  db.prepare('SELECT class_id, status, n FROM variant_count WHERE n > 0 ORDER BY class_id, status').all()
const counted = (db: Database.Database): unknown =>
  db
    .prepare(
      `SELECT coalesce(class_id, -1) AS class_id, status, count(*) AS n FROM variant
       GROUP BY 1, 2 ORDER BY 1, 2`
    )
    .all()

describe('the second migration', () => {
  it('counts the variants that a first version holds', () => {
    const db = firstVersion()
    add(db, 0, 1, 'pending')
    add(db, 1, 1, 'pending')
    add(db, 2, null, 'rejected')
    migrate(db, 'catalogue', { list: migrations.slice(0, 2) })
    expect(kept(db)).toEqual([
      { class_id: -1, status: 'rejected', n: 1 },
      { class_id: 1, status: 'pending', n: 2 }
    ])
  })

  it('keeps the counts right whatever is added, decided and removed', () => {
    const act = fc.record({
      act: fc.constantFrom('add', 'decide', 'remove'),
      copy: fc.nat(8),
      classId: fc.constantFrom(1, 2, null),
      status: fc.constantFrom(...statuses)
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const db = firstVersion()
        migrate(db, 'catalogue', { list: migrations.slice(0, 2) })
        for (const { act, copy, classId, status } of acts) {
          const isThere = db.prepare('SELECT 1 FROM variant WHERE copy_index = ?').get(copy) !== undefined
          if (act === 'add' && !isThere) add(db, copy, classId, status)
          if (act === 'decide')
            db.prepare('UPDATE variant SET status = ? WHERE copy_index = ?').run(status, copy)
          if (act === 'remove') db.prepare('DELETE FROM variant WHERE copy_index = ?').run(copy)
        }
        expect(kept(db)).toEqual(counted(db))
        db.close()
      })
    )
  })
})
