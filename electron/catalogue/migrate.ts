import { CultivarError } from '../../shared/errors.ts'
import { type Db, sql } from './database.ts'
import { migrations } from './migrations/index.ts'

/** 'CULT' in ASCII: marks the file as a catalogue of this program. */
export const applicationId = 0x43554c54

export function schemaVersion(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/**
 * Brings a catalogue to the newest version, each migration in a transaction of its own that also checks foreign keys
 * and sets `user_version`. `backup` is called once before the first one of a catalogue that holds anything.
 *
 * Throws catalogue-from-future for a file of a newer program; such a file is left untouched.
 */
export function migrate(
  db: Db,
  file: string,
  { list = migrations, backup }: { list?: readonly string[]; backup?: (version: number) => void } = {}
): void {
  const version = schemaVersion(db)
  if (version > list.length) {
    throw new CultivarError(
      'catalogue-from-future',
      `The catalogue was written by a newer Cultivar (version ${version}, this program knows ${list.length}).`,
      { file, remedy: 'Open it with the newer program; nothing was changed.' }
    )
  }
  if (version === list.length) return
  if (version > 0) backup?.(version)
  db.pragma('foreign_keys = OFF')
  for (let next = version; next < list.length; next++) apply(db, list[next] ?? '', next + 1)
  db.pragma('foreign_keys = ON')
}

function apply(db: Db, text: string, version: number): void {
  db.transaction(() => {
    db.exec(text)
    const broken = sql(db, 'PRAGMA foreign_key_check').all()
    if (broken.length > 0) {
      throw new CultivarError('internal', `Migration ${version} breaks ${broken.length} foreign keys.`)
    }
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${version}`)
  }).exclusive()
}
