import Database from 'better-sqlite3'
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { CultivarError } from '../../shared/errors.ts'
import { backupAgeMs, isSound, listBackups, moveAside, writeBackup } from './backup.ts'
import { type Db, isDamage } from './database.ts'
import { salvageDecisions } from './decisionLog.ts'
import { lockWorkspace, type WorkspaceLock } from './lock.ts'
import { getMeta, setMeta } from './meta.ts'
import { applicationId, migrate } from './migrate.ts'

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
  if (existsSync(at) && readdirSync(at).length > 0) {
    throw new CultivarError('destination-exists', 'The folder is not empty.', {
      file: at,
      remedy: 'Choose a folder that does not exist yet.'
    })
  }
  try {
    mkdirSync(at, { recursive: true })
  } catch (cause) {
    throw new CultivarError('destination-unwritable', `The folder cannot be made: ${(cause as Error).message}.`, {
      file: at,
      remedy: 'Choose a place where you may write.',
      cause
    })
  }
  return openForWriting(at, program)
}

/** Opens a workspace as its only writer. */
export function openWorkspace(folder: string, program: string): Workspace {
  const at = existing(folder)
  return openForWriting(at, program)
}

/** Opens a workspace for reading, also while another program writes to it. */
export function readWorkspace(folder: string): Workspace {
  const at = existing(folder)
  const db = new Database(catalogueOf(at), { readonly: true, fileMustExist: true })
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version === 0) db.close()
  if (version === 0) throw missing(at)
  migrate(db, at)
  return { folder: at, db, isReadOnly: true, notices: [], close: () => db.close() }
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

function openForWriting(folder: string, program: string): Workspace {
  const lock = lockWorkspace(folder, program)
  try {
    return openLocked(folder, lock)
  } catch (error) {
    lock.release()
    throw error
  }
}

function openLocked(folder: string, lock: WorkspaceLock): Workspace {
  const notices: string[] = []
  const db = openSound(folder, notices)
  migrate(db, folder, { backup: (version) => writeBackup(db, folder, `before-version-${version + 1}`) })
  db.pragma('foreign_keys = ON')
  setMeta(db, 'isOpen', 'true')
  if (backupAgeMs(folder) > dayMs) writeBackup(db, folder, 'daily')
  const close = (): void => {
    setMeta(db, 'isOpen', 'false')
    db.close()
    lock.release()
  }
  return { folder, db, isReadOnly: false, notices, close }
}

/** Opens the catalogue; a damaged one is moved aside and the newest sound backup takes its place. */
function openSound(folder: string, notices: string[]): Db {
  try {
    return openChecked(folder)
  } catch (error) {
    if (!isDamage(error) && !(error instanceof CultivarError && error.code === 'catalogue-damaged')) throw error
    return restore(folder, notices)
  }
}

function openChecked(folder: string): Db {
  const file = catalogueOf(folder)
  const db = new Database(file, { timeout: 5000 })
  try {
    const id = Number(db.pragma('application_id', { simple: true }))
    const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number }
    if (tables.n > 0 && id !== applicationId) {
      throw new CultivarError('bad-input', 'The file is a database of another program.', {
        file,
        remedy: 'Choose a folder that Cultivar made.'
      })
    }
    configure(db)
    const wasUnclean = tables.n > 0 && getMeta(db, 'isOpen') === 'true'
    if (wasUnclean && db.pragma('quick_check(1)', { simple: true }) !== 'ok') {
      throw new CultivarError('catalogue-damaged', 'The catalogue is damaged.', { file })
    }
    return db
  } catch (error) {
    db.close()
    throw error
  }
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
  const aside = moveAside(folder)
  const backup = listBackups(folder).find(isSound)
  if (backup === undefined) {
    throw new CultivarError('catalogue-damaged', `The catalogue was damaged and is now in ${aside}; there is no backup.`, {
      file: folder,
      remedy: 'Make a new workspace and import the images again, or have the file repaired with "sqlite3 .recover".'
    })
  }
  copyFileSync(backup, catalogueOf(folder))
  const db = openChecked(folder)
  migrate(db, folder)
  const decided = salvageDecisions(db, folder)
  notices.push(
    `The catalogue was damaged. It was moved to ${aside}, and the backup ${basename(backup)} took its place; ` +
      `${decided} later decisions were brought back from the decision log. Draw again with the same recipe to get ` +
      'back variants drawn since: they will be the same.'
  )
  return db
}
