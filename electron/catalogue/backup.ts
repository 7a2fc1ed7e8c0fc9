import Database from 'better-sqlite3'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from './database.ts'
import { applicationId } from './migrate.ts'

const kept = 5
const stamp = (): string => new Date().toISOString().replaceAll(/[:.]/g, '-')

/** Backups of a workspace, newest first. */
export function listBackups(folder: string): readonly string[] {
  const backups = join(folder, 'backups')
  if (!existsSync(backups)) return []
  return readdirSync(backups)
    .filter((name) => name.endsWith('.sqlite'))
    .toSorted()
    .toReversed()
    .map((name) => join(backups, name))
}

/**
 * Writes a whole, compacted copy of the catalogue beside it and keeps the newest five. The copy appears under its
 * name only when it is complete.
 */
export function writeBackup(db: Db, folder: string, label: string): string {
  const backups = join(folder, 'backups')
  mkdirSync(backups, { recursive: true })
  const file = join(backups, `${stamp()}.${label}.sqlite`)
  const partial = `${file}.partial`
  rmSync(partial, { force: true })
  db.prepare('VACUUM INTO ?').run(partial)
  renameSync(partial, file)
  for (const old of listBackups(folder).slice(kept)) rmSync(old, { force: true })
  return file
}

/** Milliseconds since the newest backup was written; infinite without one. */
export function backupAgeMs(folder: string): number {
  const [newest] = listBackups(folder)
  return newest === undefined ? Number.POSITIVE_INFINITY : Date.now() - statSync(newest).mtimeMs
}

/** True when the file is a catalogue that holds tables and SQLite finds it sound; an empty file is neither. */
export function isSound(file: string): boolean {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true })
    try {
      return (
        Number(db.pragma('application_id', { simple: true })) === applicationId &&
        Number(db.pragma('user_version', { simple: true })) > 0 &&
        db.pragma('quick_check(1)', { simple: true }) === 'ok'
      )
    } finally {
      db.close()
    }
  } catch {
    return false
  }
}

/**
 * Moves a damaged catalogue, with its -wal and -shm files, into `damaged/DATE/`: nothing is ever deleted. Returns the
 * folder to which it was moved.
 */
export function moveAside(folder: string): string {
  const to = join(folder, 'damaged', stamp())
  mkdirSync(to, { recursive: true })
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    const file = join(folder, `catalogue.sqlite${suffix}`)
    if (existsSync(file)) renameSync(file, join(to, `catalogue.sqlite${suffix}`))
  }
  return to
}
