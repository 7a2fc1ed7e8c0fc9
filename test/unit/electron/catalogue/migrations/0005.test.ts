import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../../../../electron/catalogue/migrate.ts'
import { labels } from '../../../../../electron/catalogue/migrations/0005.labels.ts'
import { migrations } from '../../../../../electron/catalogue/migrations/index.ts'

/** A catalogue of the version before, with a source and an act in the undo stack. */
function before(): Database.Database {
  const db = new Database(':memory:')
  migrate(db, 'catalogue', { list: migrations.slice(0, migrations.indexOf(labels)) })
  db.exec(`INSERT INTO class (id, name) VALUES (1, 'a');
    INSERT INTO source (id, path, is_copy, entry, origin, name, bytes, modified_ms, width, height, channels, depth,
      format, class_id, state, notes, added_at)
    VALUES (1, 'p', 0, -1, 'p', 'p', 1, 1, 1, 1, 1, 8, 'png', 1, 'ok', '[]', '2026-11-23');
    INSERT INTO decision_batch (id, at, title, reason, size, state) VALUES (1, '2026', 'Accept', '', 1, 'done');`)
  return db
}

describe('the migration for classes that a person gave', () => {
  it('keeps sources and acts, and takes rows that refer to them', () => {
    const db = before()
    const kept = (): unknown => [
      db.prepare('SELECT id, class_id, labelled_by FROM source').all(),
      db.prepare('SELECT * FROM decision_batch').all()
    ]
    const old = kept()
    migrate(db, 'catalogue', { list: migrations.slice(0, migrations.indexOf(labels) + 1) })
    expect(kept()).toEqual(old)
    db.pragma('foreign_keys = ON')
    const add = db.prepare(
      `INSERT INTO labelling (batch_id, act, at, source_id, class_before, class_after, by_before, by_after)
       VALUES (1, ?, '2026', ?, 1, NULL, 'import', 'person')`
    )
    add.run('do', 1)
    expect(db.prepare('SELECT source_id, class_before, class_after FROM labelling').all()).toEqual([
      { source_id: 1, class_before: 1, class_after: null }
    ])
    expect(() => add.run('do', 2)).toThrow(/FOREIGN KEY/)
    expect(() => add.run('guess', 1)).toThrow(/CHECK/)
  })

  it('counts what is marked by class, before it and whatever comes and goes after it', () => {
    const db = before()
    db.exec(`INSERT INTO class (id, name) VALUES (2, 'b');
      INSERT INTO object_count (source_id, class_id, n) VALUES (1, 1, 3), (1, 2, 1)`)
    migrate(db, 'catalogue', { list: migrations.slice(0, migrations.indexOf(labels) + 1) })
    const counts = (): unknown =>
      db.prepare('SELECT class_id, n FROM marked_count WHERE n > 0 ORDER BY class_id').raw().all()
    expect(counts()).toEqual([
      [1, 3],
      [2, 1]
    ])
    db.exec('INSERT INTO object_count (source_id, class_id, n) VALUES (1, -1, 5)')
    db.exec('DELETE FROM object_count WHERE class_id = 1')
    expect(counts()).toEqual([
      [-1, 5],
      [2, 1]
    ])
  })
})
