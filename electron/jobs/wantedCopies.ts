import { type Db, sql } from '../catalogue/database.ts'
import { balance, type Holding } from './balance.ts'

/** Variants of each source, or up to so many of each class. */
export type DrawAmount = { readonly copies: number } | { readonly balance: number }

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
  const there = new Set(source.existing === 0 ? [] : copiesOf(db, plan, source.id))
  const copyIndexes = Array.from({ length: copies }, (_, index) => index).filter((index) => !there.has(index))
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

/** What each source holds, by its id. */
export function sourceHoldings(db: Db): Holdings {
  const rows = sql<{ id: number; className: string | null }>(
    db,
    'SELECT source.id, class.name AS className FROM source LEFT JOIN class ON class.id = source.class_id'
  ).all()
  const holdings = new Map<number, Holding[]>(
    rows.map(({ id, className }) => [id, className === null ? [] : [{ className, n: 1 }]])
  )
  const objects = sql<{ id: number; className: string; n: number }>(
    db,
    `SELECT source_id AS id, class.name AS className, n FROM object_count
     JOIN class ON class.id = object_count.class_id JOIN source ON source.id = source_id
     WHERE source.class_id IS NULL`
  )
  for (const { id, className, n } of objects.iterate()) holdings.get(id)?.push({ className, n })
  for (const own of holdings.values()) if (own.length === 0) own.push({ className: null, n: 1 })
  return holdings
}

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
