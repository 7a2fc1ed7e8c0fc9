import { type Db, sql } from '../catalogue/database.ts'
import { kept } from '../catalogue/kept.ts'
import { balance, type Holding } from './balance.ts'

/** Variants of each source, or up to so many of each class. */
type DrawAmount = { readonly copies: number } | { readonly balance: number }

/** A source and which of its copies to draw. */
export interface Wanted {
  readonly id: number
  readonly contentHash: string
  readonly className: string | null
  readonly width: number
  readonly height: number
  readonly copyIndexes: readonly number[]
}

export interface DrawQuestion {
  readonly amount: DrawAmount
  readonly replacePending: boolean
  /** Variants with higher ids count as if they were not there. Default: all are there. */
  readonly upTo?: number
}

interface SourceCopies extends Omit<Wanted, 'copyIndexes'> {
  /** Copies of this plan that exist, and the first index that is free after them. */
  readonly existing: number
  readonly next: number
}

/** What to draw of a plan, in the order of the sources. */
export function wantedCopies(db: Db, plan: number, question: DrawQuestion): readonly Wanted[] {
  const { amount, upTo = Number.MAX_SAFE_INTEGER } = question
  const sources = sql<SourceCopies>(
    db,
    `SELECT source.id, content_hash AS contentHash, class.name AS className, width, height,
       count(variant.id) AS existing, coalesce(max(variant.copy_index) + 1, 0) AS next
     FROM source LEFT JOIN class ON class.id = source.class_id
     LEFT JOIN variant ON variant.source_id = source.id AND variant.plan_id = ? AND variant.id <= ?
     WHERE source.state = 'ok' GROUP BY source.id ORDER BY source.id`
  ).all(plan, upTo)
  return 'copies' in amount
    ? sources.flatMap((source) => missingCopies(db, plan, { source, copies: amount.copies }))
    : balancedCopies(db, sources, { ...question, target: amount.balance, plan })
}

function missingCopies(
  db: Db,
  plan: number,
  { source, copies }: { source: SourceCopies; copies: number }
): readonly Wanted[] {
  if (source.existing >= copies && source.next === source.existing) return []
  // Why the first case: it is the usual one, and to ask for each of a hundred thousand sources takes seconds.
  const there = source.next === source.existing ? undefined : new Set(copiesOf(db, plan, source.id))
  const from = there === undefined ? source.existing : 0
  const copyIndexes = Array.from({ length: copies - from }, (_, index) => from + index).filter(
    (index) => there?.has(index) !== true
  )
  return copyIndexes.length === 0 ? [] : [wanted(source, copyIndexes)]
}

const copiesOf = (db: Db, plan: number, sourceId: number): readonly number[] =>
  sql<{ copyIndex: number }>(
    db,
    'SELECT copy_index AS copyIndex FROM variant WHERE source_id = ? AND plan_id = ?'
  )
    .all(sourceId, plan)
    .map(({ copyIndex }) => copyIndex)

/**
 * Up to `target` variants for every class: those that exist, were not rejected and will not be replaced count; rare
 * classes get more each. A picture without a class of its own counts for the classes of the objects in it, each object
 * once.
 */
function balancedCopies(
  db: Db,
  sources: readonly SourceCopies[],
  { target, ...question }: DrawQuestion & { target: number; plan: number }
): readonly Wanted[] {
  const holdings = sourceHoldings(db)
  const have = variantsByClass(db, holdings, question)
  const more = balance(
    sources.map(({ id, next }) => ({ id, next, holds: holdings.get(id) ?? [] })),
    have,
    target
  )
  return sources.flatMap((source, index) => {
    const copyIndexes = Array.from({ length: more[index] ?? 0 }, (_, offset) => source.next + offset)
    return copyIndexes.length === 0 ? [] : [wanted(source, copyIndexes)]
  })
}

type Holdings = ReadonlyMap<number, readonly Holding[]>

/** What each source holds, by its id; kept until the catalogue changes. */
export const sourceHoldings = kept((db): Holdings => {
  const names = new Map(
    sql<{ id: number; name: string }>(db, 'SELECT id, name FROM class')
      .all()
      .map(({ id, name }) => [id, name])
  )
  const holdings = new Map<number, Holding[]>()
  const sources = sql<{ id: number; classId: number | null }>(
    db,
    'SELECT id, class_id AS classId FROM source'
  )
  const withClass = new Set<number>()
  for (const { id, classId } of sources.all()) {
    if (classId !== null) withClass.add(id)
    holdings.set(id, classId === null ? [] : [{ className: names.get(classId) ?? null, n: 1 }])
  }
  // Why raw and without a join: there may be a million of these.
  const objects = db.prepare('SELECT source_id, class_id, n FROM object_count WHERE class_id >= 0').raw()
  for (const [id, classId, n] of objects.all() as [number, number, number][])
    if (!withClass.has(id)) holdings.get(id)?.push({ className: names.get(classId) ?? null, n })
  for (const own of holdings.values()) if (own.length === 0) own.push({ className: null, n: 1 })
  return holdings
})

/** How much of each class the variants hold that count: not rejected, and not to be replaced. */
export function variantsByClass(
  db: Db,
  holdings: Holdings,
  { plan, replacePending, upTo = Number.MAX_SAFE_INTEGER }: Omit<DrawQuestion, 'amount'> & { plan: number }
): ReadonlyMap<string | null, number> {
  const rows = sql<{ id: number; n: number }>(
    db,
    `SELECT source_id AS id, count(*) AS n FROM variant
     WHERE status <> 'rejected' AND (@keepsAll = 1 OR status = 'accepted' OR plan_id = @plan) AND variant.id <= @upTo
     GROUP BY source_id`
  ).all({ keepsAll: replacePending ? 0 : 1, plan, upTo })
  const have = new Map<string | null, number>()
  for (const { id, n: variants } of rows)
    for (const { className, n } of holdings.get(id) ?? [])
      have.set(className, (have.get(className) ?? 0) + n * variants)
  return have
}

/** What of it is there already: copies that an interrupted run of the same draw added. */
export function withoutDrawn(
  db: Db,
  wantedOnes: readonly Wanted[],
  { plan, after }: { readonly plan: number; readonly after: number }
): readonly Wanted[] {
  const rows = sql<{ id: number; copyIndex: number }>(
    db,
    'SELECT source_id AS id, copy_index AS copyIndex FROM variant WHERE variant.id > ? AND plan_id = ?'
  ).all(after, plan)
  const drawn = Map.groupBy(rows, ({ id }) => id)
  return wantedOnes.flatMap((one) => {
    const there = new Set(drawn.get(one.id)?.map(({ copyIndex }) => copyIndex))
    const copyIndexes = one.copyIndexes.filter((index) => !there.has(index))
    return copyIndexes.length === 0 ? [] : [{ ...one, copyIndexes }]
  })
}

/** The newest variant's id; 0 when there is none. */
export const newestVariant = (db: Db): number =>
  sql<{ id: number | null }>(db, 'SELECT max(id) AS id FROM variant').get()?.id ?? 0

function wanted(
  { id, contentHash, className, width, height }: SourceCopies,
  copyIndexes: readonly number[]
): Wanted {
  return { id, contentHash, className, width, height, copyIndexes }
}
