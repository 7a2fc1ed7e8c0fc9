import type { ClassDetails } from '../../shared/annotations/types.ts'
import type { KnownClass } from '../../shared/api/contract.ts'
import type { ClassCount } from '../../shared/api/types.ts'
import { type Db, sql } from './database.ts'

/** Id of a class by name; the class is made when it is new. */
export function classId(db: Db, name: string): number {
  const found = sql<{ id: number }>(db, 'SELECT id FROM class WHERE name = ?').get(name)
  if (found !== undefined) return found.id
  return Number(sql(db, 'INSERT INTO class (name) VALUES (?)').run(name).lastInsertRowid)
}

/** All classes in the order in which they came, with what is known of them. */
export function listClasses(db: Db): readonly { readonly name: string; readonly details: ClassDetails }[] {
  const rows = sql<{ name: string; details: string }>(db, 'SELECT name, details FROM class ORDER BY id').all()
  return rows.map(({ name, details }) => ({ name, details: JSON.parse(details) as ClassDetails }))
}

interface KnownRow {
  readonly name: string
  readonly details: string
  readonly sources: number
  readonly objects: number
}

/** The same with the numbers of usable sources that have the class and of things that are marked with it. */
export function knownClasses(db: Db): readonly KnownClass[] {
  const rows = sql<KnownRow>(
    db,
    `SELECT name, details,
       (SELECT count(*) FROM source WHERE state = 'ok' AND class_id = class.id) AS sources,
       coalesce(n, 0) AS objects
     FROM class LEFT JOIN marked_count ON marked_count.class_id = class.id ORDER BY class.id`
  ).all()
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details) as ClassDetails }))
}

/** Classes whose keypoints have names or mirror images. */
export function keypointClasses(db: Db): readonly (readonly [name: string, details: ClassDetails])[] {
  const rows = sql<{ name: string; details: string }>(
    db,
    `SELECT name, details FROM class
     WHERE instr(details, '"keypoints":') > 0 OR instr(details, '"mirroredKeypoints":') > 0 ORDER BY id`
  ).all()
  return rows.map(({ name, details }) => [name, JSON.parse(details) as ClassDetails])
}

/** Adds to what is known of a class, which is made when it is new; what is known already stays. */
export function describeClass(db: Db, name: string, details: ClassDetails): void {
  const id = classId(db, name)
  sql(db, 'UPDATE class SET details = json_patch(?, details) WHERE id = ?').run(JSON.stringify(details), id)
}

/** All classes by name with their numbers of usable sources and of variants. */
export function classCounts(db: Db): readonly ClassCount[] {
  const counts = new Map<number, { sources: number; pending: number; accepted: number; rejected: number }>()
  const of = (id: number): { sources: number; pending: number; accepted: number; rejected: number } => {
    const own = counts.get(id) ?? { sources: 0, pending: 0, accepted: 0, rejected: 0 }
    counts.set(id, own)
    return own
  }
  const sources = sql<{ id: number; n: number }>(
    db,
    "SELECT class_id AS id, count(*) AS n FROM source WHERE state = 'ok' AND class_id IS NOT NULL GROUP BY class_id"
  )
  for (const { id, n } of sources.all()) of(id).sources = n
  const variants = sql<{ id: number; status: 'pending' | 'accepted' | 'rejected'; n: number }>(
    db,
    'SELECT class_id AS id, status, n FROM variant_count WHERE class_id >= 0 AND n > 0'
  )
  for (const { id, status, n } of variants.all()) of(id)[status] = n
  const names = sql<{ id: number; name: string }>(db, 'SELECT id, name FROM class ORDER BY name').all()
  return names.flatMap(({ id, name }) => {
    const own = counts.get(id)
    return own === undefined ? [] : [{ name, ...own }]
  })
}
