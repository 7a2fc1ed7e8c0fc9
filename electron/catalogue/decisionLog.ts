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

/**
 * A second, plain-text copy of what a person decided, beside the catalogue. It names variants and sources by content
 * and not by row, so it can be read into a restored catalogue, or into one whose variants were drawn again.
 *
 * Format: one JSON list a line. Of a variant: [time, SHA-256 of the source, of the recipe, of the profile (16 digits
 * each), copy index, status]; of a source: [time, SHA-256 (16 digits), "class", its class or null, who gave it].
 */
const decisionSchema = z.tuple([z.string(), z.string(), z.string(), z.string(), z.int(), statusSchema])
export type LoggedDecision = Readonly<z.infer<typeof decisionSchema>>

const labelSchema = z.tuple([
  z.string(),
  z.string(),
  z.literal('class'),
  z.string().nullable(),
  z.enum(['import', 'person'])
])
export type LoggedLabel = Readonly<z.infer<typeof labelSchema>>

const lineSchema = z.union([decisionSchema, labelSchema])
export type Logged = LoggedDecision | LoggedLabel

export const isLabel = (line: Logged): line is LoggedLabel => line.length === 5

const logOf = (folder: string): string => join(folder, 'decisions.log')

/** Appends decisions and waits until the disk has them. */
export function logDecisions(folder: string, decisions: Iterable<Logged>): void {
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

function parseLines(text: string): readonly Logged[] {
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = lineSchema.safeParse(JSON.parse(line))
      return parsed.success ? [parsed.data] : []
    } catch {
      return []
    }
  })
}

export function readLog(folder: string): readonly Logged[] {
  const file = logOf(folder)
  return existsSync(file) ? parseLines(readFileSync(file, 'utf8')) : []
}

/** Unit: bytes at the end of the log in which its newest line is found. */
const tailBytes = 4096

/** Time of the newest logged decision, without reading the whole log; undefined when there is none. */
export function newestLogged(folder: string): string | undefined {
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
