import { Piscina } from 'piscina'
import { z } from 'zod'
import { profileSchema } from '../../shared/policy/profile.ts'
import { recipeSchema } from '../../shared/recipe/schema.ts'
import { classId } from '../catalogue/classes.ts'
import { type Db, relaxed, sql } from '../catalogue/database.ts'
import { salvageDecisions } from '../catalogue/decisionLog.ts'
import { getMeta } from '../catalogue/meta.ts'
import { planId } from '../catalogue/plans.ts'
import { addVariant, removePendingOfOthers } from '../catalogue/variants.ts'
import { breathe, throwIfAborted } from './abort.ts'
import type { BandHashes, DrawnRow, DrawRequest } from './drawMessage.ts'
import { namesPartners, type PartnerBands, partnerBands } from './partnerBands.ts'
import type { JobBody, JobContext } from './runner.ts'
import { workerFile } from './workerFile.ts'
import { apportionCopies } from './apportionCopies.ts'

const drawSpecSchema = z.strictObject({
  recipe: recipeSchema,
  profile: profileSchema,
  amount: z.union([z.strictObject({ copies: z.int().min(1) }), z.strictObject({ balance: z.int().min(1) })]),
  replacePending: z.boolean()
})
export type DrawSpec = z.infer<typeof drawSpecSchema>

/** Variants in one message to a drawing thread, and so in one transaction: about 10 ms of each. */
const batchSize = 1000

/** Why not more: writing the rows takes about half as long as drawing them. */
const maxThreads = 2

/** Draws the variants of a recipe in the background. Drawing again, or after a crash, adds only what is missing. */
export const drawJob: JobBody = async (context, json) => {
  const spec = drawSpecSchema.parse(json)
  const { db } = context.workspace
  const plan = relaxed(db, () => planId(db, spec.recipe, spec.profile))
  const bands = namesPartners(spec.recipe) ? partnerBands(db) : undefined
  const wanted = wantedCopies(db, plan, spec).map((source) => inBand(source, bands))
  const tally = {
    drawn: Number(context.before['drawn'] ?? 0),
    redrawn: Number(context.before['redrawn'] ?? 0)
  }
  const total = tally.drawn + wanted.reduce((sum, { copyIndexes }) => sum + copyIndexes.length, 0)
  const threads = new Piscina({
    filename: workerFile('drawWorker').href,
    maxThreads,
    idleTimeout: 5000,
    // Why with the thread and not with the message: it may be a hundred thousand hashes.
    workerData: (bands?.hashes ?? {}) satisfies BandHashes
  })
  context.progress(tally.drawn, total)
  try {
    for await (const rows of drawInOrder(threads, batches(wanted), { spec, signal: context.signal })) {
      relaxed(db, () => {
        tally.drawn += addRows(db, plan, rows)
        tally.redrawn += rows.reduce((sum, { redraws }) => sum + redraws, 0)
        context.keep({ ...tally })
      })
      context.progress(tally.drawn, total)
      await breathe()
      throwIfAborted(context.signal)
    }
  } finally {
    await threads.destroy()
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

type Wanted = DrawRequest['sources'][number]
type Batch = readonly Wanted[]

function inBand(source: Wanted, bands: PartnerBands | undefined): Wanted {
  const band = bands?.bandOf.get(source.id)
  return band === undefined ? source : { ...source, band }
}

function* batches(wanted: readonly Wanted[]): Generator<Batch> {
  let batch: Wanted[] = []
  let size = 0
  for (const source of wanted) {
    for (let at = 0; at < source.copyIndexes.length; at += batchSize) {
      const copyIndexes = source.copyIndexes.slice(at, at + batchSize)
      batch.push({ ...source, copyIndexes })
      size += copyIndexes.length
      if (size < batchSize) continue
      yield batch
      batch = []
      size = 0
    }
  }
  if (batch.length > 0) yield batch
}

/** Keeps a few batches ahead of the writer, and hands them over in order, so that rows have the same ids every time. */
async function* drawInOrder(
  threads: Piscina,
  source: Iterable<Batch>,
  { spec: { recipe, profile }, signal }: { spec: DrawSpec; signal: AbortSignal }
): AsyncGenerator<readonly DrawnRow[]> {
  const ahead: Promise<readonly DrawnRow[]>[] = []
  for (const sources of source) {
    throwIfAborted(signal)
    const drawing = threads.run({ recipe, profile, sources } satisfies DrawRequest) as Promise<
      readonly DrawnRow[]
    >
    // Why: a batch that fails while an earlier one is awaited must not count as unhandled; it is thrown in its turn.
    drawing.catch(() => undefined)
    ahead.push(drawing)
    const next = ahead.length > 3 ? ahead.shift() : undefined
    if (next !== undefined) yield await next
  }
  for (const last of ahead) yield await last
}

function addRows(db: Db, plan: number, rows: readonly DrawnRow[]): number {
  let added = 0
  for (const { sourceId, copyIndex, className, parameters, redraws } of rows) {
    const isNew = addVariant(db, {
      sourceId,
      planId: plan,
      copyIndex,
      classId: className === null ? null : classId(db, className),
      parameters,
      redraws
    })
    if (isNew) added++
  }
  return added
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
