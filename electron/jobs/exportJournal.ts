import { type FileHandle, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import type { WrittenFile } from '../exporters/types.ts'
import type { SyncTrouble } from './syncWorker.ts'
import { workerFile } from './workerFile.ts'

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
 * Notes files only when they are on the drive, so that the journal holds after a power cut as well. A thread of its own
 * waits for the drive, while the next pictures are made.
 */
export class JournalWriter {
  readonly #files: string
  readonly #journal: FileHandle
  readonly #thread: Piscina
  readonly #behind = new Set<Promise<void>>()
  #trouble: Error | undefined

  static async open(partial: string, files: string): Promise<JournalWriter> {
    return new JournalWriter(files, await open(join(partial, journalName), 'a'))
  }

  private constructor(files: string, journal: FileHandle) {
    this.#files = files
    this.#journal = journal
    this.#thread = new Piscina({
      filename: fileURLToPath(workerFile('syncWorker')),
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: 60_000
    })
  }

  /** Takes files that were written; waits while too many others are before them. Throws what the drive had to say. */
  async add(written: readonly WrittenFile[]): Promise<void> {
    this.#throwTrouble()
    if (written.length === 0) return
    const work = this.#note(written)
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
    await this.#thread.destroy()
    await this.#journal.close()
  }

  async #note(written: readonly WrittenFile[]): Promise<void> {
    const paths = written.map(({ file }) => join(this.#files, file))
    const trouble = (await this.#thread.run(paths)) as SyncTrouble | null
    if (trouble !== null) throw Object.assign(new Error(trouble.message), { code: trouble.code })
    await this.#journal.write(written.map((one) => `${JSON.stringify(one)}\n`).join(''))
  }

  #throwTrouble(): void {
    if (this.#trouble !== undefined) throw this.#trouble
  }
}
