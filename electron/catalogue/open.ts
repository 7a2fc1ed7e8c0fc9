import Database from 'better-sqlite3'
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { CultivarError } from '../../shared/errors.ts'
import { backupAgeMs, isSound, listBackups, moveAside, writeBackup } from './backup.ts'
import { type Db, isDamage } from './database.ts'
import { isBehindLog, salvageDecisions } from './salvage.ts'
import { lockWorkspace, type WorkspaceLock } from './lock.ts'
import { getMeta, setMeta } from './meta.ts'
import { applicationId, migrate, schemaVersion } from './migrate.ts'
import { migrations } from './migrations/index.ts'

export interface Workspace {
  readonly folder: string
  readonly db: Db
  readonly isReadOnly: boolean
  /** What the person must know about this opening. */
  readonly notices: readonly string[]
  close(): void
}

const dayMs = 24 * 60 * 60 * 1000
const catalogueOf = (folder: string): string => join(folder, 'catalogue.sqlite')

/** Makes a new, empty workspace. Throws workspace-exists when there is one, destination-exists for any other content. */
export function createWorkspace(folder: string, program: string): Workspace {
  const at = resolve(folder)
  if (existsSync(catalogueOf(at))) {
    throw new CultivarError('workspace-exists', 'There is a workspace already.', {
      file: at,
      remedy: 'Open it, or choose another name.'
    })
  }
  makeFolder(at)
  return withLock(at, program, (lock) => {
    layCatalogue(at)
    return openLocked(at, lock)
  })
}

function makeFolder(at: string): void {
  try {
    mkdirSync(at, { recursive: true })
  } catch (cause) {
    throw new CultivarError(
      'destination-unwritable',
      `The folder cannot be made: ${(cause as Error).message}.`,
      {
        file: at,
        remedy: 'Choose a place where you may write.',
        cause
      }
    )
  }
  // Why: a program that was killed while it made the workspace leaves these behind, and nothing of anybody's.
  if (readdirSync(at).every((name) => /^catalogue\.(lock|new)/.test(name))) return
  throw new CultivarError('destination-exists', 'The folder is not empty.', {
    file: at,
    remedy: 'Choose a folder that does not exist yet.'
  })
}

/** Why under another name first: a catalogue without tables then always is a damaged one, never one being made. */
function layCatalogue(folder: string): void {
  const file = join(folder, 'catalogue.new.sqlite')
  for (const suffix of ['', '-journal']) rmSync(file + suffix, { force: true })
  const db = new Database(file)
  try {
    migrate(db, file)
  } finally {
    db.close()
  }
  renameSync(file, catalogueOf(folder))
}

/** Opens a workspace as its only writer. */
export function openWorkspace(folder: string, program: string): Workspace {
  // Why: a program that was killed while it restored a catalogue may have left only the backups.
  const at = listBackups(resolve(folder)).length > 0 ? resolve(folder) : existing(folder)
  return withLock(at, program, (lock) => openLocked(at, lock))
}

/**
 * Opens a workspace for reading, also while another program writes to it. Throws as `openWorkspace`, but repairs and
 * migrates nothing.
 */
export function readWorkspace(folder: string): Workspace {
  const at = existing(folder)
  const db = openToRead(at)
  return { folder: at, db, isReadOnly: true, notices: [], close: () => db.close() }
}

function openToRead(folder: string): Db {
  let db: Db | undefined
  try {
    db = new Database(catalogueOf(folder), { readonly: true, fileMustExist: true })
    assertOurs(db, folder)
    if (schemaVersion(db) < migrations.length) throw tooOld(folder)
    // Why: it throws for a newer file, and has nothing to do for one of this version.
    migrate(db, folder)
    return db
  } catch (error) {
    db?.close()
    if (!isDamage(error)) throw error
    throw new CultivarError('catalogue-damaged', 'The catalogue is damaged.', {
      file: folder,
      remedy: 'Open the workspace for writing, alone: it is then restored from its newest backup.',
      cause: error
    })
  }
}

function tooOld(folder: string): CultivarError {
  return new CultivarError(
    'workspace-locked',
    'The catalogue was written by an older Cultivar and must be brought up to date.',
    {
      file: folder,
      remedy: 'Close the program that has it open, then open it here.'
    }
  )
}

function missing(folder: string): CultivarError {
  return new CultivarError('workspace-missing', 'There is no workspace here.', {
    file: folder,
    remedy: `Make one with: cultivar create ${JSON.stringify(basename(folder))}`
  })
}

function existing(folder: string): string {
  const at = resolve(folder)
  if (!existsSync(catalogueOf(at))) throw missing(at)
  return at
}

function withLock(folder: string, program: string, open: (lock: WorkspaceLock) => Workspace): Workspace {
  const lock = lockWorkspace(folder, program)
  try {
    return open(lock)
  } catch (error) {
    lock.release()
    throw error
  }
}

