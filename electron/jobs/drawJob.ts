import { z } from 'zod'
import type { DrawSource } from '../../shared/draw/drawSteps.ts'
import { drawVariant } from '../../shared/draw/drawVariant.ts'
import { profileSchema } from '../../shared/policy/profile.ts'
import { recipeSchema } from '../../shared/recipe/schema.ts'
import { annotationTexts, hasAnnotations } from '../catalogue/annotations.ts'
import { classId } from '../catalogue/classes.ts'
import { type Db, relaxed } from '../catalogue/database.ts'
import { salvageDecisions } from '../catalogue/salvage.ts'
import { getMeta } from '../catalogue/meta.ts'
import { planId } from '../catalogue/plans.ts'
import { addVariants, type NewVariant, removePendingOfOthers, rowsAtOnce } from '../catalogue/variants.ts'
import { breathe, throwIfAborted } from './abort.ts'
import { CompiledRecipes, drawnMarks, marksOf, PartnerMarks } from './drawMarks.ts'
import { namesPartners, partnerBands, partnersIn, pastes } from './partnerBands.ts'
import type { JobBody, JobContext } from './runner.ts'
import { newestVariant, type Wanted, wantedCopies, withoutDrawn } from './wantedCopies.ts'

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
  // Why kept: what an interrupted run has drawn must not change what there is to draw.
  const upTo = Number(context.before['upTo'] ?? newestVariant(db))
  const wanted = withoutDrawn(db, wantedCopies(db, plan, { ...spec, upTo }), { plan, after: upTo })
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
      context.keep({ ...tally, upTo })
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
