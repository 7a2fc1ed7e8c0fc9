import { type Db, durably, now, sql } from './database.ts'

/** What a person did in one go: an entry of the undo stack. */
export interface Act {
  readonly changed: number
  readonly title: string | null
}

export type ActKind = 'do' | 'undo' | 'redo'

export interface Batch {
  readonly id: number
  readonly title: string
}

interface NewBatch {
  readonly reason: string
  /** Stores what is done, row by row, and does it; returns on how many items. */
  readonly work: (batchId: number, at: string) => number
  readonly titleOf: (size: number) => string
}

/** Does something as one act that can be undone, and whose commit waits for the disk; none when nothing changes. */
export function doBatch(
  db: Db,
  { reason, work, titleOf }: NewBatch
): Act & { readonly batchId: number | undefined } {
  return durably(db, () => {
    const at = now()
    const added = sql(
      db,
      "INSERT INTO decision_batch (at, title, reason, size, state) VALUES (?, '', ?, 0, 'done')"
    ).run(at, reason)
    const batchId = Number(added.lastInsertRowid)
    const changed = work(batchId, at)
    if (changed === 0) {
      sql(db, 'DELETE FROM decision_batch WHERE id = ?').run(batchId)
      return { changed, title: null, batchId: undefined }
    }
    sql(db, "UPDATE decision_batch SET state = 'closed' WHERE state = 'undone'").run()
    const title = titleOf(changed)
    sql(db, 'UPDATE decision_batch SET title = ?, size = ? WHERE id = ?').run(title, changed, batchId)
    return { changed, title, batchId }
  })
}

/** What undo would take back: the newest act that is done. */
export function undoable(db: Db): Batch | undefined {
  return sql<Batch>(
    db,
    "SELECT id, title FROM decision_batch WHERE state = 'done' ORDER BY id DESC LIMIT 1"
  ).get()
}

/** What redo would repeat: the oldest act that is undone. */
export function redoable(db: Db): Batch | undefined {
  return sql<Batch>(
    db,
    "SELECT id, title FROM decision_batch WHERE state = 'undone' ORDER BY id LIMIT 1"
  ).get()
}
