import { domains } from '../../shared/domains/index.ts'
import { CultivarError } from '../../shared/errors.ts'
import { type DomainProfile, profileSchema } from '../../shared/policy/profile.ts'
import { type Db, sql } from './database.ts'

const builtIn: readonly DomainProfile[] = domains
const isBuiltIn = (id: string): boolean => builtIn.some((profile) => profile.id === id)

function own(db: Db): readonly DomainProfile[] {
  return sql<{ json: string }>(db, 'SELECT json FROM profile ORDER BY id')
    .all()
    .map(({ json }) => profileSchema.parse(JSON.parse(json)))
}

export function listProfiles(db: Db): readonly (DomainProfile & { readonly isBuiltIn: boolean })[] {
  return [
    ...builtIn.map((profile) => ({ ...profile, isBuiltIn: true })),
    ...own(db).map((profile) => ({ ...profile, isBuiltIn: false }))
  ]
}

export function getProfile(db: Db, id: string): DomainProfile {
  const found = builtIn.find((profile) => profile.id === id) ?? own(db).find((profile) => profile.id === id)
  if (found === undefined) {
    throw new CultivarError('not-found', `There is no domain "${id}".`, {
      remedy: `Use one of ${listProfiles(db)
        .map((profile) => profile.id)
        .join(', ')}.`
    })
  }
  return found
}

export function saveProfile(db: Db, profile: DomainProfile): void {
  if (isBuiltIn(profile.id)) {
    throw new CultivarError('forbidden', `The built-in domain "${profile.id}" cannot be changed.`, {
      remedy: 'Copy it under another name and edit the copy.'
    })
  }
  sql(
    db,
    'INSERT INTO profile (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json'
  ).run(profile.id, JSON.stringify(profile))
}

export function removeProfile(db: Db, id: string): void {
  if (sql(db, 'DELETE FROM profile WHERE id = ?').run(id).changes === 0) {
    throw new CultivarError('not-found', `There is no domain "${id}" of your own.`)
  }
}
