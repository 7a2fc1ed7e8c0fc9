import { type FileHandle, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { WrittenFile } from '../exporters/types.ts'

const journalName = 'journal'

export type Journal = ReadonlyMap<string, WrittenFile>

/**
 * Files that an interrupted run wrote whole, by name. A torn last line is left out, and so its file is written again.
 */
export async function readJournal(partial: string, files: string): Promise<Journal> {
  const text = await readFile(join(partial, journalName), 'utf8').catch(() => '')
  const done = new Map<string, WrittenFile>()
  for (const line of text.split('\n')) {
    try {
      const written = JSON.parse(line) as WrittenFile
      if ((await stat(join(files, written.file))).size === written.bytes) done.set(written.file, written)
    } catch {
      // Why nothing: a line that cannot be read, or a file that is gone, means only that it is written again.
    }
  }
  return done
}

/** Batches of files that may wait for the drive before the job waits for it too. */
const maxBehind = 8

/**
 * Files that wait for the drive at the same time. Why few: they take threads of libuv's pool, in which sources are
 * decoded too. Why no thread of our own: starting it costs as much as some hundreds of files.
 */
const lanes = 2

/**
 * Notes files only when they are on the drive, so that the journal holds after a power cut as well. The drive is waited
 * for while the next pictures are made.
 */
export class JournalWriter {
  readonly #files: string
  readonly #journal: FileHandle
  readonly #behind = new Set<Promise<void>>()
  #last: Promise<void> = Promise.resolve()
  #trouble: Error | undefined

  static async open(partial: string, files: string): Promise<JournalWriter> {
    return new JournalWriter(files, await open(join(partial, journalName), 'a'))
  }

  private constructor(files: string, journal: FileHandle) {
    this.#files = files
    this.#journal = journal
  }

  /** Takes files that were written; waits while too many others are before them. Throws what the drive had to say. */
  async add(written: readonly WrittenFile[]): Promise<void> {
    this.#throwTrouble()
    if (written.length === 0) return
    this.#last = this.#last.then(() => this.#note(written))
    const work = this.#last
      .catch((error: unknown) => {
        this.#trouble ??= error as Error
      })
      .finally(() => this.#behind.delete(work))
    this.#behind.add(work)
    while (this.#behind.size > maxBehind) await Promise.race(this.#behind)
    this.#throwTrouble()
  }

  /** Waits until all that was added is on the drive. */
  async settle(): Promise<void> {
    await Promise.all(this.#behind)
    this.#throwTrouble()
  }

  async close(): Promise<void> {
    await Promise.all(this.#behind)
    await this.#journal.close()
  }

  async #note(written: readonly WrittenFile[]): Promise<void> {
    const waiting = written.values()
    const lane = async (): Promise<void> => {
      for (const { file } of waiting) await syncFile(join(this.#files, file))
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    await this.#journal.write(written.map((one) => `${JSON.stringify(one)}\n`).join(''))
  }

  #throwTrouble(): void {
    if (this.#trouble !== undefined) throw this.#trouble
  }
}

async function syncFile(path: string): Promise<void> {
  // Why for writing too: Windows refuses to flush a file that was opened for reading.
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
