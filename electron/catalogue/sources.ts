import type { SourceRow, SourceState, Split, VariantStatus } from '../../shared/api/types.ts'
import type { Appearance } from '../quality/appearance.ts'
import { type Db, sql } from './database.ts'

export interface NewSource {
  readonly path: string
  readonly isCopy: boolean
  /** Index of a record in a container; null for a plain file. */
  readonly entry: number | null
  readonly origin: string
  readonly name: string
  readonly contentHash: string | null
  readonly bytes: number
  readonly modifiedMs: number
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly depth: number
  readonly format: string
  readonly classId: number | null
  readonly split: Split | null
  readonly state: SourceState
  readonly reason: string | null
  readonly notes: readonly string[]
  /** Absent when nobody has looked. */
  readonly appearance?: Appearance
}

/** Where a source's pixels are and what they must be. */
export interface SourcePlace {
  readonly id: number
  readonly path: string
  readonly isCopy: boolean
  readonly entry: number | null
  readonly name: string
  readonly contentHash: string
  readonly bytes: number
  readonly modifiedMs: number
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly format: string
  readonly className: string | null
  readonly split: Split | null
  readonly state: SourceState
  /** Whether reading changes anything about it (turned upright, converted, first frame): see its notes. */
  readonly isChangedOnRead: boolean
}

interface StoredRow extends Omit<SourceRow, 'notes'> {
  readonly notes: string
}

const rowColumns = `source.id, source.name, content_hash AS contentHash, class.name AS className, split, width, height,
  channels, depth, format, state, reason, notes, (
    SELECT coalesce(sum(n), 0) FROM object_count WHERE source_id = source.id
  ) AS objects`
const rowTables = 'source LEFT JOIN class ON class.id = source.class_id'
const placeColumns = `source.id, path, is_copy AS isCopy, entry, source.name, content_hash AS contentHash, bytes,
  modified_ms AS modifiedMs, width, height, channels, format, class.name AS className, split,
  state, notes <> '[]' AS isChangedOnRead`

const toRow = (row: StoredRow): SourceRow => ({ ...row, notes: JSON.parse(row.notes) as string[] })

/** Adds a source, or replaces the row of the same place (a file that failed or changed since). Returns its id. */
export function putSource(db: Db, source: NewSource): number {
  const at = new Date().toISOString()
  const { appearance, ...row } = source
  const found = sql<{ id: number }>(
    db,
    `INSERT INTO source (path, is_copy, entry, origin, name, content_hash, bytes, modified_ms, width, height,
       channels, depth, format, class_id, split, state, reason, notes, added_at, perceptual_hash, colour)
     VALUES (@path, @isCopy, @entry, @origin, @name, @contentHash, @bytes, @modifiedMs, @width, @height,
       @channels, @depth, @format, @classId, @split, @state, @reason, @notes, @at, @perceptualHash, @colour)
     ON CONFLICT (origin, entry) DO UPDATE SET path = excluded.path, is_copy = excluded.is_copy, name = excluded.name,
       content_hash = excluded.content_hash, bytes = excluded.bytes, modified_ms = excluded.modified_ms,
       width = excluded.width, height = excluded.height, channels = excluded.channels, depth = excluded.depth,
       format = excluded.format, class_id = excluded.class_id, split = excluded.split, state = excluded.state,
       reason = excluded.reason, notes = excluded.notes,
       perceptual_hash = excluded.perceptual_hash, colour = excluded.colour
     RETURNING id`
  ).get({
    ...row,
    perceptualHash: appearance?.perceptualHash ?? null,
    colour: appearance === undefined ? null : JSON.stringify(appearance.colour),
    isCopy: source.isCopy ? 1 : 0,
    entry: source.entry ?? -1,
    notes: JSON.stringify(source.notes),
    at
  })
  return found?.id ?? 0
}

export interface KnownSource {
  readonly id: number
  readonly state: SourceState
  readonly bytes: number
  readonly modifiedMs: number
  readonly contentHash: string | null
  /** 0 for what was imported before anybody looked at appearances. */
  readonly hasAppearance: 0 | 1
}

/** What is known of a place already. */
export function knownSource(db: Db, origin: string, entry: number | null): KnownSource | undefined {
  return sql<KnownSource>(
    db,
    `SELECT id, state, bytes, modified_ms AS modifiedMs, content_hash AS contentHash,
       perceptual_hash IS NOT NULL AS hasAppearance FROM source
     WHERE origin = ? AND entry = ?`
  ).get(origin, entry ?? -1)
}

