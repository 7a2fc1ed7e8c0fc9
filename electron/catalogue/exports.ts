import type { ExportOptions, ExportRow } from '../../shared/api/types.ts'
import { type Db, now, sql } from './database.ts'

export function addExport(
  db: Db,
  row: {
    folder: string
    options: ExportOptions
    files: number
    bytes: number
    splits: Record<string, number>
  }
): void {
  sql(
    db,
    'INSERT INTO export (folder, options, files, bytes, splits, finished_at) VALUES (?, ?, ?, ?, ?, ?)'
  ).run(row.folder, JSON.stringify(row.options), row.files, row.bytes, JSON.stringify(row.splits), now())
}

export function listExports(db: Db): readonly ExportRow[] {
  return sql<Omit<ExportRow, 'splits'> & { splits: string }>(
    db,
    'SELECT id, folder, files, bytes, splits, finished_at AS finishedAt FROM export ORDER BY id DESC LIMIT 100'
  )
    .all()
    .map((row) => ({ ...row, splits: JSON.parse(row.splits) as Record<string, number> }))
}
