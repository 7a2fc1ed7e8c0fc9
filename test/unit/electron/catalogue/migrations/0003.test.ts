import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../../../../electron/catalogue/migrate.ts'
import { annotations } from '../../../../../electron/catalogue/migrations/0003.annotations.ts'
import { readAs } from '../../../../../electron/catalogue/migrations/0006.readAs.ts'
import { migrations } from '../../../../../electron/catalogue/migrations/index.ts'

/** A catalogue of the version in front of a migration, with one row of what it changes. */
function before(migration: string): Database.Database {
  const db = new Database(':memory:')
  migrate(db, 'catalogue', { list: migrations.slice(0, migrations.indexOf(migration)) })
  db.exec(`INSERT INTO class (id, name) VALUES (1, 'a');
    INSERT INTO source (id, path, is_copy, entry, origin, name, bytes, modified_ms, width, height, channels, depth,
      format, class_id, state, notes, added_at)
    VALUES (1, 'p', 0, -1, 'p', 'p', 1, 1, 1, 1, 1, 8, 'png', 1, 'ok', '[]', '2026-11-23');
    INSERT INTO recipe (id, hash, json) VALUES (1, 'h', '{}');
    INSERT INTO profile_snapshot (id, hash, json) VALUES (1, 'h', '{}');
    INSERT INTO plan (id, recipe_id, profile_id) VALUES (1, 1, 1);
    INSERT INTO variant (source_id, plan_id, copy_index, class_id, status, parameters, redraws)
    VALUES (1, 1, 0, 1, 'accepted', '[]', 2)`)
  return db
}

it('sources, classes and variants from before there were annotations have none, and lose nothing', () => {
  const db = before(annotations)
  migrate(db, 'catalogue', { list: migrations.slice(0, migrations.indexOf(annotations) + 1) })
  expect(db.prepare('SELECT name, details FROM class').all()).toEqual([{ name: 'a', details: '{}' }])
  expect(db.prepare('SELECT id, class_id, labelled_by FROM source').all()).toEqual([
    { id: 1, class_id: 1, labelled_by: 'import' }
  ])
  expect(db.prepare('SELECT status, redraws, least_visible FROM variant').all()).toEqual([
    { status: 'accepted', redraws: 2, least_visible: null }
  ])
  db.pragma('foreign_keys = ON')
  const mark = db.prepare("INSERT INTO annotation (source_id, json) VALUES (?, '{}')")
  mark.run(1)
  expect(() => mark.run(2)).toThrow(/FOREIGN KEY/)
  expect(() => db.exec("UPDATE source SET labelled_by = 'guess'")).toThrow(/CHECK/)
})

it('annotations from before their format was kept are of an unknown one', () => {
  const db = before(readAs)
  db.exec(`INSERT INTO annotation (source_id, json) VALUES (1, '{"objects":[]}')`)
  migrate(db, 'catalogue', { list: migrations.slice(0, migrations.indexOf(readAs) + 1) })
  expect(db.prepare('SELECT * FROM annotation').all()).toEqual([
    { source_id: 1, json: '{"objects":[]}', read_as: '' }
  ])
})
