import Database from 'better-sqlite3'
import { domains } from '../../../../shared/domains/index.ts'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../../../electron/catalogue/migrate.ts'
import {
  getProfile,
  listProfiles,
  removeProfile,
  saveProfile
} from '../../../../electron/catalogue/profiles.ts'

function catalogue(): Database.Database {
  const db = new Database(':memory:')
  migrate(db, 'catalogue')
  return db
}

describe('profiles', () => {
  it('start with the built-in ones', () => {
    const ids = listProfiles(catalogue()).map(({ id, isBuiltIn }) => (isBuiltIn ? id : `own ${id}`))
    expect(ids).toEqual(domains.map(({ id }) => id))
  })

  it('can be copied, edited and removed', () => {
    const db = catalogue()
    const copy = { ...getProfile(db, 'digits'), id: 'my-digits', title: 'My digits' }
    saveProfile(db, copy)
    expect(getProfile(db, 'my-digits')).toEqual(copy)
    const { rotation } = copy.limits
    const edited = { ...copy, limits: { ...copy.limits, rotation: { ...rotation, limit: 3 } } }
    saveProfile(db, edited)
    expect(getProfile(db, 'my-digits').limits.rotation.limit).toBe(3)
    expect(listProfiles(db).filter(({ isBuiltIn }) => !isBuiltIn).length).toBe(1)
    removeProfile(db, 'my-digits')
    expect(() => getProfile(db, 'my-digits')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  it('that are built in stay as they are', () => {
    const db = catalogue()
    const changed = { ...getProfile(db, 'any'), title: 'Mine' }
    expect(() => saveProfile(db, changed)).toThrow(
      expect.objectContaining({ code: 'forbidden', remedy: expect.stringContaining('Copy') })
    )
    expect(() => removeProfile(db, 'any')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})