function openLocked(folder: string, lock: WorkspaceLock): Workspace {
  const notices: string[] = []
  const db = openSound(folder, notices)
  try {
    migrate(db, folder, { backup: (version) => writeBackup(db, folder, `before-version-${version + 1}`) })
    db.pragma('foreign_keys = ON')
    setMeta(db, 'isOpen', 'true')
    if (isBackupDue(folder)) writeBackup(db, folder, 'daily')
    bringBack(db, folder, notices)
  } catch (error) {
    db.close()
    throw error
  }
  const close = (): void => {
    try {
      setMeta(db, 'isOpen', 'false')
    } catch {
      // Why nothing: on a full or broken drive the flag stays, and so the next opening checks the catalogue.
    }
    db.close()
    lock.release()
  }
  return { folder, db, isReadOnly: false, notices, close }
}

const isBackupDue = (folder: string): boolean => backupAgeMs(folder) > dayMs

/** A catalogue can lose its newest changes and still be sound: when its -wal file is deleted, or a copy is put back. */
function bringBack(db: Db, folder: string, notices: string[]): void {
  const decided = isBehindLog(db, folder) ? salvageDecisions(db, folder) : 0
  if (decided > 0)
    notices.push(`${decided} decisions that the catalogue had lost were brought back from the decision log.`)
}

/** Opens the catalogue; a damaged one is moved aside and the newest sound backup takes its place. */
function openSound(folder: string, notices: string[]): Db {
  try {
    return openChecked(folder)
  } catch (error) {
    if (!isBroken(error)) throw error
    return restore(folder, notices)
  }
}

/** Also for SQLITE_ERROR: the statements of an opening are right, so a schema that they do not fit is damaged. */
function isBroken(error: unknown): boolean {
  if (isDamage(error) || (error as { code?: unknown }).code === 'SQLITE_ERROR') return true
  return error instanceof CultivarError && error.code === 'catalogue-damaged'
}

/** Unit: bytes. Up to here a check takes well under a second, so every opening makes one. */
const alwaysCheckedBytes = 64 * 1024 * 1024

function openChecked(folder: string): Db {
  const file = catalogueOf(folder)
  if (!existsSync(file)) throw new CultivarError('catalogue-damaged', 'The catalogue is gone.', { file })
  const db = new Database(file, { timeout: 5000, fileMustExist: true })
  try {
    assertOurs(db, file)
    // Why before anything is written to it: a newer file is left as it is, its journal mode included.
    if (schemaVersion(db) > migrations.length) return db
    configure(db)
    // Why also before a backup: a damaged catalogue must not push out the sound copies.
    const isSmall = statSync(file).size <= alwaysCheckedBytes
    const isInDoubt = isSmall || getMeta(db, 'isOpen') === 'true' || isBackupDue(folder)
    if (isInDoubt && db.pragma('quick_check(1)', { simple: true }) !== 'ok') {
      throw new CultivarError('catalogue-damaged', 'The catalogue is damaged.', { file })
    }
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Throws bad-input for a database of another program and catalogue-damaged for one that lost all of its tables. */
function assertOurs(db: Db, file: string): void {
  const id = Number(db.pragma('application_id', { simple: true }))
  const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number }
  if (tables.n > 0 && id !== applicationId) {
    throw new CultivarError('bad-input', 'The file is a database of another program.', {
      file,
      remedy: 'Choose a folder that Cultivar made.'
    })
  }
  if (tables.n > 0 && schemaVersion(db) > 0) return
  throw new CultivarError('catalogue-damaged', 'The catalogue has lost its tables.', {
    file,
    remedy: 'Open the workspace for writing, alone: it is then restored from its newest backup.'
  })
}

function configure(db: Db): void {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  db.pragma('temp_store = MEMORY')
  db.pragma('journal_size_limit = 67108864')
}

function restore(folder: string, notices: string[]): Db {
  const backup = listBackups(folder).find(isSound)
  if (backup === undefined) {
    // Why it stays in its place: nothing takes it, and whoever repairs it will look for it there.
    throw new CultivarError(
      'catalogue-damaged',
      'The catalogue is damaged, and there is no sound backup of it.',
      {
        file: catalogueOf(folder),
        remedy:
          'Put a backup of your own in its place, have it repaired with "sqlite3 .recover", or import the images ' +
          'into a new workspace. Nothing was changed.'
      }
    )
  }
  const aside = moveAside(folder)
  const partial = join(folder, 'catalogue.restoring.sqlite')
  copyFileSync(backup, partial)
  renameSync(partial, catalogueOf(folder))
  const db = openChecked(folder)
  migrate(db, folder)
  setMeta(db, 'isRestored', 'true')
  const decided = salvageDecisions(db, folder)
  notices.push(
    `The catalogue was damaged. It was moved to ${aside}, and the backup ${basename(backup)} took its place; ` +
      `${decided} later decisions were brought back from the decision log. Draw again with the same recipe to get ` +
      'back variants drawn since: they will be the same, and so will what was decided about them.'
  )
  return db
}
