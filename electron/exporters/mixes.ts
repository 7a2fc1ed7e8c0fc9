import type { ExportOptions, Split, VariantStatus } from '../../shared/api/types.ts'
import { type ClassOf, labelShares } from '../../shared/annotations/softLabels.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { type StepsText, stepsWithPartners } from '../../shared/recipe/stepsText.ts'
import { transformSpec } from '../../shared/transforms/index.ts'
import { partnersOf } from '../../shared/transforms/spec.ts'
import { type Db, sql } from '../catalogue/database.ts'
import type { SourcePlace } from '../catalogue/sources.ts'
import { exporterById } from './index.ts'
import type { ExportContext } from './types.ts'

/** A variant into which other sources were mixed. */
export interface MixedVariant {
  readonly id: number
  readonly sourceId: number
  readonly className: string | null
  readonly parameters: StepsText
}

const isMix = ({ transform }: { readonly transform: string }): boolean =>
  transformSpec(transform)?.partners?.role === 'mix'

/** Content hashes of the pictures whose pixels are part of a variant; references for colours are not. */
export const mixedInto = (parameters: StepsText): readonly string[] =>
  stepsWithPartners(parameters).filter(isMix).flatMap(partnersOf)

/** The mixed variants of the given statuses. Only recipes that mix are looked at, so others cost nothing. */
export function mixedVariants(db: Db, statuses: readonly VariantStatus[]): readonly MixedVariant[] {
  const plans = sql<{ id: number; json: string }>(
    db,
    'SELECT plan.id, recipe.json FROM plan JOIN recipe ON recipe.id = recipe_id'
  ).all()
  const mixing = plans.filter(({ json }) => (JSON.parse(json) as Recipe).steps.some(isMix))
  if (mixing.length === 0) return []
  const rows = sql<MixedVariant>(
    db,
    `SELECT variant.id, source_id AS sourceId, class.name AS className, parameters
     FROM variant LEFT JOIN class ON class.id = variant.class_id
     WHERE plan_id IN (SELECT value FROM json_each(?)) AND status IN (SELECT value FROM json_each(?))
       AND instr(parameters, '"partners":') > 0`
  ).all(JSON.stringify(mixing.map(({ id }) => id)), JSON.stringify(statuses))
  return rows.filter(({ parameters }) => mixedInto(parameters).length > 0)
}

/** Class of every source by its content. */
export function classesByContent(db: Db): ClassOf {
  const rows = sql<{ contentHash: string; className: string | null }>(
    db,
    `SELECT content_hash AS contentHash, class.name AS className
     FROM source LEFT JOIN class ON class.id = source.class_id
     WHERE content_hash IS NOT NULL ORDER BY state = 'ok', source.id DESC`
  ).all()
  // Why the last one counts: usable sources come last, and of several the first that was imported.
  const known = new Map(rows.map(({ contentHash, className }) => [contentHash, className]))
  return (contentHash) => known.get(contentHash)
}

/** The classes of all pictures of an export and of all sources. */
export function pictureClasses(
  db: Db,
  items: readonly { readonly className: string | null }[]
): Pick<ExportContext, 'pictureClasses' | 'classOf'> {
  const ofSources = sql<{ name: string }>(
    db,
    `SELECT name FROM class WHERE id IN (SELECT class_id FROM source WHERE state = 'ok')`
  ).all()
  const names = new Set(ofSources.map(({ name }) => name))
  for (const { className } of items) if (className !== null) names.add(className)
  return { pictureClasses: [...names].sort(), classOf: classesByContent(db) }
}

/** Sources that are part of an export only by what was mixed into others. */
export function parentsOf(mixed: readonly MixedVariant[], places: readonly SourcePlace[]): readonly string[] {
  const there = new Set(places.map(({ contentHash }) => contentHash))
  return [...new Set(mixed.flatMap(({ parameters }) => mixedInto(parameters)))].filter(
    (hash) => !there.has(hash)
  )
}

export interface LeftOut {
  readonly ids: ReadonlySet<number>
  readonly bySource: ReadonlyMap<number, number>
  readonly warnings: readonly string[]
}

export interface MixRules {
  readonly options: ExportOptions
  /** The split of a source by its content; undefined when it is not known. */
  readonly splitOf: (contentHash: string) => Split | null | undefined
  readonly ownSplitOf: (sourceId: number) => Split | null | undefined
  readonly classOf: ClassOf
}

/**
 * The mixed variants that an export must leave out: those whose parents would be torn into different splits, those
 * with a parent of which the class is not known, and, where the format holds one label a picture, those with several.
 */
export function leaveOut(mixed: readonly MixedVariant[], rules: MixRules): LeftOut {
  const torn = new Set<number>()
  const unknown = new Set<number>()
  const soft = new Set<number>()
  const bySource = new Map<number, number>()
  for (const variant of mixed) {
    const own = rules.ownSplitOf(variant.sourceId)
    if (own === undefined) continue
    const shares = labelShares(stepsWithPartners(variant.parameters), variant.className, rules.classOf)
    const isTorn = mixedInto(variant.parameters).some((hash) => (rules.splitOf(hash) ?? own) !== own)
    if (isTorn) torn.add(variant.id)
    else if (shares.size > 1 && shares.has(null)) unknown.add(variant.id)
    else if (shares.size > 1 && holdsOneClass(rules.options.format)) soft.add(variant.id)
    else continue
    bySource.set(variant.sourceId, (bySource.get(variant.sourceId) ?? 0) + 1)
  }
  const warnings = [
    sentence(torn.size, 'because the pictures mixed in them fall into different splits'),
    sentence(unknown.size, 'because a picture mixed into them has no class'),
    sentence(soft.size, 'because their labels are shared between classes; the format "labels" holds them')
  ].flat()
  return { ids: new Set([...torn, ...unknown, ...soft]), bySource, warnings }
}

function holdsOneClass(format: ExportOptions['format']): boolean {
  const { holds } = exporterById(format)
  return holds.includes('class') && !holds.includes('softLabels')
}

function sentence(count: number, why: string): readonly string[] {
  if (count === 0) return []
  return [count === 1 ? `1 variant is left out ${why}.` : `${count} variants are left out, ${why}.`]
}
