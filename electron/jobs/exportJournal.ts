import { hash } from 'node:crypto'
import { type FileHandle, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { WrittenFile } from '../exporters/types.ts'
import { throwIfAborted } from './abort.ts'

const journalName = 'journal'

/** Files that are read back at the same time. */
const lanes = 4

export type Journal = ReadonlyMap<string, WrittenFile>

/**
 * Files that an interrupted run wrote whole, by name. Why each is read and hashed: while an export is written nobody
 * waits for the drive, so after a power cut a file may be listed that holds less than it should, or nothing.
 */
export async function readJournal(partial: string, files: string, signal: AbortSignal): Promise<Journal> {
  const text = await readFile(join(partial, journalName), 'utf8').catch(() => '')
  const listed = new Map(text.split('\n').flatMap(parseLine))
  const waiting = listed.values()
  const done = new Map<string, WrittenFile>()
  const lane = async (): Promise<void> => {
    for (const written of waiting) {
      throwIfAborted(signal)
      if (await isWhole(join(files, written.file), written)) done.set(written.file, written)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return done
}

export const openJournal = (partial: string): Promise<FileHandle> => open(join(partial, journalName), 'a')

/** Notes files that were written. */
export async function note(journal: FileHandle, written: readonly WrittenFile[]): Promise<void> {
  await journal.appendFile(written.map((one) => `${JSON.stringify(one)}\n`).join(''))
}

/** Why nothing for a line that cannot be read: it was torn, and means only that its file is written again. */
function parseLine(line: string): readonly [string, WrittenFile][] {
  try {
    const written = JSON.parse(line) as WrittenFile
    return [[written.file, written]]
  } catch {
    return []
  }
}

async function isWhole(path: string, { bytes, sha256 }: WrittenFile): Promise<boolean> {
  try {
    return (await stat(path)).size === bytes && hash('sha256', await readFile(path)) === sha256
  } catch {
    return false
  }
}
