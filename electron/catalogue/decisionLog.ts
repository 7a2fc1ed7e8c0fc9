import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { VariantStatus } from '../../shared/api/types.ts'
import { type Db, relaxed, sql } from './database.ts'

/**
 * A second, plain-text copy of what a person decided, beside the catalogue. It names variants by content and not by
 * row, so it can be read into a restored catalogue, or into one whose variants were drawn again.
 *
 * Format: one JSON list a line: [time, SHA-256 of the source, of the recipe, of the profile (16 digits each), copy
 * index, status].
 */
export type LoggedDecision = readonly [
  at: string,
  source: string,
  recipe: string,
  profile: string,
  copyIndex: number,
  status: VariantStatus
]

const logOf = (folder: string): string => join(folder, 'decisions.log')

/** Appends decisions and waits until the disk has them. */
export function logDecisions(folder: string, decisions: Iterable<LoggedDecision>): void {
  const lines: string[] = []
  for (const decision of decisions) lines.push(JSON.stringify(decision))
  if (lines.length === 0) return
  const file = openSync(logOf(folder), 'a')
  try {
    // Why the line break in front: a line torn by a crash then spoils no other one.
    writeSync(file, `\n${lines.join('\n')}\n`)
    fdatasyncSync(file)
  } finally {
    closeSync(file)
  }
}

function readLog(folder: string): readonly LoggedDecision[] {
  const file = logOf(folder)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const parsed = JSON.parse(line) as LoggedDecision
        return Array.isArray(parsed) && parsed.length === 6 ? [parsed] : []
      } catch {
        return []
      }
    })
}

/** Applies the last logged decision of every variant that the catalogue knows; returns how many it changed. */
export function salvageDecisions(db: Db, folder: string): number {
  const last = new Map(readLog(folder).map((line) => [line.slice(1, 5).join(' '), line]))
  const update = sql(
    db,
    `UPDATE variant SET status = ?1
     WHERE copy_index = ?2 AND status <> ?1
       AND source_id IN (SELECT id FROM source WHERE content_hash >= ?3 AND content_hash < ?3 || 'g')
       AND plan_id IN (
         SELECT plan.id FROM plan
         JOIN recipe ON recipe.id = plan.recipe_id AND substr(recipe.hash, 1, 16) = ?4
         JOIN profile_snapshot ON profile_snapshot.id = plan.profile_id AND substr(profile_snapshot.hash, 1, 16) = ?5)`
  )
  return relaxed(db, () => {
    let changed = 0
    for (const [, source, recipe, profile, copyIndex, status] of last.values()) {
      changed += update.run(status, copyIndex, source, recipe, profile).changes
    }
    return changed
  })
}
