import type { Annotation, PictureAnnotations } from '../../shared/annotations/types.ts'
import { labelKinds, type MarkKind } from '../../shared/policy/labelKinds.ts'
import { classId } from './classes.ts'
import { type Db, sql } from './database.ts'
import { getMeta, setMeta } from './meta.ts'

/** PictureAnnotations as JSON: how the catalogue keeps them and how they cross to other threads; '' for none. */
export type AnnotationsText = string

export const annotationsOf = (text: AnnotationsText): PictureAnnotations =>
  text === '' ? { objects: [] } : (JSON.parse(text) as PictureAnnotations)

export const hasAny = ({ objects, labels, captions, attributes }: PictureAnnotations): boolean =>
  objects.length > 0 || labels !== undefined || captions !== undefined || attributes !== undefined

/** Replaces what is marked in a source; `readAs` is the id of the importer that found it. */
export function putAnnotations(db: Db, sourceId: number, annotations: PictureAnnotations, readAs = ''): void {
  sql(db, 'DELETE FROM object_count WHERE source_id = ?').run(sourceId)
  if (!hasAny(annotations)) {
    sql(db, 'DELETE FROM annotation WHERE source_id = ?').run(sourceId)
    return
  }
  sql(
    db,
    `INSERT INTO annotation (source_id, json, read_as) VALUES (?, ?, ?)
     ON CONFLICT (source_id) DO UPDATE SET json = excluded.json, read_as = excluded.read_as`
  ).run(sourceId, JSON.stringify(annotations), readAs)
  noteKinds(db, annotations)
  // Why: a class may occur as the second one of pictures only, and exports count all.
  for (const name of annotations.labels ?? []) classId(db, name)
  for (const [name, n] of objectsByClass(annotations)) {
    const id = name === null ? -1 : classId(db, name)
    sql(db, 'INSERT INTO object_count (source_id, class_id, n) VALUES (?, ?, ?)').run(sourceId, id, n)
  }
}

const kindsKey = 'markKinds'

/** Why kept beside the annotations: to look through all of them for a kind that is not there takes seconds. */
function noteKinds(db: Db, { objects, captions = [] }: PictureAnnotations): void {
  const known = new Set(markKinds(db))
  const found = new Set<MarkKind>(objects.map(({ kind }) => kind))
  if (captions.length > 0) found.add('caption')
  const added = [...found].filter((kind) => !known.has(kind))
  if (added.length > 0) setMeta(db, kindsKey, JSON.stringify([...known, ...added]))
}

/** Kinds of marks that any source has, or had before it was imported again. */
export function markKinds(db: Db): readonly MarkKind[] {
  const known = JSON.parse(getMeta(db, kindsKey) ?? '[]') as readonly string[]
  return labelKinds.filter((kind): kind is MarkKind => kind !== 'class' && known.includes(kind))
}

/** Things, not annotations: a box and the outline of the same thing count once. */
function objectsByClass({ objects }: PictureAnnotations): ReadonlyMap<string | null, number> {
  const seen = new Set<number>()
  const counts = new Map<string | null, number>()
  for (const { className, object } of objects) {
    if (object !== undefined && seen.has(object)) continue
    if (object !== undefined) seen.add(object)
    counts.set(className, (counts.get(className) ?? 0) + 1)
  }
  return counts
}

/** What an import found marked in a source, and the id of the importer; undefined for nothing. */
export function importedAnnotations(
  db: Db,
  sourceId: number
): { readonly json: AnnotationsText; readonly readAs: string } | undefined {
  const text = 'SELECT json, read_as AS readAs FROM annotation WHERE source_id = ?'
  return sql<{ json: AnnotationsText; readAs: string }>(db, text).get(sourceId)
}

interface MarkedRow {
  readonly id: number
  readonly json: AnnotationsText
  readonly labelledBy: 'import' | 'person'
  readonly className: string | null
}

/** What is marked in sources that have anything, by their ids, with the class that a person gave. */
export function annotationTexts(db: Db, sourceIds: readonly number[]): ReadonlyMap<number, AnnotationsText> {
  const rows = sql<MarkedRow>(
    db,
    `SELECT source_id AS id, json, labelled_by AS labelledBy, class.name AS className
     FROM annotation JOIN source ON source.id = source_id LEFT JOIN class ON class.id = source.class_id
     WHERE source_id IN (SELECT value FROM json_each(?))`
  ).all(JSON.stringify(sourceIds))
  return new Map(rows.map((row) => [row.id, withGivenClass(row)]))
}

/**
 * The first of several labels is the picture's own class. Why not stored so: what the file says stays comparable with
 * what the next import finds, and undo needs no copy of it.
 */
function withGivenClass({ json, labelledBy, className }: MarkedRow): AnnotationsText {
  if (labelledBy === 'import' || !json.includes('"labels":[')) return json
  const { labels = [], ...rest } = JSON.parse(json) as PictureAnnotations
  if (labels[0] === className) return json
  const others = labels.slice(1).filter((label) => label !== className)
  return JSON.stringify(className === null ? rest : { ...rest, labels: [className, ...others] })
}

/** Whether anything is marked or said of any source. */
export function hasAnnotations(db: Db): boolean {
  return (
    sql<{ isThere: number }>(db, 'SELECT EXISTS (SELECT 1 FROM annotation) AS isThere').get()?.isThere === 1
  )
}

/** Kinds of annotations that usable sources have. Why only those once noted: to look for one that never was takes longest. */
export function annotationKinds(db: Db): ReadonlySet<Annotation['kind']> {
  const kinds = markKinds(db).filter((kind) => kind !== 'caption')
  const isThere = sql<{ isThere: number }>(
    db,
    `SELECT EXISTS (SELECT 1 FROM annotation JOIN source ON source.id = source_id
       WHERE source.state = 'ok' AND instr(json, ?) > 0) AS isThere`
  )
  return new Set(kinds.filter((kind) => isThere.get(`"kind":"${kind}"`)?.isThere === 1))
}

/** Whether several classes or captions are known of usable sources. */
export function saidOf(db: Db): ReadonlySet<'labels' | 'captions'> {
  const isThere = sql<{ isThere: number }>(
    db,
    `SELECT EXISTS (SELECT 1 FROM annotation JOIN source ON source.id = source_id
       WHERE source.state = 'ok' AND json_type(json, ?) IS NOT NULL) AS isThere`
  )
  return new Set((['labels', 'captions'] as const).filter((key) => isThere.get(`$.${key}`)?.isThere === 1))
}

/** What is marked in every source that has anything, row by row. */
export function allAnnotations(
  db: Db
): IterableIterator<{ readonly id: number; readonly json: AnnotationsText }> {
  return sql<{ id: number; json: AnnotationsText }>(
    db,
    'SELECT source_id AS id, json FROM annotation ORDER BY source_id'
  ).iterate()
}

/** Whether any object is marked in any source. */
export const hasObjects = (db: Db): boolean =>
  sql<{ isThere: number }>(db, 'SELECT EXISTS (SELECT 1 FROM object_count) AS isThere').get()?.isThere === 1
