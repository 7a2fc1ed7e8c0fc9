import type { ExportOptions, Split } from '../../shared/api/types.ts'
import { assignSplits } from '../../shared/split.ts'
import type { Db } from '../catalogue/database.ts'
import { type SourcePlace, exportableSources } from '../catalogue/sources.ts'
import { type StoredVariant, variantsOf } from '../catalogue/variants.ts'
import type { ExportItem } from './types.ts'

/** Why a constant: the split of a data set must not move when a recipe is tried with another seed. */
const splitSeed = 1

export interface ExportPlan {
  readonly items: readonly ExportItem[]
  readonly splits: Readonly<Record<string, number>>
  readonly warnings: readonly string[]
}

/** What an export with these options holds, in the order of sources and copies; the same for the same catalogue. */
export function planExport(db: Db, options: ExportOptions): ExportPlan {
  const sources = allSources(db)
  const splitOf = splitter(sources, options)
  const items: ExportItem[] = []
  for (let at = 0; at < sources.length; at += 500) {
    const chunk = sources.slice(at, at + 500)
    const variants = chosenVariants(db, chunk, options)
    for (const source of chunk) {
      const split = splitOf(source)
      if (options.originals) items.push({ source, variant: null, className: source.className, split })
      if (options.variantsIn === 'train' && split !== null && split !== 'train') continue
      for (const variant of variants.get(source.id) ?? []) {
        items.push({ source, variant, className: variant.className, split })
      }
    }
  }
  return { items, splits: countSplits(items), warnings: warningsFor(items, options) }
}

function allSources(db: Db): readonly SourcePlace[] {
  const all: SourcePlace[] = []
  for (let after = 0; ;) {
    const page = exportableSources(db, after, 2000)
    all.push(...page)
    const last = page.at(-1)
    if (last === undefined) return all
    after = last.id
  }
}

function splitter(
  sources: readonly SourcePlace[],
  options: ExportOptions
): (source: SourcePlace) => Split | null {
  if (options.split !== null) {
    const assigned = assignSplits(sources, options.split, splitSeed)
    return ({ id }) => assigned.get(id) ?? 'train'
  }
  const cameWithSplits = sources.some(({ split }) => split !== null)
  return cameWithSplits ? ({ split }) => split ?? 'train' : () => null
}

function chosenVariants(
  db: Db,
  sources: readonly SourcePlace[],
  { include }: ExportOptions
): ReadonlyMap<number, readonly StoredVariant[]> {
  const ids = sources.map(({ id }) => id)
  const rows = variantsOf(db, {}, ids).filter(
    ({ status }) => status === 'accepted' || (include === 'pending' && status === 'pending')
  )
  return Map.groupBy(rows, ({ sourceId }) => sourceId)
}

function countSplits(items: readonly ExportItem[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { split } of items) {
    const name = split ?? 'all'
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

function warningsFor(items: readonly ExportItem[], options: ExportOptions): readonly string[] {
  const warnings: string[] = []
  if (items.length === 0) {
    warnings.push(
      options.include === 'accepted'
        ? 'Nothing is accepted yet: accept variants in Review, include undecided ones, or include the originals.'
        : 'There are no variants yet: draw some in Recipe, or include the originals.'
    )
  }
  const unlabelled = items.filter(({ className }) => className === null).length
  if (unlabelled > 0)
    warnings.push(`${unlabelled} pictures have no class and go into the folder "unlabelled".`)
  const hasHeldOut = items.some(({ split }) => split === 'val' || split === 'test')
  if (options.split !== null && !hasHeldOut && items.length > 0 && options.split[0] < 100) {
    warnings.push('There are too few sources for a validation or test part.')
  }
  return warnings
}
