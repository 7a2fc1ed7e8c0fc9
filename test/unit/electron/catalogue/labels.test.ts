import Database from 'better-sqlite3'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { classCounts } from '../../../../electron/catalogue/classes.ts'
import type { Db } from '../../../../electron/catalogue/database.ts'
import { decide, redo, undo, undoable } from '../../../../electron/catalogue/decisions.ts'
import { labelSources } from '../../../../electron/catalogue/labels.ts'
import { createWorkspace, openWorkspace, type Workspace } from '../../../../electron/catalogue/open.ts'
import { planId } from '../../../../electron/catalogue/plans.ts'
import { countUnlabelled, folderCounts } from '../../../../electron/catalogue/sources.ts'
import { addVariants } from '../../../../electron/catalogue/variants.ts'
import { domainById } from '../../../../shared/domains/index.ts'
import { parseRecipe } from '../../../../shared/recipe/schema.ts'
import { addSource } from '../../../fixtures/catalogue.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const names = ['a/1.png', 'a/b/2.png', 'ab/3.png', '4.png', 'A/5.png', 'a%/6.png'] as const

function workspace(): Workspace {
  const made = createWorkspace(join(temp(), 'a.cultivar'), 'test')
  for (const name of names) addSource(made.db, name, null)
  return made
}
const classesOf = (db: Db): readonly (string | null)[] =>
  db
    .prepare('SELECT class.name FROM source LEFT JOIN class ON class.id = class_id ORDER BY source.id')
    .pluck()
    .all() as (string | null)[]
const label = (
  { db, folder }: Workspace,
  which: Parameters<typeof labelSources>[2]['which'],
  className: string | null
) => labelSources(db, folder, { which, className })

/** Variants of a source under the domain of gestures, in which "left" and "right" change places when mirrored. */
function addMirrored(db: Db, sourceId: number): void {
  const profile = domainById('gesture')
  if (profile === undefined) throw new Error('Expected the domain "gesture"')
  const recipe = parseRecipe({
    version: 1,
    seed: 1,
    steps: [{ transform: 'horizontalFlip', probability: 0.5 }]
  })
  const row = { sourceId, planId: planId(db, recipe, profile), classId: null, redraws: 0 }
  addVariants(db, [
    { ...row, copyIndex: 0, parameters: '[]' },
    { ...row, copyIndex: 1, parameters: '[{"transform":"horizontalFlip"}]' }
  ])
}
const variantClasses = (db: Db): unknown =>
  db
    .prepare('SELECT class.name FROM variant LEFT JOIN class ON class.id = class_id ORDER BY variant.id')
    .pluck()
    .all()