export function setAppearance(db: Db, id: number, { perceptualHash, colour }: Appearance): void {
  sql(db, 'UPDATE source SET perceptual_hash = ?, colour = ? WHERE id = ?').run(
    perceptualHash,
    JSON.stringify(colour),
    id
  )
}

/** The usable source with this content, if there is one. Why +state: without it SQLite walks the index of states. */
export function sourceByContent(
  db: Db,
  contentHash: string
): { id: number; name: string; className: string | null } | undefined {
  return sql<{ id: number; name: string; className: string | null }>(
    db,
    `SELECT source.id, source.name, class.name AS className FROM ${rowTables}
     WHERE content_hash = ? AND +state = 'ok' LIMIT 1`
  ).get(contentHash)
}

/**
 * Marks a source whose file could not be used, or clears the mark when it could: `missing` and `changed` are the only
 * states that come and go by themselves. Returns whether the row changed.
 */
export function markSource(
  db: Db,
  id: number,
  mark: { state: 'missing' | 'changed'; reason: string } | null
): boolean {
  const { state, reason } = mark ?? { state: 'ok', reason: null }
  return (
    sql(
      db,
      `UPDATE source SET state = @state, reason = @reason
       WHERE id = @id AND state <> @state AND state IN ('ok', 'missing', 'changed') AND retired = 0`
    ).run({ state, reason, id }).changes > 0
  )
}

/** Frees the place of a row whose file has other content now; the row and its variants stay. */
export function retirePlace(db: Db, id: number): void {
  sql(
    db,
    `UPDATE source SET origin = origin || ' (before ' || ? || ')', retired = 1, state = 'changed',
       reason = 'The file has other content now. The new content was imported beside it.' WHERE id = ?`
  ).run(new Date().toISOString(), id)
}

/** Why a range and not LIKE: a name may hold % and _, and upper and lower case differ. The sign after / is 0. */
export const inFolder = (folder: string): string =>
  folder === ''
    ? "instr(source.name, '/') = 0"
    : "source.name >= @folder || '/' AND source.name < @folder || '0'"

export interface SourceQuery {
  readonly states: readonly SourceState[]
  readonly className?: string | undefined
  /** Only those without a class. */
  readonly unlabelled?: boolean | undefined
  /** Only those below a folder; '' for those that lie in none. */
  readonly folder?: string | undefined
  readonly after: number
  readonly limit: number
}

/** Rows by ascending id after `after`, and how many there are in all. */
export function pageSources(db: Db, query: SourceQuery): { items: readonly SourceRow[]; total: number } {
  const condition = `state IN (SELECT value FROM json_each(@states)) AND (@className IS NULL OR class.name = @className)
    ${query.unlabelled === true ? 'AND class_id IS NULL' : ''}
    ${query.folder === undefined ? '' : `AND ${inFolder(query.folder)}`}`
  const values = {
    states: JSON.stringify(query.states),
    className: query.className ?? null,
    // Why not for '': SQLite refuses a value that its statement does not name.
    ...(query.folder === undefined || query.folder === '' ? {} : { folder: query.folder })
  }
  // Why by name: SQLite would go through all sources to find those of one folder.
  const byName = query.folder === undefined || query.folder === '' ? '' : 'INDEXED BY source_name'
  const tables = rowTables.replace('source ', `source ${byName} `)
  const items = sql<StoredRow>(
    db,
    `SELECT ${rowColumns} FROM ${tables} WHERE source.id > @after AND ${condition} ORDER BY source.id LIMIT @limit`
  ).all({ ...values, after: query.after, limit: query.limit })
  const total = sql<{ n: number }>(db, `SELECT count(*) AS n FROM ${tables} WHERE ${condition}`).get(values)
  return { items: items.map(toRow), total: total?.n ?? 0 }
}

export function getSources(db: Db, ids: readonly number[]): readonly SourceRow[] {
  return sql<StoredRow>(
    db,
    `SELECT ${rowColumns} FROM ${rowTables} WHERE source.id IN (SELECT value FROM json_each(?)) ORDER BY source.id`
  )
    .all(JSON.stringify(ids))
    .map(toRow)
}

