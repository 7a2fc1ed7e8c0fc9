import type Database from 'better-sqlite3'

export type Db = Database.Database

const prepared = new WeakMap<Db, Map<string, Database.Statement>>()

/** The statement for a text, prepared once for each connection. */
export function sql<Row = unknown>(db: Db, text: string): Database.Statement<unknown[], Row> {
  let statements = prepared.get(db)
  if (statements === undefined) {
    statements = new Map()
    prepared.set(db, statements)
  }
  let statement = statements.get(text)
  if (statement === undefined) {
    statement = db.prepare(text)
    statements.set(text, statement)
  }
  return statement as Database.Statement<unknown[], Row>
}

/**
 * Runs `work` in one transaction whose commit waits for the disk: for what a person decided.
 */
export function durably<Result>(db: Db, work: () => Result): Result {
  db.pragma('synchronous = FULL')
  return db.transaction(work).immediate()
}

/** Runs `work` in one transaction that a power cut may lose (never tear): for batches that can be done again. */
export function relaxed<Result>(db: Db, work: () => Result): Result {
  db.pragma('synchronous = NORMAL')
  return db.transaction(work).immediate()
}

export const now = (): string => new Date().toISOString()

/** True for the errors by which SQLite says that a file is not, or no longer, a sound database. */
export function isDamage(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(code)
}
