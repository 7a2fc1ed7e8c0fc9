import { mirroredLabel } from '../../shared/policy/profile.ts'
import { decompose, netView } from '../../shared/policy/net.ts'
import { lower } from '../../shared/recipe/lower.ts'
import { stepsOf, type StepsText } from '../../shared/recipe/stepsText.ts'
import { type Act, type ActKind, doBatch } from './batches.ts'
import { classId } from './classes.ts'
import { type Db, sql } from './database.ts'
import { logDecisions, type LoggedLabel } from './decisionLog.ts'
import { getPlan } from './plans.ts'
import { inFolder } from './sources.ts'

export type WhichSources =
  | { readonly ids: readonly number[] }
  /** Name of a folder below the import root, with all below it; '' for pictures that lie in none. */
  | { readonly folder: string }
  | { readonly unlabelled: true }

interface Selection {
  readonly condition: string
  readonly values: Record<string, string>
}

function selection(which: WhichSources): Selection {
  if ('ids' in which)
    return {
      condition: 'id IN (SELECT value FROM json_each(@ids)) AND content_hash IS NOT NULL',
      values: { ids: JSON.stringify(which.ids) }
    }
  if ('unlabelled' in which) return { condition: "state = 'ok' AND class_id IS NULL", values: {} }
  const { folder } = which
  return {
    condition: `state = 'ok' AND ${inFolder(folder)}`,
    values: folder === '' ? {} : { folder }
  }
}

const titleOf = (className: string | null, size: number): string => {
  const what = `${size} ${size === 1 ? 'source' : 'sources'}`
  return className === null ? `Take the class from ${what}` : `Label ${what} "${className}"`
}

/**
 * Gives sources a class, or takes it from them, as one act that can be undone; their variants follow. On the disk when
 * it returns: in the catalogue and in the log beside it. Sources that have the class already are not part of the act.
 */
export function labelSources(
  db: Db,
  folder: string,
  { which, className }: { readonly which: WhichSources; readonly className: string | null }
): Act {
  const { condition, values } = selection(which)
  const { batchId, changed, title } = doBatch(db, {
    reason: '',
    titleOf: (size) => titleOf(className, size),
    work: (batch, at) => {
      const to = className === null ? null : classId(db, className)
      const size = sql(
        db,
        `INSERT INTO labelling (batch_id, act, at, source_id, class_before, class_after, by_before, by_after)
         SELECT @batch, 'do', @at, id, class_id, @to, labelled_by, 'person' FROM source
         WHERE ${condition} AND class_id IS NOT @to`
      ).run({ ...values, batch, at, to }).changes
      applyLabels(db, batch, 'do')
      return size
    }
  })
  if (batchId !== undefined) logDecisions(folder, loggedLabels(db, batchId, 'do'))
  return { changed, title }
}

/** Stores and does the labels of an act again, or takes them back; returns of how many sources. */
export function repeatLabels(
  db: Db,
  batchId: number,
  { act, at }: { readonly act: 'undo' | 'redo'; readonly at: string }
): number {
  const [before, after] = act === 'undo' ? ['after', 'before'] : ['before', 'after']
  sql(
    db,
    `INSERT INTO labelling (batch_id, act, at, source_id, class_before, class_after, by_before, by_after)
     SELECT batch_id, @act, @at, source_id, class_${before}, class_${after}, by_${before}, by_${after}
     FROM labelling WHERE batch_id = @batchId AND act = 'do'`
  ).run({ batchId, act, at })
  return applyLabels(db, batchId, act)
}

/** Gives the act's sources, and their variants, the class that its rows of this kind say; returns of how many sources. */
export function applyLabels(db: Db, batchId: number, act: ActKind): number {
  const changed = sql(
    db,
    `UPDATE source SET class_id = labelling.class_after, labelled_by = labelling.by_after
     FROM labelling WHERE batch_id = @batchId AND act = @act AND labelling.source_id = source.id`
  ).run({ batchId, act }).changes
  if (changed > 0) relabelVariants(db, batchId, act)
  return changed
}

/** Variants get the class that they would be drawn with: that of their source, or the one that it swaps with mirrored. */
function relabelVariants(db: Db, batchId: number, act: ActKind): void {
  sql(
    db,
    `UPDATE variant SET class_id = labelling.class_after
     FROM labelling WHERE batch_id = @batchId AND act = @act AND labelling.source_id = variant.source_id`
  ).run({ batchId, act })
  const given = sql<{ planId: number; className: string }>(
    db,
    `SELECT DISTINCT plan_id AS planId, class.name AS className FROM labelling
     JOIN class ON class.id = class_after JOIN variant ON variant.source_id = labelling.source_id
     WHERE batch_id = @batchId AND act = @act`
  ).all({ batchId, act })
  for (const { planId, className } of given) swapMirrored(db, { batchId, act, planId, className })
}

interface Given {
  readonly batchId: number
  readonly act: ActKind
  readonly planId: number
  readonly className: string
}

interface DrawnRow {
  readonly id: number
  readonly parameters: StepsText
  readonly width: number
  readonly height: number
}

function swapMirrored(db: Db, { batchId, act, planId, className }: Given): void {
  const plan = getPlan(db, planId)
  const swapped = plan === undefined ? className : mirroredLabel(plan.profile, className)
  if (plan === undefined || swapped === className) return
  const rows = sql<DrawnRow>(
    db,
    `SELECT variant.id, parameters, source.width, source.height FROM labelling
     JOIN source ON source.id = labelling.source_id
     JOIN variant ON variant.source_id = source.id AND plan_id = @planId
     WHERE batch_id = @batchId AND act = @act AND class_after = (SELECT id FROM class WHERE name = @className)`
  ).all({ batchId, act, planId, className })
  const swappedId = classId(db, swapped)
  const give = sql(db, 'UPDATE variant SET class_id = ? WHERE id = ?')
  for (const { id, parameters, width, height } of rows) {
    const size = { width, height }
    const lowered = lower(stepsOf(parameters), size, plan.recipe.fillMode)
    if (decompose(netView(lowered, size), size).isMirrored) give.run(swappedId, id)
  }
}

export function loggedLabels(db: Db, batchId: number, act: ActKind): readonly LoggedLabel[] {
  return sql<LoggedLabel>(
    db,
    `SELECT max(labelling.at), substr(source.content_hash, 1, 16), 'class', class.name, source.labelled_by
     FROM labelling JOIN source ON source.id = labelling.source_id LEFT JOIN class ON class.id = source.class_id
     WHERE batch_id = ? AND act = ? AND source.content_hash IS NOT NULL GROUP BY labelling.source_id`
  )
    .raw()
    .all(batchId, act) as LoggedLabel[]
}