describe('labelling', () => {
  it('gives a class by id, and counts only the sources that did not have it', () => {
    const made = workspace()
    expect(label(made, { ids: [1, 2] }, 'cat').changed).toBe(2)
    expect(label(made, { ids: [2, 3] }, 'cat').changed).toBe(1)
    expect(label(made, { ids: [1, 99] }, 'cat')).toEqual({ changed: 0, title: null })
    expect(classesOf(made.db)).toEqual(['cat', 'cat', 'cat', null, null, null])
    expect(countUnlabelled(made.db)).toBe(3)
    made.close()
  })

  it('takes a folder by its exact name, with all below it and nothing beside it', () => {
    const made = workspace()
    label(made, { folder: 'a' }, 'cat')
    expect(classesOf(made.db)).toEqual(['cat', 'cat', null, null, null, null])
    label(made, { folder: '' }, 'loose')
    label(made, { folder: 'a%' }, 'percent')
    expect(classesOf(made.db)).toEqual(['cat', 'cat', null, 'loose', null, 'percent'])
    expect(label(made, { unlabelled: true }, 'rest').changed).toBe(2)
    expect(classesOf(made.db)).toEqual(['cat', 'cat', 'rest', 'loose', 'rest', 'percent'])
    expect(label(made, { ids: [1] }, null).title).toBe('Take the class from 1 source')
    expect(classesOf(made.db)[0]).toBeNull()
    made.close()
  })

  it('counts folders by what lies in them themselves', () => {
    const made = workspace()
    const line = (folder: string) => ({ folder, sources: 1 })
    // By code unit: '' < 'A' < 'a' < 'a%' < 'a/b' < 'ab'.
    expect(folderCounts(made.db, 10)).toEqual([
      line(''),
      line('A'),
      line('a'),
      line('a%'),
      line('a/b'),
      line('ab')
    ])
    made.close()
  })

  it('lies on the same stack as decisions on variants: undo and redo go through both in order', () => {
    const made = workspace()
    const { db, folder } = made
    addMirrored(db, 1)
    label(made, { ids: [1, 2] }, 'cat')
    decide(db, folder, { which: { ids: [1] }, status: 'accepted', reason: '' })
    label(made, { ids: [1] }, 'dog')
    expect(undoable(db)?.title).toBe('Label 1 source "dog"')
    expect(undo(db, folder)).toEqual({ changed: 1, title: 'Label 1 source "dog"' })
    expect(undo(db, folder).title).toBe('Accept 1 variant')
    expect(undo(db, folder)).toEqual({ changed: 2, title: 'Label 2 sources "cat"' })
    expect(classesOf(db).every((name) => name === null)).toBe(true)
    expect(db.prepare("SELECT count(*) FROM source WHERE labelled_by = 'person'").pluck().get()).toBe(0)
    for (let n = 0; n < 3; n++) redo(db, folder)
    expect(classesOf(db).slice(0, 2)).toEqual(['dog', 'cat'])
    expect(db.prepare("SELECT count(*) FROM source WHERE labelled_by = 'person'").pluck().get()).toBe(2)
    made.close()
  })

  it('is followed by the variants, mirrored ones with the label that the domain swaps', () => {
    const made = workspace()
    addMirrored(made.db, 1)
    label(made, { ids: [1] }, 'left')
    expect(variantClasses(made.db)).toEqual(['left', 'right'])
    label(made, { ids: [1] }, 'wave')
    expect(variantClasses(made.db)).toEqual(['wave', 'wave'])
    undo(made.db, made.folder)
    expect(variantClasses(made.db)).toEqual(['left', 'right'])
    // The counts follow by themselves: one undecided variant of each, and none of the class that was taken back.
    expect(classCounts(made.db).map(({ name, pending }) => [name, pending])).toEqual([
      ['left', 1],
      ['right', 1]
    ])
    made.close()
  })

  it('only ever adds rows to the log of labels', () => {
    const made = workspace()
    const rows = (): readonly unknown[] => made.db.prepare('SELECT * FROM labelling ORDER BY id').all()
    let before = rows()
    const acts = [
      () => label(made, { ids: [1, 2] }, 'cat'),
      () => undo(made.db, made.folder),
      () => redo(made.db, made.folder),
      () => label(made, { folder: 'a' }, null)
    ]
    for (const act of acts) {
      const { changed } = act()
      const after = rows()
      expect(after.slice(0, before.length)).toEqual(before)
      expect(after.length - before.length).toBe(changed)
      before = after
    }
    made.close()
  })
})

describe('labels that the catalogue lost', () => {
  it('come back from the log, by content, when an older copy is put in its place', () => {
    const made = workspace()
    const { folder } = made
    made.db.exec(`VACUUM INTO '${join(folder, 'old.sqlite')}'`)
    label(made, { ids: [1] }, 'cat')
    label(made, { ids: [2] }, 'dog')
    label(made, { ids: [3] }, 'gone')
    undo(made.db, folder)
    label(made, { ids: [1] }, 'lion')
    made.close()
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(folder, `catalogue.sqlite${suffix}`), { force: true })
    const old = new Database(join(folder, 'old.sqlite'))
    old.exec(`VACUUM INTO '${join(folder, 'catalogue.sqlite')}'`)
    old.close()
    const again = openWorkspace(folder, 'test')
    expect(classesOf(again.db)).toEqual(['lion', 'dog', null, null, null, null])
    expect(again.notices.join(' ')).toMatch(/2 decisions .* were brought back/)
    expect(undoable(again.db)?.title).toBe('Bring back 2 decisions')
    undo(again.db, folder)
    expect(classesOf(again.db).every((name) => name === null)).toBe(true)
    again.close()
  })
})
