import { stringify } from 'csv-stringify/sync'
import { type ExportOptions, splits } from '../../shared/api/types.ts'
import type { Db } from '../catalogue/database.ts'
import { getPlan } from '../catalogue/plans.ts'
import { variantCounts } from '../catalogue/variants.ts'
import type { Exported, PlannedItem } from './types.ts'

const columns = [
  'file',
  'split',
  'class',
  'kind',
  'source',
  'source_sha256',
  'variant',
  'copy',
  'status',
  'width',
  'height',
  'bytes',
  'sha256',
  'parameters'
] as const

/** First line of manifest.csv. */
export const manifestHead = `${columns.join(',')}\n`

/** manifest.csv: one line a file, in the order of the export; cells that a spreadsheet would run are made harmless. */
export function manifestLines(exported: readonly Pick<Exported, 'item' | 'written'>[]): string {
  const rows = exported.map(({ item, written }) => ({
    file: written.file,
    split: item.split ?? '',
    class: item.className ?? '',
    kind: item.variant === null ? 'original' : 'variant',
    source: item.source.name,
    source_sha256: item.source.contentHash,
    variant: item.variant?.id ?? '',
    copy: item.variant?.copyIndex ?? '',
    status: item.variant?.status ?? '',
    width: written.width,
    height: written.height,
    bytes: written.bytes,
    sha256: written.sha256,
    parameters: item.variant?.parameters ?? ''
  }))
  return stringify(rows, { columns, escape_formulas: true })
}

export interface ProvenanceInput {
  readonly db: Db
  readonly options: ExportOptions
  /** What was exported. */
  readonly items: readonly PlannedItem[]
  readonly versions: Readonly<Record<string, string>>
  readonly manifestSha256: string
}

/** provenance.json: how the files came to be; with it, the sources and this program they can be made again. */
export function provenance({ db, options, items, versions, manifestSha256 }: ProvenanceInput): string {
  const planIds = new Set(items.flatMap(({ variant }) => variant?.planId ?? []))
  const plans = [...planIds].flatMap((id) => {
    const plan = getPlan(db, id)
    if (plan === undefined) return []
    const { recipe, recipeHash, profile, profileHash } = plan
    return [
      {
        recipe,
        recipeSha256: recipeHash,
        domain: profile,
        domainSha256: profileHash,
        overrides: recipe.overrides
      }
    ]
  })
  const sources = new Map(items.map((item) => [item.source.id, item]))
  const document = {
    program: 'Cultivar',
    versions,
    exportedAt: new Date().toISOString(),
    options,
    decisions: variantCounts(db),
    plans,
    splits: Object.fromEntries(
      splits.map((split) => [split, [...sources.values()].filter((item) => item.split === split).length])
    ),
    files: items.length,
    manifestSha256
  }
  return `${JSON.stringify(document, null, 2)}\n`
}
