import { nearGroups } from '../quality/nearGroups.ts'
import { type Db, sql } from './database.ts'
import { kept } from './kept.ts'

/** What decides, besides content and class, in which part of an export a source may be. */
interface SplitFacts {
  /** Sources that are near-duplicates of each other, or have the same content, share it. */
  readonly group: string
  /** Several classes of the picture, and those of the objects in it. */
  readonly classNames: readonly string[]
}

type FactsById = ReadonlyMap<number, SplitFacts>

interface Row {
  readonly id: number
  readonly contentHash: string
  readonly perceptualHash: string | null
}

/** The group of every source whose content is known, by id; kept until the catalogue changes. */
export const sourceGroups = kept((db): ReadonlyMap<number, string> => {
  const rows = sql<Row>(
    db,
    `SELECT id, content_hash AS contentHash, nullif(perceptual_hash, '') AS perceptualHash FROM source
     WHERE content_hash IS NOT NULL AND retired = 0 ORDER BY id`
  ).all()
  const names = nearGroups(rows)
  return new Map(rows.map(({ id, contentHash }, index) => [id, names[index] ?? contentHash]))
})

/** Facts of every source whose content is known, by id; kept until the catalogue changes. */
export const splitFacts = kept((db): FactsById => {
  const classNames = classNamesById(db)
  return new Map(
    [...sourceGroups(db)].map(([id, group]) => [id, { group, classNames: classNames.get(id) ?? [] }])
  )
})

function classNamesById(db: Db): ReadonlyMap<number, readonly string[]> {
  const names = new Map(
    sql<{ id: number; name: string }>(db, 'SELECT id, name FROM class')
      .all()
      .map(({ id, name }) => [id, name])
  )
  const byId = new Map<number, string[]>()
  const add = (id: number, name: string): void => {
    const own = byId.get(id)
    if (own === undefined) byId.set(id, [name])
    else own.push(name)
  }
  // Why raw and without a join: there may be a million of these.
  const objects = db.prepare('SELECT source_id, class_id FROM object_count WHERE class_id >= 0').raw()
  for (const [id, classId] of objects.all() as [number, number][]) add(id, names.get(classId) ?? '')
  const labels = sql<{ id: number; labels: string }>(
    db,
    `SELECT source_id AS id, json_extract(json, '$.labels') AS labels FROM annotation
     WHERE instr(json, '"labels":[') > 0 AND json_type(json, '$.labels') = 'array'`
  )
  for (const row of labels.iterate()) for (const name of JSON.parse(row.labels) as string[]) add(row.id, name)
  return byId
}
