import Database from 'better-sqlite3'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { applicationId, migrate } from '../../../../../electron/catalogue/migrate.ts'
import { migrations } from '../../../../../electron/catalogue/migrations/index.ts'

const schemaFile = join(import.meta.dirname, '../../../../../electron/catalogue/schema.sql')

/** The schema as SQLite keeps it, comments included, in the order of names. */
function schemaOf(db: Database.Database): string {
  const rows = db
    .prepare(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name"
    )
    .all() as { sql: string }[]
  return `-- Made from the migrations: UPDATE_SCHEMA=1 npx vitest run test/unit/electron/catalogue/migrations\n\n${rows
    .map(({ sql }) => `${sql};\n`)
    .join('\n')}`
}

describe('the first migration', () => {
  it('makes the schema that schema.sql shows', () => {
    const db = new Database(':memory:')
    migrate(db, 'catalogue')
    const schema = schemaOf(db)
    if (process.env['UPDATE_SCHEMA'] === '1') writeFileSync(schemaFile, schema)
    expect(schema).toBe(readFileSync(schemaFile, 'utf8').replaceAll('\r\n', '\n'))
  })

  it('marks the file as a catalogue of the newest version', () => {
    const db = new Database(':memory:')
    migrate(db, 'catalogue')
    // 'CULT' in ASCII is 43 55 4c 54.
    expect(db.pragma('application_id', { simple: true })).toBe(Number.parseInt('43554c54', 16))
    expect(applicationId).toBe(Number.parseInt('43554c54', 16))
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length)
  })

  it('makes strict tables only', () => {
    const db = new Database(':memory:')
    migrate(db, 'catalogue')
    const loose = db.prepare(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'"
    )
    expect(loose.all()).toEqual([])
  })

  it('refuses rows that the program could not read back', () => {
    const db = new Database(':memory:')
    migrate(db, 'catalogue')
    const job = db.prepare("INSERT INTO job (kind, title, spec, state, done) VALUES (?, 't', '{}', ?, 0)")
    expect(() => job.run('import', 'asleep')).toThrow(/CHECK/)
    expect(() => job.run('paint', 'queued')).toThrow(/CHECK/)
    expect(() => db.prepare('INSERT INTO plan (recipe_id, profile_id) VALUES (1, 1)').run()).toThrow(
      /FOREIGN KEY/
    )
  })
})
