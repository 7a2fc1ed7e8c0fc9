import { hash } from 'node:crypto'
import { readSync } from 'node:fs'
import { type FileHandle, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AnnotationsText } from '../catalogue/annotations.ts'
import type { WrittenFile } from '../exporters/types.ts'
import { throwIfAborted } from './abort.ts'

const journalName = 'journal'

/** Files that are read back at the same time. */
const lanes = 4

/** A file that was written beside a picture. */
export interface WrittenSide {
  readonly file: string
  readonly sha256: string
  readonly bytes: number
}

/** A picture that was written, with all that is known of it. */
export interface Noted extends WrittenFile {
  /** What is marked in it, at its size; absent when nothing is or the format has no use for it. */
  readonly annotations?: AnnotationsText
  readonly sides?: readonly WrittenSide[]
}

/** Where a line of the journal is. Unit: bytes. */
export interface Line {
  readonly at: number
  readonly length: number
}

/**
 * What an export has written so far, a line of JSON each, in the order in which pictures were ready. It is both what an
 * interrupted export goes on from and where tables look things up: of a million pictures the memory holds only where
 * their lines are.
 */
export class ExportJournal {
  readonly #file: FileHandle
  #end: number
  #writing: Promise<void> = Promise.resolve()

  private constructor(file: FileHandle, end: number) {
    this.#file = file
    this.#end = end
  }

  static async open(partial: string): Promise<ExportJournal> {
    const file = await open(join(partial, journalName), 'a+')
    const { size } = await file.stat()
    const journal = new ExportJournal(file, size)
    // Why: the last line of an interrupted run may be torn.
    if (size > 0) await journal.#append(Buffer.from('\n'))
    return journal
  }

  /** Notes pictures; returns where their lines are. */
  async note(written: readonly Noted[]): Promise<readonly Line[]> {
    const texts = written.map((one) => Buffer.from(`${JSON.stringify(one)}\n`))
    let at = await this.#append(Buffer.concat(texts))
    return texts.map(({ length }) => {
      at += length
      return { at: at - length, length }
    })
  }

  /** One after the other, as several batches may end at once. Returns where the bytes begin. */
  async #append(bytes: Buffer): Promise<number> {
    const at = this.#end
    this.#end += bytes.length
    this.#writing = this.#writing.then(() => this.#file.appendFile(bytes))
    await this.#writing
    return at
  }

  read({ at, length }: Line): Noted {
    const bytes = Buffer.allocUnsafe(length)
    readSync(this.#file.fd, bytes, 0, length, at)
    return JSON.parse(bytes.toString()) as Noted
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}

/**
 * Pictures that an interrupted run wrote whole, by name. Why each is read and hashed: while an export is written nobody
 * waits for the drive, so after a power cut a file may be listed that holds less than it should, or nothing.
 */
export async function readJournal(
  partial: string,
  pictures: string,
  { sides = pictures, signal }: { readonly sides?: string; readonly signal: AbortSignal }
): Promise<ReadonlyMap<string, Line>> {
  const bytes = await readFile(join(partial, journalName)).catch(() => Buffer.alloc(0))
  const listed = new Map(lines(bytes))
  const waiting = listed.values()
  const done = new Map<string, Line>()
  const lane = async (): Promise<void> => {
    for (const { noted, line } of waiting) {
      throwIfAborted(signal)
      const isThere = await isWhole(join(pictures, noted.file), noted)
      const areBeside = await Promise.all(
        (noted.sides ?? []).map((side) => isWhole(join(sides, side.file), side))
      )
      if (isThere && areBeside.every(Boolean)) done.set(noted.file, line)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return done
}

interface Listed {
  readonly noted: Noted
  readonly line: Line
}

function* lines(bytes: Buffer): Generator<readonly [string, Listed]> {
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(0x0a, at)
    const end = newline < 0 ? bytes.length : newline + 1
    const noted = parseLine(bytes.toString('utf8', at, end))
    if (noted !== undefined) yield [noted.file, { noted, line: { at, length: end - at } }]
    at = end
  }
}

/** Why nothing for a line that cannot be read: it was torn, and means only that its file is written again. */
function parseLine(line: string): Noted | undefined {
  try {
    return JSON.parse(line) as Noted
  } catch {
    return undefined
  }
}

async function isWhole(path: string, { bytes, sha256 }: WrittenSide): Promise<boolean> {
  try {
    return (await stat(path)).size === bytes && hash('sha256', await readFile(path)) === sha256
  } catch {
    return false
  }
}
