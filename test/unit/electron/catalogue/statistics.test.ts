import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { putAnnotations } from '../../../../electron/catalogue/annotations.ts'
import { decide } from '../../../../electron/catalogue/decisions.ts'
import { migrate } from '../../../../electron/catalogue/migrate.ts'
import { gatherStatistics } from '../../../../electron/catalogue/statistics.ts'
import type { Statistics } from '../../../../shared/api/statistics.ts'
import { addSource, addVariants } from '../../../fixtures/catalogue.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const rest = (): Promise<void> => Promise.resolve()

function catalogue(): Database.Database {
  const db = new Database(':memory:')
  migrate(db, 'catalogue')
  return db
}

const count = (bars: Statistics['sizes'], name: string): number | undefined =>
  bars.find((bar) => bar.name === name)?.count

describe('gatherStatistics', () => {
  it('knows of nothing in an empty workspace', async () => {
    const found = await gatherStatistics(catalogue(), rest)
    expect(found).toMatchObject({ sources: 0, classes: [], splits: [], sizes: [], marks: null, colour: null })
    expect(found.near).toEqual({ groups: 0, pictures: 0, examples: [] })
  })

  it('counts sources by class, split, size and proportion', async () => {
    const db = catalogue()
    const [a, b, c] = [addSource(db, 'a', 'cat'), addSource(db, 'b', 'cat'), addSource(db, 'c', null)]
    // The fixture's pictures have 40 x 30 pixels, which is 4:3.
    db.prepare("UPDATE source SET split = 'train' WHERE id IN (?, ?)").run(a, c)
    db.prepare(
      "UPDATE source SET split = 'test', width = 100, height = 300, format = 'jpeg' WHERE id = ?"
    ).run(b)
    db.prepare(
      "INSERT INTO source (path, is_copy, entry, origin, name, bytes, modified_ms, width, height, channels, depth, format, state, reason, notes, added_at) VALUES ('x', 0, -1, 'x', 'x', 0, 0, 0, 0, 0, 0, '', 'failed', 'The file is empty.', '[]', '')"
    ).run()
    const found = await gatherStatistics(db, rest)
    expect(found).toMatchObject({
      sources: 3,
      unlabelled: 1,
      failures: [{ name: 'The file is empty.', count: 1 }]
    })
    expect(found.sizes).toEqual([
      { name: '40 x 30', count: 2 },
      { name: '100 x 300', count: 1 }
    ])
    expect(count(found.aspects, '1.1:1 to 1.4:1')).toBe(2)
    expect(count(found.aspects, 'narrower than 1:2')).toBe(1)
    expect(count(found.longerSides, '32 to 64 px')).toBe(2)
    expect(count(found.longerSides, '256 to 512 px')).toBe(1)
    expect(count(found.formats, 'jpeg')).toBe(1)
    expect(found.splits).toEqual([
      {
        split: 'train',
        sources: 2,
        classes: [
          { name: 'without a class', count: 1 },
          { name: 'cat', count: 1 }
        ]
      },
      { split: 'test', sources: 1, classes: [{ name: 'cat', count: 1 }] }
    ])
  })

  it('tells how much is marked, how large and where', async () => {
    const db = catalogue()
    const [a, b] = [addSource(db, 'a'), addSource(db, 'b')]
    addSource(db, 'c')
    // The upper left quarter of 40 x 30, with its outline; and a box over the whole of another picture.
    putAnnotations(db, a, {
      objects: [
        { kind: 'box', className: 'bus', object: 1, box: { x: 0, y: 0, width: 20, height: 15 } },
        { kind: 'polygon', className: 'bus', object: 1, rings: [[0, 0, 20, 0, 20, 15]] }
      ]
    })
    putAnnotations(db, b, {
      objects: [
        { kind: 'box', className: 'bus', box: { x: 0, y: 0, width: 40, height: 30 } },
        { kind: 'box', className: 'tram', box: { x: 39, y: 29, width: 1, height: 1 } }
      ]
    })
    const { marks, classes } = await gatherStatistics(db, rest)
    expect(marks).toMatchObject({ objects: 3, pictures: 2 })
    expect(marks?.kinds).toEqual([
      { name: 'boxes', count: 3 },
      { name: 'outlines', count: 1 }
    ])
    expect(classes.find(({ name }) => name === 'bus')).toMatchObject({ objects: 2, pictures: 2, sources: 0 })
    expect(count(marks?.perPicture ?? [], 'none')).toBe(1)
    expect(count(marks?.perPicture ?? [], '1')).toBe(1)
    expect(count(marks?.perPicture ?? [], '2')).toBe(1)
    // Square roots of the shares: a quarter 1/2, all 1, one pixel of 1200 less than 0.03.
    expect(marks?.relativeSizes.filter((bar) => bar.count > 0)).toEqual([
      { name: 'below 5 %', count: 1 },
      { name: '50 to 75 %', count: 1 },
      { name: '75 % and more', count: 1 }
    ])
    // 300 and 1 square pixels are below 1024, 1200 is below 9216.
    expect(marks?.areas.map((bar) => bar.count)).toEqual([2, 1, 0])
    const heat = marks?.heat ?? { side: 0, counts: [] }
    const at = (row: number, column: number): number | undefined => heat.counts[row * heat.side + column]
    const [half, last] = [heat.side / 2, heat.side - 1]
    expect([at(0, 0), at(half - 1, half - 1), at(half, 0), at(0, half), at(last, last)]).toEqual([
      2, 2, 1, 1, 2
    ])
  })

  it('says why variants were rejected, and with what they were drawn', async () => {
    const db = catalogue()
    const [first = 0, second = 0, third = 0] = addVariants(db, 2, 2)
    const folder = temp()
    decide(db, folder, { which: { ids: [first, second] }, status: 'rejected', reason: 'too dark' })
    decide(db, folder, { which: { ids: [second] }, status: 'accepted', reason: '' })
    decide(db, folder, { which: { ids: [third] }, status: 'rejected', reason: '' })
    const { rejections, transforms, variants } = await gatherStatistics(db, rest)
    expect(rejections).toEqual([
      { name: 'no reason given', count: 1 },
      { name: 'too dark', count: 1 }
    ])
    expect(variants).toEqual({ pending: 1, accepted: 1, rejected: 2 })
    expect(transforms).toEqual([{ name: 'Invert', count: 4 }])
  })

  it('puts colours together as if all pictures were one', async () => {
    const db = catalogue()
    const [a, b] = [addSource(db, 'a'), addSource(db, 'b')]
    addSource(db, 'c')
    const set = db.prepare('UPDATE source SET colour = ? WHERE id = ?')
    set.run('[0,100,50,0,0,10]', a)
    set.run('[200,100,50,0,0,10]', b)
    const { colour } = await gatherStatistics(db, rest)
    // Red is 0 in one half and 200 in the other: 100 away from its mean everywhere.
    expect(colour).toMatchObject({ pictures: 2, mean: [100, 100, 50], deviation: [100, 0, 10] })
  })

  it('finds sources that look nearly the same', async () => {
    const db = catalogue()
    const ids = ['a', 'b', 'c', 'd'].map((name) => addSource(db, name))
    const set = db.prepare('UPDATE source SET perceptual_hash = ? WHERE id = ?')
    const hashes = ['0'.repeat(64), `${'0'.repeat(63)}7`, 'f'.repeat(64), '']
    hashes.forEach((hash, index) => set.run(hash, ids[index]))
    expect((await gatherStatistics(db, rest)).near).toEqual({
      groups: 1,
      pictures: 2,
      examples: [['a', 'b']]
    })
  })
})
