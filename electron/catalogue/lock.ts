import Database from 'better-sqlite3'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { CultivarError } from '../../shared/errors.ts'

/** Held while a program writes to a workspace; the system drops it when the program dies, however it dies. */
export interface WorkspaceLock {
  release(): void
}

interface Holder {
  readonly program: string
  readonly pid: number
  readonly host: string
  readonly since: string
}

/**
 * Takes the lock of a workspace: an exclusive transaction on a small SQLite file of its own, so that no stale lock can
 * stay behind. Throws workspace-locked with the name of the holder, and destination-unwritable for a folder that cannot
 * be written to.
 */
export function lockWorkspace(folder: string, program: string): WorkspaceLock {
  const info = join(folder, 'catalogue.lock.json')
  const db = begin(folder, info)
  const holder: Holder = { program, pid: process.pid, host: hostname(), since: new Date().toISOString() }
  try {
    writeFileSync(info, JSON.stringify(holder))
  } catch (cause) {
    db.close()
    throw unwritable(folder, cause)
  }
  return {
    release: () => {
      rmSync(info, { force: true })
      db.close()
    }
  }
}

function begin(folder: string, info: string): Database.Database {
  let db: Database.Database | undefined
  try {
    db = new Database(join(folder, 'catalogue.lock'), { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (cause) {
    db?.close()
    if ((cause as { code?: unknown }).code !== 'SQLITE_BUSY') throw unwritable(folder, cause)
    throw new CultivarError('workspace-locked', `The workspace is open in ${holderInWords(info)}.`, {
      file: folder,
      remedy: 'Close it there first; only one program can write to a workspace at a time.',
      cause
    })
  }
}

function unwritable(folder: string, cause: unknown): CultivarError {
  return new CultivarError(
    'destination-unwritable',
    `The workspace cannot be locked: ${(cause as Error).message}.`,
    {
      file: folder,
      remedy:
        'Check that you may write to the folder, that its drive is not full, and that "catalogue.lock" is not damaged.',
      cause
    }
  )
}

function holderInWords(info: string): string {
  try {
    const { program, pid, host, since } = JSON.parse(readFileSync(info, 'utf8')) as Holder
    return `${program} (process ${pid} on ${host}, since ${since})`
  } catch {
    // Why: the holder may be just starting or ending; the refusal itself is certain.
    return 'another program'
  }
}
