import type { VariantCounts, VariantFilter, VariantStatus } from '../../shared/api/types.ts'
import type { StepsText } from '../../shared/recipe/stepsText.ts'
import { type Db, sql } from './database.ts'

export interface NewVariant {
  readonly sourceId: number
  readonly planId: number
  readonly copyIndex: number
  readonly classId: number | null
  readonly parameters: StepsText
  readonly redraws: number
  /** The smallest share of an object that is still to be seen; absent or null without objects. */
  readonly leastVisible?: number | null
}

export interface StoredVariant {
  readonly id: number
  readonly sourceId: number
  readonly planId: number
  readonly copyIndex: number
  readonly className: string | null
  readonly status: VariantStatus
  readonly parameters: StepsText
  readonly leastVisible: number | null
  /** Size of the source. */
  readonly width: number
  readonly height: number
}

const columns = `variant.id, source_id AS sourceId, plan_id AS planId, copy_index AS copyIndex,
  class.name AS className, status, parameters, least_visible AS leastVisible, source.width, source.height`
const tables = `variant JOIN source ON source.id = variant.source_id LEFT JOIN class ON class.id = variant.class_id`

/** Rows in one statement: a statement of its own for each costs twice as much, and more than these save little. */
export const rowsAtOnce = 20

const insertSql = (rows: number): string =>
  `INSERT OR IGNORE INTO variant (source_id, plan_id, copy_index, class_id, status, parameters, redraws, least_visible)
   VALUES ${Array<string>(rows).fill("(?, ?, ?, ?, 'pending', ?, ?, ?)").join(', ')}`

const insertMany = insertSql(rowsAtOnce)
const insertOne = insertSql(1)

const valuesOf = (variant: NewVariant): readonly unknown[] => [
  variant.sourceId,
  variant.planId,
  variant.copyIndex,
  variant.classId,
  variant.parameters,
  variant.redraws,
  variant.leastVisible ?? null
]

/**
 * Adds variants, in their order, unless they are there already: drawing again changes nothing. Returns how many were
 * added. Quickest with a multiple of `rowsAtOnce`.
 */
export function addVariants(db: Db, variants: readonly NewVariant[]): number {
  let added = 0
  let at = 0
  for (; at + rowsAtOnce <= variants.length; at += rowsAtOnce) {
    added += sql(db, insertMany).run(variants.slice(at, at + rowsAtOnce).flatMap(valuesOf)).changes
  }
  for (const variant of variants.slice(at)) added += sql(db, insertOne).run(valuesOf(variant)).changes
  return added
}

/** The condition of a filter and the values that it binds. `transform` looks for the step's id in the parameters. */
export function filterSql(filter: VariantFilter): Condition {
  return conditionOf(filter, '')
}

/**
 * The same for queries that come by another index. Why the + before a column: SQLite then only tests the condition, and
 * does not read all that match it to sort them.
 */
const residualSql = (filter: VariantFilter): Condition => conditionOf(filter, '+')

interface Condition {
  readonly condition: string
  readonly values: Record<string, string>
}

/** What counts as lost: a thousandth is dust of the arithmetic, and of a box cut by a hair. */
const lostBelow = { some: 0.999, most: 0.5 } as const

function conditionOf(filter: VariantFilter, sign: '' | '+'): Condition {
  const parts: string[] = []
  const values: Record<string, string> = {}
  if (filter.status !== undefined) {
    parts.push(`${sign}variant.status = @status`)
    values['status'] = filter.status
  }
  if (filter.className !== undefined) {
    parts.push(`${sign}variant.class_id = (SELECT id FROM class WHERE name = @className)`)
    values['className'] = filter.className
  }
  if (filter.transform !== undefined) {
    parts.push('instr(variant.parameters, @transform) > 0')
    values['transform'] = `"transform":${JSON.stringify(filter.transform)}`
  }
  if (filter.lost !== undefined) parts.push(`${sign}variant.least_visible < ${lostBelow[filter.lost]}`)
  return { condition: parts.length === 0 ? 'TRUE' : parts.join(' AND '), values }
}

/** Which sources have matching variants and how many, by ascending source. */
export function variantsBySource(
  db: Db,
  filter: VariantFilter
): readonly { sourceId: number; variants: number }[] {
  const { condition, values } = filterSql(filter)
  return sql<{ sourceId: number; variants: number }>(
    db,
    `SELECT source_id AS sourceId, count(*) AS variants FROM variant WHERE ${condition}
     GROUP BY source_id ORDER BY source_id`
  ).all(values)
}

/** Matching variants of the given sources, by source and copy. */
export function variantsOf(
  db: Db,
  filter: VariantFilter,
  sourceIds: readonly number[]
): readonly StoredVariant[] {
  const { condition, values } = residualSql(filter)
  return sql<StoredVariant>(
    db,
    `SELECT ${columns} FROM ${tables}
     WHERE source_id IN (SELECT value FROM json_each(@sourceIds)) AND ${condition}
     ORDER BY source_id, variant.id`
  ).all({ ...values, sourceIds: JSON.stringify(sourceIds) })
}

/** Matching variants by ascending id after `after`. */
export function pageVariants(
  db: Db,
  filter: VariantFilter,
  { after, limit }: { after: number; limit: number }
): readonly StoredVariant[] {
  const { condition, values } = residualSql(filter)
  return sql<StoredVariant>(
    db,
    `SELECT ${columns} FROM ${tables} WHERE variant.id > @after AND ${condition} ORDER BY variant.id LIMIT @limit`
  ).all({ ...values, after, limit })
}

export function getVariant(db: Db, id: number): StoredVariant | undefined {
  return sql<StoredVariant>(db, `SELECT ${columns} FROM ${tables} WHERE variant.id = ?`).get(id)
}

/** The drawn steps of variants, by their ids. */
export function parametersOf(db: Db, ids: readonly number[]): ReadonlyMap<number, StepsText> {
  const rows = sql<{ id: number; parameters: StepsText }>(
    db,
    'SELECT id, parameters FROM variant WHERE id IN (SELECT value FROM json_each(?))'
  ).all(JSON.stringify(ids))
  return new Map(rows.map(({ id, parameters }) => [id, parameters]))
}

/** Numbers by status of the variants that match the rest of the filter. */
export function variantCounts(db: Db, filter: VariantFilter = {}): VariantCounts {
  const { status: _status, ...rest } = filter
  const counts = { pending: 0, accepted: 0, rejected: 0 }
  for (const { status, n } of countRows(db, rest)) counts[status] = n
  return counts
}

function countRows(db: Db, filter: VariantFilter): readonly { status: VariantStatus; n: number }[] {
  const { condition, values } = filterSql(filter)
  const text =
    filter.transform === undefined && filter.lost === undefined
      ? `SELECT status, sum(n) AS n FROM variant_count AS variant WHERE ${condition} GROUP BY status`
      : `SELECT status, count(*) AS n FROM variant WHERE ${condition} GROUP BY status`
  return sql<{ status: VariantStatus; n: number }>(db, text).all(values)
}

/** Removes up to `limit` undecided variants of other plans; returns how many. */
export function removePendingOfOthers(db: Db, planId: number, limit: number): number {
  return sql(
    db,
    `DELETE FROM variant WHERE id IN (
       SELECT id FROM variant WHERE plan_id IN (SELECT id FROM plan WHERE id <> ?) AND status = 'pending' LIMIT ?)`
  ).run(planId, limit).changes
}
