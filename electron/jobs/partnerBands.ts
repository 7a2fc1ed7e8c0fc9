import type { Split } from '../../shared/api/types.ts'
import type { DrawSource } from '../../shared/draw/drawSteps.ts'
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
  /** Those of `hashes` in which something is outlined; absent when nobody asked. */
  readonly outlined?: Readonly<Record<string, readonly string[]>>
}

/** Whether a recipe names other sources at all. */
export function namesPartners({ steps }: Recipe): boolean {
  return steps.some(
    ({ transform, probability }) => probability > 0 && transformSpec(transform)?.partners !== undefined
  )
}

/** Whether a recipe takes outlined things from other sources. */
export function pastes({ steps }: Recipe): boolean {
  return steps.some(({ transform, probability }) => {
    const spec = transformSpec(transform)
    return probability > 0 && spec?.partners !== undefined && spec.needsAnnotation !== undefined
  })
}

/** The sources that one of them may be mixed with. */
export function partnersIn(
  bands: PartnerBands | undefined,
  sourceId: number
): Pick<DrawSource, 'partners' | 'outlinedPartners'> {
  const band = bands?.bandOf.get(sourceId) ?? ''
  const partners = bands?.hashes[band] ?? []
  return bands?.outlined === undefined
    ? { partners }
    : { partners, outlinedPartners: bands.outlined[band] ?? [] }
}

interface Row {
  readonly id: number
  readonly contentHash: string
  readonly className: string | null
  readonly split: Split | null
}

/** The bands of all usable sources of a workspace. */
export function partnerBands(db: Db, { withOutlines = false } = {}): PartnerBands {
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
  if (!withOutlines) return { hashes, bandOf }
  const marked = outlinedSources(db)
  const outlined: Record<string, string[]> = {}
  for (const { id, contentHash } of sources) {
    if (marked.has(id)) (outlined[bandOf.get(id) ?? ''] ??= []).push(contentHash)
  }
  for (const own of Object.values(outlined)) own.sort()
  return { hashes, bandOf, outlined }
}

function outlinedSources(db: Db): ReadonlySet<number> {
  const rows = sql<{ id: number }>(
    db,
    `SELECT source_id AS id FROM annotation
     WHERE instr(json, '"kind":"polygon"') > 0 OR instr(json, '"kind":"mask"') > 0`
  ).all()
  return new Set(rows.map(({ id }) => id))
}

/** Changes whenever sources are added or leave, and when more of them are marked. */
export function sourcesMark(db: Db): string {
  const row = sql<{ n: number; last: number | null; marked: number | null }>(
    db,
    `SELECT count(*) AS n, max(id) AS last, (SELECT max(source_id) FROM annotation) AS marked
     FROM source WHERE state = 'ok'`
  ).get()
  return `${row?.n ?? 0} ${row?.last ?? 0} ${row?.marked ?? 0}`
}
