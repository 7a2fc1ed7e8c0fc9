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
 * stay behind. Throws workspace-locked with the name of the holder.
 */
export function lockWorkspace(folder: string, program: string): WorkspaceLock {
  const info = join(folder, 'catalogue.lock.json')
  const db = new Database(join(folder, 'catalogue.lock'), { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    db.close()
    throw new CultivarError('workspace-locked', `The workspace is open in ${holderInWords(info)}.`, {
      file: folder,
      remedy: 'Close it there first; only one program can write to a workspace at a time.',
      cause
    })
  }
  const holder: Holder = { program, pid: process.pid, host: hostname(), since: new Date().toISOString() }
  writeFileSync(info, JSON.stringify(holder))
  return {
    release: () => {
      rmSync(info, { force: true })
      db.close()
    }
  }
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