type StoredPlace = Omit<SourcePlace, 'isCopy' | 'entry' | 'isChangedOnRead'> & {
  isCopy: number
  entry: number
  isChangedOnRead: number
}
const toPlace = (row: StoredPlace): SourcePlace => ({
  ...row,
  isCopy: row.isCopy === 1,
  isChangedOnRead: row.isChangedOnRead === 1,
  entry: row.entry < 0 ? null : row.entry
})

export function sourcePlace(db: Db, id: number): SourcePlace | undefined {
  const row = sql<StoredPlace>(
    db,
    `SELECT ${placeColumns} FROM ${rowTables} WHERE source.id = ? AND content_hash IS NOT NULL`
  ).get(id)
  return row === undefined ? undefined : toPlace(row)
}

/** Where the pixels with this content are; of several places one that is in use and was last seen as it should be. */
export function placeByContent(db: Db, contentHash: string): SourcePlace | undefined {
  const row = sql<StoredPlace>(
    db,
    `SELECT ${placeColumns} FROM ${rowTables} WHERE content_hash = ?
     ORDER BY retired, state <> 'ok', source.id LIMIT 1`
  ).get(contentHash)
  return row === undefined ? undefined : toPlace(row)
}

/**
 * Sources for an export by ascending id, each with its number of variants of the given statuses; without
 * `withoutVariants` only those that have any. Besides the usable ones also those whose file was not found or was
 * another one when it was last looked at. Why these too: they may be back, and if not, the export says so; a source
 * that silently left would also move the splits of the others.
 */
export function exportableSources(
  db: Db,
  { statuses, withoutVariants }: { statuses: readonly VariantStatus[]; withoutVariants: boolean }
): readonly { readonly source: SourcePlace; readonly variants: number }[] {
  return sql<StoredPlace & { variants: number }>(
    db,
    `SELECT ${placeColumns}, coalesce(chosen.n, 0) AS variants FROM ${rowTables}
     LEFT JOIN (
       SELECT source_id, count(*) AS n FROM variant
       WHERE status IN (SELECT value FROM json_each(@statuses)) GROUP BY source_id
     ) AS chosen ON chosen.source_id = source.id
     WHERE +state IN ('ok', 'missing', 'changed') AND retired = 0 AND (@withoutVariants = 1 OR chosen.n > 0)
     ORDER BY source.id`
  )
    .all({ statuses: JSON.stringify(statuses), withoutVariants: withoutVariants ? 1 : 0 })
    .map(({ variants, ...row }) => ({ source: toPlace(row), variants }))
}

/** How many usable sources have no class. */
export function countUnlabelled(db: Db): number {
  return (
    sql<{ n: number }>(db, "SELECT count(*) AS n FROM source WHERE state = 'ok' AND class_id IS NULL").get()
      ?.n ?? 0
  )
}

/** Folders that hold usable sources themselves, by name, with their numbers; '' for those that lie in none. */
export function folderCounts(
  db: Db,
  limit: number
): readonly { readonly folder: string; readonly sources: number }[] {
  const names = sql(db, "SELECT name FROM source WHERE +state = 'ok'").pluck().iterate() as Iterable<string>
  const counts = new Map<string, number>()
  // Why not in SQL: it has no function for the last / of a text, and takes several times as long without.
  for (const name of names) {
    const folder = name.slice(0, Math.max(0, name.lastIndexOf('/')))
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  return [...counts]
    .map(([folder, sources]) => ({ folder, sources }))
    .toSorted((a, b) => (a.folder < b.folder ? -1 : 1))
    .slice(0, limit)
}

export function stateCounts(db: Db): Readonly<Record<SourceState, number>> {
  const counts = { ok: 0, failed: 0, duplicate: 0, missing: 0, changed: 0 }
  const rows = sql<{ state: SourceState; n: number }>(
    db,
    'SELECT state, count(*) AS n FROM source GROUP BY state'
  )
  for (const { state, n } of rows.all()) counts[state] = n
  return counts
}

export function splitCounts(db: Db): Readonly<Record<string, number>> {
  const rows = sql<{ split: string; n: number }>(
    db,
    "SELECT split, count(*) AS n FROM source WHERE state = 'ok' AND split IS NOT NULL GROUP BY split"
  ).all()
  return Object.fromEntries(rows.map(({ split, n }) => [split, n]))
}
