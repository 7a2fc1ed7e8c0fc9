import { z } from 'zod'
import type { DrawSource } from '../../shared/draw/drawSteps.ts'
import { drawVariant } from '../../shared/draw/drawVariant.ts'
import { profileSchema } from '../../shared/policy/profile.ts'
import { recipeSchema } from '../../shared/recipe/schema.ts'
import { annotationTexts, hasAnnotations } from '../catalogue/annotations.ts'
import { classId } from '../catalogue/classes.ts'
import { type Db, relaxed, sql } from '../catalogue/database.ts'
import { salvageDecisions } from '../catalogue/salvage.ts'
import { getMeta } from '../catalogue/meta.ts'
import { planId } from '../catalogue/plans.ts'
import { addVariants, type NewVariant, removePendingOfOthers, rowsAtOnce } from '../catalogue/variants.ts'
import { breathe, throwIfAborted } from './abort.ts'
import { apportionCopies } from './apportionCopies.ts'
import { CompiledRecipes, drawnMarks, marksOf, PartnerMarks } from './drawMarks.ts'
import { namesPartners, partnerBands, partnersIn, pastes } from './partnerBands.ts'
import type { JobBody, JobContext } from './runner.ts'

const drawSpecSchema = z.strictObject({
  recipe: recipeSchema,
  profile: profileSchema,
  amount: z.union([z.strictObject({ copies: z.int().min(1) }), z.strictObject({ balance: z.int().min(1) })]),
  replacePending: z.boolean()
})
export type DrawSpec = z.infer<typeof drawSpecSchema>

/** Calls wait while a batch is drawn and written. Unit: milliseconds of drawing, about half of the whole. */
const drawingMs = 4

/** Variants in one batch at most, and so in one transaction. */
const batchSize = 1000

/** Draws the variants of a recipe in the background. Drawing again, or after a crash, adds only what is missing. */
export const drawJob: JobBody = async (context, json) => {
  const spec = drawSpecSchema.parse(json)
  const { db } = context.workspace
  const plan = relaxed(db, () => planId(db, spec.recipe, spec.profile))
  const wanted = wantedCopies(db, plan, spec)
  const tally = {
    drawn: Number(context.before['drawn'] ?? 0),
    redrawn: Number(context.before['redrawn'] ?? 0)
  }
  const total = tally.drawn + wanted.reduce((sum, { copyIndexes }) => sum + copyIndexes.length, 0)
  context.progress(tally.drawn, total)
  for (const batch of batches(drawAll(db, plan, { spec, wanted }))) {
    relaxed(db, () => {
      tally.drawn += addVariants(db, withClassIds(db, batch))
      tally.redrawn += batch.reduce((sum, { redraws }) => sum + redraws, 0)
      context.keep({ ...tally })
    })
    context.progress(tally.drawn, total)
    await breathe()
    throwIfAborted(context.signal)
  }
  // Why last: until the new variants are there, a draw that is cancelled has cost nothing.
  if (spec.replacePending) await removePending(context, plan)
  if (getMeta(db, 'isRestored') === 'true') salvageDecisions(db, context.workspace.folder)
  return tally
}

async function removePending({ workspace, signal }: JobContext, plan: number): Promise<void> {
  while (relaxed(workspace.db, () => removePendingOfOthers(workspace.db, plan, 2000)) > 0) {
    await breathe()
    throwIfAborted(signal)
  }
}

/** A source and which of its copies to draw. */
type Wanted = Omit<SourceCopies, 'existing' | 'next'> & { readonly copyIndexes: readonly number[] }

type DrawnRow = Omit<NewVariant, 'classId'> & { readonly className: string | null }

/** What is drawn within `drawingMs`, `batchSize` at most; drawing goes on when the next batch is asked for. */
function* batches(drawn: Iterable<DrawnRow>): Generator<readonly DrawnRow[]> {
  let batch: DrawnRow[] = []
  let end = performance.now() + drawingMs
  for (const variant of drawn) {
    batch.push(variant)
    const isFull = batch.length === batchSize
    const late = performance.now() - end
    // Why mostly then: the catalogue takes so many rows at once. Pictures with many marks take too long for that.
    const isDue = late >= 0 && (batch.length % rowsAtOnce === 0 || late >= 2 * drawingMs)
    if (!isFull && !isDue) continue
    yield batch
    batch = []
    end = performance.now() + drawingMs
  }
  if (batch.length > 0) yield batch
}

/** Sources whose marks are read at once. */
const markedAtOnce = 200

