import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  writeSync
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { statusSchema } from '../../shared/api/types.ts'
import { type Db, durably, now, sql } from './database.ts'

/**
 * A second, plain-text copy of what a person decided, beside the catalogue. It names variants by content and not by
 * row, so it can be read into a restored catalogue, or into one whose variants were drawn again.
 *
 * Format: one JSON list a line: [time, SHA-256 of the source, of the recipe, of the profile (16 digits each), copy
 * index, status].
 */
const lineSchema = z.tuple([z.string(), z.string(), z.string(), z.string(), z.int(), statusSchema])
export type LoggedDecision = Readonly<z.infer<typeof lineSchema>>

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

function parseLines(text: string): readonly LoggedDecision[] {
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = lineSchema.safeParse(JSON.parse(line))
      return parsed.success ? [parsed.data] : []
    } catch {
      return []
    }
  })
}

function readLog(folder: string): readonly LoggedDecision[] {
  const file = logOf(folder)
  return existsSync(file) ? parseLines(readFileSync(file, 'utf8')) : []
}

/** Unit: bytes at the end of the log in which its newest line is found. */
const tailBytes = 4096

/** Time of the newest logged decision, without reading the whole log; undefined when there is none. */
function newestLogged(folder: string): string | undefined {
  if (!existsSync(logOf(folder))) return undefined
  const file = openSync(logOf(folder), 'r')
  try {
    const tail = Buffer.alloc(tailBytes)
    const length = readSync(file, tail, 0, tailBytes, Math.max(0, fstatSync(file).size - tailBytes))
    return parseLines(tail.toString('utf8', 0, length)).at(-1)?.[0]
  } finally {
    closeSync(file)
  }
}

/** True when the log holds decisions that are newer than the newest one of the catalogue: the catalogue lost some. */
export function isBehindLog(db: Db, folder: string): boolean {
  const logged = newestLogged(folder)
  if (logged === undefined) return false
  const known =
    sql<{ at: string | null }>(db, 'SELECT at FROM decision ORDER BY id DESC LIMIT 1').get()?.at ?? ''
  return logged > known
}

/**
 * Applies the last logged decision of every variant that the catalogue knows, as one act of its own that can be undone
 * like any other; returns how many it changed. The log need not grow: it says so already.
 */
export function salvageDecisions(db: Db, folder: string): number {
  const last = new Map(readLog(folder).map((line) => [line.slice(1, 5).join(' '), line]))
  return durably(db, () => {
    const at = now()
    const batch = sql(
      db,
      "INSERT INTO decision_batch (at, title, reason, size, state) VALUES (?, '', 'decision log', 0, 'done')"
    ).run(at).lastInsertRowid
    let size = 0
    for (const line of last.values()) size += salvage(db, batch, at, line)
    if (size === 0) {
      sql(db, 'DELETE FROM decision_batch WHERE id = ?').run(batch)
      return size
    }
    sql(db, "UPDATE decision_batch SET state = 'closed' WHERE state = 'undone'").run()
    const title = `Bring back ${size} ${size === 1 ? 'decision' : 'decisions'}`
    sql(db, 'UPDATE decision_batch SET title = ?, size = ? WHERE id = ?').run(title, size, batch)
    return size
  })
}

function salvage(db: Db, batch: number | bigint, at: string, line: LoggedDecision): number {
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
