import { type Db, sql } from './database.ts'

/** Small values of a workspace: settings, drafts and flags. */
export function getMeta(db: Db, key: string): string | undefined {
  return sql<{ value: string }>(db, 'SELECT value FROM meta WHERE key = ?').get(key)?.value
}

export function setMeta(db: Db, key: string, value: string): void {
  sql(
    db,
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
  ).run(key, value)
}
