import type { Split } from '../../shared/api/types.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { mixingBands } from '../../shared/split.ts'
import { transformSpec } from '../../shared/transforms/index.ts'
import { type Db, sql } from '../catalogue/database.ts'
import { splitFacts } from '../catalogue/splitFacts.ts'

/** Which sources may be mixed with which. */
export interface PartnerBands {
  /** Content hashes of each band, ascending. */
  readonly hashes: Readonly<Record<string, readonly string[]>>
  readonly bandOf: ReadonlyMap<number, string>
}

/** Whether a recipe names other sources at all. */
export function namesPartners({ steps }: Recipe): boolean {
  return steps.some(
    ({ transform, probability }) => probability > 0 && transformSpec(transform)?.partners !== undefined
  )
}

interface Row {
  readonly id: number
  readonly contentHash: string
  readonly className: string | null
  readonly split: Split | null
}

/** The bands of all usable sources of a workspace. */
export function partnerBands(db: Db): PartnerBands {
  const sources = sql<Row>(
    db,
    `SELECT source.id, content_hash AS contentHash, class.name AS className, split
     FROM source LEFT JOIN class ON class.id = source.class_id WHERE state = 'ok' ORDER BY source.id`
  ).all()
  const facts = splitFacts(db)
  const bandOf = mixingBands(sources.map((source) => ({ ...source, ...facts.get(source.id) })))
  const hashes: Record<string, string[]> = {}
  for (const { id, contentHash } of sources) (hashes[bandOf.get(id) ?? ''] ??= []).push(contentHash)
  for (const own of Object.values(hashes)) own.sort()
  return { hashes, bandOf }
}

/** Changes whenever sources are added or leave. */
export function sourcesMark(db: Db): string {
  const row = sql<{ n: number; last: number | null }>(
    db,
    "SELECT count(*) AS n, max(id) AS last FROM source WHERE state = 'ok'"
  ).get()
  return `${row?.n ?? 0} ${row?.last ?? 0}`
}
