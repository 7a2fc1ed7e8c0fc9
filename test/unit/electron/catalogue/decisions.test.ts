import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Db } from '../../../../electron/catalogue/database.ts'
import { decide, redo, redoable, undo, undoable } from '../../../../electron/catalogue/decisions.ts'
import { createWorkspace, openWorkspace, type Workspace } from '../../../../electron/catalogue/open.ts'
import { removePendingOfOthers } from '../../../../electron/catalogue/variants.ts'
import { addPlan, addVariants, hashOf } from '../../../fixtures/catalogue.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()

function workspace(sources = 4, copies = 2): Workspace & { ids: readonly number[] } {
  const made = createWorkspace(join(temp(), 'a.cultivar'), 'test')
  return { ...made, ids: addVariants(made.db, sources, copies) }
}
const statuses = (db: Db): string =>
  (db.prepare('SELECT substr(status, 1, 1) AS s FROM variant ORDER BY id').all() as { s: string }[])
    .map(({ s }) => s)
    .join('')

describe('deciding', () => {
  it('accepts and rejects by id and by filter, and counts only what changed', () => {
    const { db, folder, ids, close } = workspace()
    expect(
      decide(db, folder, { which: { ids: ids.slice(0, 2) }, status: 'accepted', reason: '' }).changed
    ).toBe(2)
    expect(
      decide(db, folder, { which: { ids: ids.slice(0, 3) }, status: 'accepted', reason: '' }).changed
    ).toBe(1)
    const dogs = decide(db, folder, {
      which: { filter: { className: 'dog' } },
      status: 'rejected',
      reason: ''
    })
    // Sources 0 and 2 are cats, 1 and 3 dogs, two variants each: variants 3, 4, 7 and 8 are dogs.
    expect(dogs.changed).toBe(4)
    expect(statuses(db)).toBe('aarrpprr')
    close()
  })

  it('is no act when nothing changes', () => {
    const { db, folder, close } = workspace()
    expect(decide(db, folder, { which: { ids: [999] }, status: 'accepted', reason: '' })).toEqual({
      changed: 0,
      title: null
    })
    expect(undoable(db)).toBeUndefined()
    close()
  })

  it('only ever adds rows to the log of decisions', () => {
    const { db, folder, ids, close } = workspace()
    const rows = (): readonly unknown[] => db.prepare('SELECT * FROM decision ORDER BY id').all()
    let before = rows()
    const acts = [
      () => decide(db, folder, { which: { ids }, status: 'accepted', reason: 'good' }),
      () => undo(db, folder),
      () => redo(db, folder),
      () => undo(db, folder),
      () => decide(db, folder, { which: { ids: ids.slice(1) }, status: 'rejected', reason: '' })
    ]
    for (const act of acts) {
      const { changed } = act()
      const after = rows()
      expect(after.slice(0, before.length)).toEqual(before)
      expect(after.length - before.length).toBe(changed)
      before = after
    }
    close()
  })

  it('writes a line for every variant that names it by content', () => {
    const { db, folder, ids, close } = workspace(1, 2)
    decide(db, folder, { which: { ids: ids.slice(1) }, status: 'rejected', reason: '' })
    undo(db, folder)
    redo(db, folder)
    undo(db, folder)
    const { recipe, profile } = db
      .prepare('SELECT (SELECT hash FROM recipe) AS recipe, (SELECT hash FROM profile_snapshot) AS profile')
      .get() as { recipe: string; profile: string }
    const lines = readFileSync(join(folder, 'decisions.log'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
    const key = [hashOf('s0.png').slice(0, 16), recipe.slice(0, 16), profile.slice(0, 16), 1]
    const statusesOf = ['rejected', 'pending', 'rejected', 'pending']
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      statusesOf.map((status) => [expect.stringMatching(/^\d{4}-\d\d-\d\dT/), ...key, status])
    )
    close()
  })
})

describe('undo and redo', () => {
  it('take acts back one by one and repeat them in order, across closing', () => {
    const first = workspace()
    const { folder, ids } = first
    decide(first.db, folder, { which: { ids: ids.slice(0, 1) }, status: 'accepted', reason: '' })
    decide(first.db, folder, { which: { filter: { status: 'pending' } }, status: 'rejected', reason: '' })
    first.close()
    const { db, close } = openWorkspace(folder, 'test')
    expect(undoable(db)?.title).toBe('Reject 7 variants')
    expect(undo(db, folder)).toEqual({ changed: 7, title: 'Reject 7 variants' })
    expect(undo(db, folder)).toEqual({ changed: 1, title: 'Accept 1 variant' })
    expect(undo(db, folder)).toEqual({ changed: 0, title: null })
    expect(redoable(db)?.title).toBe('Accept 1 variant')
    redo(db, folder)
    expect(statuses(db)).toBe('appppppp')
    redo(db, folder)
    expect(statuses(db)).toBe('arrrrrrr')
    expect(redo(db, folder).changed).toBe(0)
    close()
  })

  it('cannot repeat an act after something else was decided', () => {
    const { db, folder, ids, close } = workspace()
    decide(db, folder, { which: { ids: ids.slice(0, 1) }, status: 'accepted', reason: '' })
    undo(db, folder)
    decide(db, folder, { which: { ids: ids.slice(1, 2) }, status: 'rejected', reason: '' })
    expect(redoable(db)).toBeUndefined()
    expect(redo(db, folder)).toEqual({ changed: 0, title: null })
    expect(statuses(db)).toBe('prpppppp')
    close()
  })

  it('agree with a plain model for any sequence of acts', () => {
    const act = fc.oneof(
      fc.record({
        ids: fc.array(fc.integer({ min: 1, max: 8 })),
        status: fc.constantFrom('accepted', 'rejected', 'pending')
      }),
      fc.constantFrom('undo', 'redo')
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const { db, folder, close } = workspace()
        // The model: a list of all states so far, and where in it we are.
        let states = ['pppppppp']
        let at = 0
        for (const one of acts) {
          if (one === 'undo') {
            undo(db, folder)
            at = Math.max(0, at - 1)
          } else if (one === 'redo') {
            redo(db, folder)
            at = Math.min(states.length - 1, at + 1)
          } else if (typeof one === 'object') {
            const { ids, status } = one
            decide(db, folder, { which: { ids }, status, reason: '' })
            const now = states[at] ?? ''
            const next = Array.from(now, (s, i) => (ids.includes(i + 1) ? (status[0] ?? s) : s)).join('')
            if (next !== now) {
              states = [...states.slice(0, at + 1), next]
              at++
            }
          }
          expect(statuses(db)).toBe(states[at])
        }
        close()
      }),
      { numRuns: 25 }
    )
  })

  it('never mean a variant that was drawn later', () => {
    const { db, folder, ids, close } = workspace()
    const last = ids.slice(-1)
    decide(db, folder, { which: { ids: last }, status: 'accepted', reason: '' })
    undo(db, folder)
    removePendingOfOthers(db, addPlan(db, 2), 1000)
    const again = addVariants(db, 4, 2)
    expect(again.some((id) => ids.includes(id))).toBe(false)
    expect(redo(db, folder).changed).toBe(0)
    expect(statuses(db)).toBe('pppppppp')
    close()
  })
})
