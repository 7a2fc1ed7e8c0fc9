import type { ExportOptions, Split, VariantStatus } from '../../shared/api/types.ts'
import { assignSplits, splitSeed } from '../../shared/split.ts'
import { hasObjects } from '../catalogue/annotations.ts'
import type { Db } from '../catalogue/database.ts'
import { sourceGroups, splitFacts } from '../catalogue/splitFacts.ts'
import { exportableSources, placeByContent, type SourcePlace } from '../catalogue/sources.ts'
import { type StoredVariant, variantsOf } from '../catalogue/variants.ts'
import {
  classesByContent,
  leaveOut,
  type LeftOut,
  type MixedVariant,
  mixedVariants,
  parentsOf
} from './mixes.ts'
import { findLeaks, type Leaks, splitTwins } from './leaks.ts'
import type { ExportItem } from './types.ts'

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
  /** Variants that cannot be part of it, by id. */
  readonly leftOut: ReadonlySet<number>
  /** Why it must not be written: the very same content in two splits of the input. */
  readonly refusal: string | null
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
  const places = taking.map(({ source }) => source)
  const mixed = mixedVariants(db, statusesOf(options))
  const parents = parentsOf(mixed, places).flatMap((hash) => placeByContent(db, hash) ?? [])
  // Why the parents too: two variants with the same parent must not end on both sides of the split.
  const splitOf = splitter(db, [...places, ...parents], options)
  const splitted = taking.map(({ source, variants }): OutlinedSource => {
    const split = splitOf(source)
    const isHeldOut = split === 'val' || split === 'test'
    return { source, split, variants: options.variantsIn === 'train' && isHeldOut ? 0 : variants }
  })
  const leftOut = leaveOutMixes(db, mixed, { options, splitted, parents, splitOf })
  const sources = splitted.map((one) => ({
    ...one,
    variants: Math.max(0, one.variants - (leftOut.bySource.get(one.source.id) ?? 0))
  }))
  const splits: Record<string, number> = {}
  let files = 0
  for (const { split, variants } of sources) {
    const count = variants + (options.originals ? 1 : 0)
    files += count
    if (count > 0) splits[split ?? 'all'] = (splits[split ?? 'all'] ?? 0) + count
  }
  const leaks = options.split === null ? leaksOf(db, sources) : noLeaks
  const ofPlan = [...warningsFor({ sources, files, splits }, options, hasObjects(db)), ...leaks.warnings]
  // Why alone: when all that there is was left out, "nothing is accepted" would be wrong.
  const warnings = files === 0 && leftOut.ids.size > 0 ? leftOut.warnings : [...ofPlan, ...leftOut.warnings]
  return { sources, files, splits, leftOut: leftOut.ids, refusal: leaks.refusal, warnings }
}

const noLeaks: Leaks = { refusal: null, warnings: [] }

function leaksOf(db: Db, sources: readonly OutlinedSource[]): Leaks {
  if (sources.every(({ split }) => split === null)) return noLeaks
  const groups = sourceGroups(db)
  const { refusal, warnings } = findLeaks(sources, (id) => groups.get(id))
  return { refusal, warnings: [...warnings, ...splitTwins(db)] }
}

interface Mixing {
  readonly options: ExportOptions
  readonly splitted: readonly OutlinedSource[]
  readonly parents: readonly SourcePlace[]
  readonly splitOf: (source: SourcePlace) => Split | null
}

function leaveOutMixes(
  db: Db,
  mixed: readonly MixedVariant[],
  { options, splitted, parents, splitOf }: Mixing
): LeftOut {
  if (mixed.length === 0) return { ids: new Set(), bySource: new Map(), warnings: [] }
  const byContent = new Map([
    ...parents.map((source) => [source.contentHash, splitOf(source)] as const),
    ...splitted.map(({ source, split }) => [source.contentHash, split] as const)
  ])
  // Only sources whose variants are exported: what is left out anyway needs no warning.
  const bySource = new Map(
    splitted.filter(({ variants }) => variants > 0).map(({ source, split }) => [source.id, split])
  )
  return leaveOut(mixed, {
    options,
    splitOf: (hash) => byContent.get(hash),
    ownSplitOf: (id) => bySource.get(id),
    classOf: classesByContent(db)
  })
}

/** The pictures of an export, in the order of sources and copies; the same for the same catalogue. */
export function* exportItems(db: Db, options: ExportOptions): Generator<ExportItem> {
  const { sources, leftOut } = outlineExport(db, options)
  for (let at = 0; at < sources.length; at += 500) {
    const chunk = sources.slice(at, at + 500)
    const variants = chosenVariants(db, chunk, options)
    for (const { source, split } of chunk) {
      if (options.originals) yield { source, variant: null, className: source.className, split }
      for (const variant of variants.get(source.id) ?? []) {
        if (leftOut.has(variant.id)) continue
        yield { source, variant, className: variant.className, split }
      }
    }
  }
}

function splitter(
  db: Db,
  sources: readonly SourcePlace[],
  options: ExportOptions
): (source: SourcePlace) => Split | null {
  if (options.split !== null) {
    const facts = splitFacts(db)
    const withFacts = sources.map((source) => ({ ...source, ...facts.get(source.id) }))
    const assigned = assignSplits(withFacts, options.split, splitSeed)
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
  { sources, files, splits }: Pick<ExportOutline, 'sources' | 'files' | 'splits'>,
  options: ExportOptions,
  areMarked: boolean
): readonly string[] {
  if (files === 0) {
    return [
      options.include === 'accepted'
        ? 'Nothing is accepted yet: accept variants in Review, include undecided ones, or include the originals.'
        : 'There are no variants yet: draw some in Recipe, or include the originals.'
    ]
  }
  const warnings: string[] = []
  // Why not where objects are marked: their classes are the labels, unless the format knows folders only.
  const needsClass = options.format === 'folder' || !areMarked
  const unlabelled = sources.filter(({ source }) => source.className === null).length
  if (unlabelled > 0 && needsClass) {
    const where = options.format === 'folder' ? 'go into the folder "unlabelled"' : 'have no label'
    warnings.push(`${unlabelled} sources have no class; their pictures ${where}.`)
  }
  const isHeldOutEmpty = splits['val'] === undefined && splits['test'] === undefined
  if (options.split !== null && isHeldOutEmpty && options.split[0] < 100) {
    warnings.push('There are too few sources for a validation or test part.')
  }
  return warnings
}
