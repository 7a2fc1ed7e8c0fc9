import { doBatch } from './batches.ts'
import { classId } from './classes.ts'
import { type Db, sql } from './database.ts'
import {
  isLabel,
  type Logged,
  type LoggedDecision,
  type LoggedLabel,
  newestLogged,
  readLog
} from './decisionLog.ts'
import { applyLabels } from './labels.ts'

/** True when the log holds decisions that are newer than the newest one of the catalogue: the catalogue lost some. */
export function isBehindLog(db: Db, folder: string): boolean {
  const logged = newestLogged(folder)
  if (logged === undefined) return false
  const newest = (table: 'decision' | 'labelling'): string =>
    sql<{ at: string }>(db, `SELECT at FROM ${table} ORDER BY id DESC LIMIT 1`).get()?.at ?? ''
  return logged > newest('decision') && logged > newest('labelling')
}

const keyOf = (line: Logged): string => (isLabel(line) ? `${line[1]} class` : line.slice(1, 5).join(' '))

/**
 * Applies the last logged decision of every variant and the last class of every source that the catalogue knows, as one
 * act of its own that can be undone like any other; returns how many it changed. The log need not grow: it says so
 * already.
 */
export function salvageDecisions(db: Db, folder: string): number {
  const last = [...new Map(readLog(folder).map((line) => [keyOf(line), line])).values()]
  const { changed } = doBatch(db, {
    reason: 'decision log',
    titleOf: (size) => `Bring back ${size} ${size === 1 ? 'decision' : 'decisions'}`,
    work: (batch, at) => {
      let size = 0
      for (const line of last) size += isLabel(line) ? salvageLabel(db, { batch, at }, line) : 0
      if (size > 0) applyLabels(db, batch, 'do')
      for (const line of last) size += isLabel(line) ? 0 : salvageDecision(db, { batch, at }, line)
      return size
    }
  })
  return changed
}

interface Salvage {
  readonly batch: number
  readonly at: string
}

function salvageLabel(db: Db, { batch, at }: Salvage, [, source, , className, by]: LoggedLabel): number {
  const to = className === null ? null : classId(db, className)
  return sql(
    db,
    `INSERT INTO labelling (batch_id, act, at, source_id, class_before, class_after, by_before, by_after)
     SELECT @batch, 'do', @at, id, class_id, @to, labelled_by, @by FROM source
     WHERE content_hash >= @source AND content_hash < @source || 'g' AND class_id IS NOT @to`
  ).run({ batch, at, source, to, by }).changes
}

function salvageDecision(db: Db, { batch, at }: Salvage, line: LoggedDecision): number {
  const [, source, recipe, profile, copyIndex, status] = line
  const found = sql<{ id: number; status: string }>(
    db,
    `SELECT variant.id, variant.status FROM source
     JOIN variant ON variant.source_id = source.id AND copy_index = @copyIndex
     JOIN plan ON plan.id = variant.plan_id
     JOIN recipe ON recipe.id = plan.recipe_id AND substr(recipe.hash, 1, 16) = @recipe
     JOIN profile_snapshot ON profile_snapshot.id = plan.profile_id AND substr(profile_snapshot.hash, 1, 16) = @profile
     WHERE source.content_hash >= @source AND source.content_hash < @source || 'g' AND variant.status <> @status`
  ).all({ copyIndex, source, recipe, profile, status })
  for (const { id, status: before } of found) {
    sql(
      db,
      `INSERT INTO decision (batch_id, act, at, variant_id, status_before, status_after) VALUES (?, 'do', ?, ?, ?, ?)`
    ).run(batch, at, id, before, status)
    sql(db, 'UPDATE variant SET status = ? WHERE id = ?').run(status, id)
  }
  return found.length
}
