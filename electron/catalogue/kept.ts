import { type Db, sql } from './database.ts'

/** The answer of `read`, kept for each connection until anything in its catalogue changes. */
export function kept<Value>(read: (db: Db) => Value): (db: Db) => Value {
  const known = new WeakMap<Db, { readonly mark: string; readonly value: Value }>()
  return (db) => {
    const mark = changeMark(db)
    const found = known.get(db)
    if (found?.mark === mark) return found.value
    const value = read(db)
    known.set(db, { mark, value })
    return value
  }
}

/** Changes with every row that is written, by this connection or by another one. */
function changeMark(db: Db): string {
  const own = sql<{ n: number }>(db, 'SELECT total_changes() AS n').get()?.n ?? 0
  return `${own} ${String(db.pragma('data_version', { simple: true }))}`
}
