import type { ExportOptions, Split, VariantStatus } from '../../shared/api/types.ts'
import { assignSplits } from '../../shared/split.ts'
import type { Db } from '../catalogue/database.ts'
import { exportableSources, type SourcePlace } from '../catalogue/sources.ts'
import { type StoredVariant, variantsOf } from '../catalogue/variants.ts'
import type { ExportItem } from './types.ts'

/** Why a constant: the split of a data set must not move when a recipe is tried with another seed. */
const splitSeed = 1

interface OutlinedSource {
  readonly source: SourcePlace
  readonly split: Split | null
  /** How many of its variants the export holds. */
  readonly variants: number
}

export interface ExportOutline {
  readonly sources: readonly OutlinedSource[]
  readonly files: number
  /** Files of each split, under `all` when there are none. */
  readonly splits: Readonly<Record<string, number>>
  readonly warnings: readonly string[]
}

const statusesOf = ({ include }: ExportOptions): readonly VariantStatus[] =>
  include === 'pending' ? ['accepted', 'pending'] : ['accepted']

/**
 * How large an export with these options is and how it is split, without looking at single variants. Only sources that
 * give something to the export take part in the split, so that its shares hold for what is written.
 */
export function outlineExport(db: Db, options: ExportOptions): ExportOutline {
  const taking = exportableSources(db, { statuses: statusesOf(options), withoutVariants: options.originals })
  const splitOf = splitter(
    taking.map(({ source }) => source),
    options
  )
  const sources = taking.map(({ source, variants }): OutlinedSource => {
    const split = splitOf(source)
    const isHeldOut = split === 'val' || split === 'test'
    return { source, split, variants: options.variantsIn === 'train' && isHeldOut ? 0 : variants }
  })
  const splits: Record<string, number> = {}
  let files = 0
  for (const { split, variants } of sources) {
    const count = variants + (options.originals ? 1 : 0)
    files += count
    if (count > 0) splits[split ?? 'all'] = (splits[split ?? 'all'] ?? 0) + count
  }
  return { sources, files, splits, warnings: warningsFor({ sources, files, splits }, options) }
}

/** The pictures of an export, in the order of sources and copies; the same for the same catalogue. */
export function planExport(db: Db, options: ExportOptions): readonly ExportItem[] {
  const { sources } = outlineExport(db, options)
  const items: ExportItem[] = []
  for (let at = 0; at < sources.length; at += 500) {
    const chunk = sources.slice(at, at + 500)
    const variants = chosenVariants(db, chunk, options)
    for (const { source, split } of chunk) {
      if (options.originals) items.push({ source, variant: null, className: source.className, split })
      for (const variant of variants.get(source.id) ?? []) {
        items.push({ source, variant, className: variant.className, split })
      }
    }
  }
  return items
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
  sources: readonly OutlinedSource[],
  options: ExportOptions
): ReadonlyMap<number, readonly StoredVariant[]> {
  const ids = sources.filter(({ variants }) => variants > 0).map(({ source }) => source.id)
  const statuses = statusesOf(options)
  const rows = variantsOf(db, {}, ids).filter(({ status }) => statuses.includes(status))
  return Map.groupBy(rows, ({ sourceId }) => sourceId)
}

function warningsFor(
  { sources, files, splits }: Omit<ExportOutline, 'warnings'>,
  options: ExportOptions
): readonly string[] {
  if (files === 0) {
    return [
      options.include === 'accepted'
        ? 'Nothing is accepted yet: accept variants in Review, include undecided ones, or include the originals.'
        : 'There are no variants yet: draw some in Recipe, or include the originals.'
    ]
  }
  const warnings: string[] = []
  const unlabelled = sources.filter(({ source }) => source.className === null).length
  if (unlabelled > 0) {
    warnings.push(`${unlabelled} sources have no class; their pictures go into the folder "unlabelled".`)
  }
  const isHeldOutEmpty = splits['val'] === undefined && splits['test'] === undefined
  if (options.split !== null && isHeldOutEmpty && options.split[0] < 100) {
    warnings.push('There are too few sources for a validation or test part.')
  }
  return warnings
}