/** Draws one variant after the other, in the order of sources and copies. */
function* drawAll(
  db: Db,
  planId: number,
  { spec: { recipe, profile }, wanted }: { spec: DrawSpec; wanted: readonly Wanted[] }
): Generator<DrawnRow> {
  const bands = namesPartners(recipe) ? partnerBands(db, { withOutlines: pastes(recipe) }) : undefined
  const recipes = new CompiledRecipes(recipe, profile)
  const isMarked = hasAnnotations(db)
  const partnerMarks = isMarked && bands !== undefined ? { markedPartners: new PartnerMarks(db) } : {}
  for (let at = 0; at < wanted.length; at += markedAtOnce) {
    const chunk = wanted.slice(at, at + markedAtOnce)
    const texts = isMarked
      ? annotationTexts(
          db,
          chunk.map(({ id }) => id)
        )
      : undefined
    for (const { id: sourceId, className, copyIndexes, ...picture } of chunk) {
      const marks = marksOf(texts?.get(sourceId))
      const own = recipes.for({ className, marks })
      const source: DrawSource = {
        ...picture,
        ...partnersIn(bands, sourceId),
        ...(marks === undefined ? {} : { annotations: drawnMarks({ marks, size: picture }) }),
        ...partnerMarks
      }
      for (const copyIndex of copyIndexes) {
        const { steps, classNames, redraws, leastVisible } = drawVariant(own, source, copyIndex)
        // Why: without a class of its own the names are those of what is marked in it.
        const label = className === null ? null : (classNames[0] ?? null)
        const parameters = JSON.stringify(steps)
        yield { sourceId, planId, copyIndex, className: label, parameters, redraws, leastVisible }
      }
    }
  }
}

/** Looks up, or makes, each class once. */
function withClassIds(db: Db, drawn: readonly DrawnRow[]): readonly NewVariant[] {
  const ids = new Map<string, number>()
  const idOf = (name: string): number => {
    const id = ids.get(name) ?? classId(db, name)
    ids.set(name, id)
    return id
  }
  return drawn.map(({ className, ...variant }) => ({
    ...variant,
    classId: className === null ? null : idOf(className)
  }))
}

interface SourceCopies {
  readonly id: number
  readonly contentHash: string
  readonly className: string | null
  readonly width: number
  readonly height: number
  /** Copies of this plan that exist, and the first index that is free after them. */
  readonly existing: number
  readonly next: number
}

function wantedCopies(db: Db, plan: number, { amount, replacePending }: DrawSpec): readonly Wanted[] {
  const sources = sql<SourceCopies>(
    db,
    `SELECT source.id, content_hash AS contentHash, class.name AS className, width, height,
       count(variant.id) AS existing, coalesce(max(variant.copy_index) + 1, 0) AS next
     FROM source LEFT JOIN class ON class.id = source.class_id
     LEFT JOIN variant ON variant.source_id = source.id AND variant.plan_id = ?
     WHERE source.state = 'ok' GROUP BY source.id ORDER BY source.id`
  ).all(plan)
  return 'copies' in amount
    ? sources.flatMap((source) => missingCopies(db, plan, { source, copies: amount.copies }))
    : balancedCopies(db, sources, { target: amount.balance, plan, replacePending })
}

function missingCopies(
  db: Db,
  plan: number,
  { source, copies }: { source: SourceCopies; copies: number }
): readonly Wanted[] {
  if (source.existing >= copies && source.next === source.existing) return []
  const there = new Set(
    source.existing === 0
      ? []
      : sql<{ copyIndex: number }>(
          db,
          'SELECT copy_index AS copyIndex FROM variant WHERE source_id = ? AND plan_id = ?'
        )
          .all(source.id, plan)
          .map(({ copyIndex }) => copyIndex)
  )
  const copyIndexes = Array.from({ length: copies }, (_, index) => index).filter((index) => !there.has(index))
  return copyIndexes.length === 0 ? [] : [wanted(source, copyIndexes)]
}

/**
 * Up to `target` variants for every class: those that exist, were not rejected and will not be replaced count; rare
 * classes get more each.
 */
function balancedCopies(
  db: Db,
  sources: readonly SourceCopies[],
  { target, plan, replacePending }: { target: number; plan: number; replacePending: boolean }
): readonly Wanted[] {
  const have = new Map(
    sql<{ className: string | null; n: number }>(
      db,
      `SELECT class.name AS className, count(*) AS n FROM variant JOIN source ON source.id = variant.source_id
       LEFT JOIN class ON class.id = source.class_id WHERE status <> 'rejected' AND (@keepsAll = 1 OR status = 'accepted' OR plan_id = @plan)
       GROUP BY source.class_id`
    )
      .all({ keepsAll: replacePending ? 0 : 1, plan })
      .map(({ className, n }) => [className, n])
  )
  const byClass = Map.groupBy(sources, ({ className }) => className)
  return [...byClass].flatMap(([className, own]) => {
    const missing = Math.max(0, target - (have.get(className) ?? 0))
    const more = apportionCopies(
      own.map(({ next }) => next),
      missing
    )
    return own.flatMap((source, index) => {
      const copyIndexes = Array.from({ length: more[index] ?? 0 }, (_, offset) => source.next + offset)
      return copyIndexes.length === 0 ? [] : [wanted(source, copyIndexes)]
    })
  })
}

const wanted = (
  { id, contentHash, className, width, height }: SourceCopies,
  copyIndexes: number[]
): Wanted => ({
  id,
  contentHash,
  className,
  width,
  height,
  copyIndexes
})
