import type { VariantFilter, VariantStatus } from '../../shared/api/types.ts'
import { type Act, type ActKind, type Batch, doBatch, redoable, undoable } from './batches.ts'
import { type Db, durably, now, sql } from './database.ts'
import { type LoggedDecision, logDecisions } from './decisionLog.ts'
import { loggedLabels, repeatLabels } from './labels.ts'
import { filterSql } from './variants.ts'

export { type Act, redoable, undoable } from './batches.ts'

export type Which = { readonly ids: readonly number[] } | { readonly filter: VariantFilter }

const verbs: Readonly<Record<VariantStatus, string>> = {
  accepted: 'Accept',
  rejected: 'Reject',
  pending: 'Set undecided:'
}
const titleOf = (status: VariantStatus, n: number): string =>
  `${verbs[status]} ${n} ${n === 1 ? 'variant' : 'variants'}`

function selection(which: Which): { condition: string; values: Record<string, string> } {
  if ('filter' in which) return filterSql(which.filter)
  return {
    condition: 'variant.id IN (SELECT value FROM json_each(@ids))',
    values: { ids: JSON.stringify(which.ids) }
  }
}

/**
 * Decides variants as one act that can be undone. On the disk when it returns: in the catalogue and in the log beside
 * it. Variants that have the status already are not part of the act.
 */
export function decide(
  db: Db,
  folder: string,
  { which, status, reason }: { which: Which; status: VariantStatus; reason: string }
): Act {
  const { condition, values } = selection(which)
  const { batchId, changed, title } = doBatch(db, {
    reason,
    titleOf: (size) => titleOf(status, size),
    work: (id, at) => {
      const size = sql(
        db,
        `INSERT INTO decision (batch_id, act, at, variant_id, status_before, status_after)
         SELECT @id, 'do', @at, id, status, @to FROM variant WHERE ${condition} AND status <> @to`
      ).run({ ...values, id, at, to: status }).changes
      applyAct(db, id, 'do')
      return size
    }
  })
  if (batchId !== undefined) logDecisions(folder, loggedAct(db, batchId, 'do'))
  return { changed, title }
}

/** Sets the status of the act's variants as its newest rows of this kind say. */
function applyAct(db: Db, batchId: number, act: ActKind): number {
  return sql(
    db,
    `UPDATE variant SET status = decision.status_after
     FROM decision WHERE decision.batch_id = @batchId AND decision.act = @act AND decision.variant_id = variant.id`
  ).run({ batchId, act }).changes
}

function loggedAct(db: Db, batchId: number, act: ActKind): readonly LoggedDecision[] {
  return sql<LoggedDecision>(
    db,
    `SELECT max(decision.at), substr(source.content_hash, 1, 16), substr(recipe.hash, 1, 16),
       substr(profile_snapshot.hash, 1, 16), variant.copy_index, variant.status
     FROM decision JOIN variant ON variant.id = decision.variant_id
     JOIN source ON source.id = variant.source_id JOIN plan ON plan.id = variant.plan_id
     JOIN recipe ON recipe.id = plan.recipe_id JOIN profile_snapshot ON profile_snapshot.id = plan.profile_id
     WHERE decision.batch_id = ? AND decision.act = ? GROUP BY decision.variant_id`
  )
    .raw()
    .all(batchId, act) as LoggedDecision[]
}

export function undo(db: Db, folder: string): Act {
  return repeat(db, folder, { batch: undoable(db), act: 'undo', state: 'undone' })
}

export function redo(db: Db, folder: string): Act {
  return repeat(db, folder, { batch: redoable(db), act: 'redo', state: 'done' })
}

function repeat(
  db: Db,
  folder: string,
  { batch, act, state }: { batch: Batch | undefined; act: 'undo' | 'redo'; state: 'undone' | 'done' }
): Act {
  if (batch === undefined) return { changed: 0, title: null }
  const [before, after] =
    act === 'undo' ? ['status_after', 'status_before'] : ['status_before', 'status_after']
  const changed = durably(db, () => {
    const at = now()
    // Why delete-free: an act that is undone and redone twice leaves all four rows in the log; only the newest count.
    sql(
      db,
      `INSERT INTO decision (batch_id, act, at, variant_id, status_before, status_after)
       SELECT batch_id, @act, @at, variant_id, ${before}, ${after} FROM decision WHERE batch_id = @id AND act = 'do'`
    ).run({ id: batch.id, act, at })
    sql(db, 'UPDATE decision_batch SET state = ? WHERE id = ?').run(state, batch.id)
    return applyAct(db, batch.id, act) + repeatLabels(db, batch.id, { act, at })
  })
  logDecisions(folder, [...loggedAct(db, batch.id, act), ...loggedLabels(db, batch.id, act)])
  return { changed, title: batch.title }
}
