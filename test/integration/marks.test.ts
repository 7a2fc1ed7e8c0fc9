import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { putAnnotations } from '../../electron/catalogue/annotations.ts'
import { describeClass } from '../../electron/catalogue/classes.ts'
import type { Annotation } from '../../shared/annotations/types.ts'
import { openEngine, type TestEngine } from '../fixtures/openEngine.ts'
import { png, putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()
const flip = { version: 1 as const, seed: 1, steps: [{ transform: 'horizontalFlip', probability: 1 }] }

const box: Annotation = {
  kind: 'box',
  className: 'cat',
  object: 1,
  box: { x: 5, y: 4, width: 10, height: 8 }
}
const points: Annotation = {
  kind: 'keypoints',
  className: 'cat',
  object: 1,
  points: [{ x: 6, y: 7, visibility: 2 }]
}
/** The left half of the picture, which is 40 x 30. */
const half: Annotation = {
  kind: 'mask',
  className: 'sky',
  mask: { width: 40, height: 30, runs: [0, ...Array<number>(60).fill(20)] }
}

/** Two pictures of 40 x 30; the first has marks. */
async function ready(
  objects: readonly Annotation[] = [box, points, half],
  // Why not always: a caption may say left or right, so nothing with one is mirrored.
  texts = { labels: ['cat', 'sky'], captions: ['A cat.'] } as object
): Promise<TestEngine> {
  const folder = temp()
  putFiles(folder, { '1.png': await png(1), '2.png': await png(2) })
  const engine = await openEngine(join(temp(), 'a.cultivar'), 'create')
  await engine.job('import.start', { paths: [folder], format: 'folder' })
  putAnnotations(engine.workspace.db, 1, { objects, ...texts })
  return engine
}

describe('what is marked in sources', () => {
  it('comes as it is, for those that have any, with labels and captions', async () => {
    const { call } = await ready()
    expect(await call('sources.marks', { ids: [1, 2, 99] })).toEqual([
      {
        id: 1,
        width: 40,
        height: 30,
        objects: [box, points, half],
        more: 0,
        labels: ['cat', 'sky'],
        captions: ['A cat.']
      }
    ])
    expect((await call('sources.get', { ids: [1, 2] })).map(({ objects }) => objects)).toEqual([2, 0])
    expect((await call('workspace.status', {}))?.hasMarks).toBe(true)
  })

  it('has the class that a person gave as the first of several labels', async () => {
    const { call } = await ready()
    const labelsNow = async (): Promise<unknown> => (await call('sources.marks', { ids: [1] }))[0]?.labels
    await call('sources.label', { which: { ids: [1] }, className: 'dog' })
    expect(await labelsNow()).toEqual(['dog', 'sky'])
    await call('sources.label', { which: { ids: [1] }, className: 'sky' })
    expect(await labelsNow()).toEqual(['sky'])
    await call('sources.label', { which: { ids: [1] }, className: null })
    expect(await labelsNow()).toEqual([])
    for (let n = 0; n < 3; n++) await call('review.undo', {})
    expect(await labelsNow()).toEqual(['cat', 'sky'])
  })

  it('has masks no larger than they are asked for', async () => {
    const { call } = await ready([half])
    const [row] = await call('sources.marks', { ids: [1], edge: 20 })
    // 20 x 15, of each row the left half.
    const mask = { width: 20, height: 15, runs: [0, ...Array<number>(30).fill(10)] }
    expect(row?.objects).toEqual([{ ...half, mask }])
  })

  it('is cut after 500 annotations, and says how many more there are', async () => {
    const { call } = await ready(Array.from({ length: 730 }, () => ({ ...box, object: undefined }) as never))
    const [row] = await call('sources.marks', { ids: [1] })
    expect([row?.objects.length, row?.more]).toEqual([500, 230])
  })

  it('has the classes of the catalogue, in their order, with what is known of them', async () => {
    const { call, workspace } = await ready()
    describeClass(workspace.db, 'sky', { colour: [1, 2, 3] })
    expect(await call('sources.classes', {})).toEqual([
      { name: 'cat', details: {}, sources: 0, objects: 1 },
      { name: 'sky', details: { colour: [1, 2, 3] }, sources: 0, objects: 1 }
    ])
  })
})

describe('what is marked in variants', () => {
  // A box from 5 to 15 of 40 is one from 25 to 35; the pixel at 6 of 0 to 39 is the one at 33.
  const mirrored = [
    { ...box, box: { x: 25, y: 4, width: 10, height: 8 } },
    { ...points, points: [{ x: 33, y: 7, visibility: 2 }] }
  ]

  it('is mirrored with them', async () => {
    const { call, job } = await ready([box, points], {})
    await job('draw.start', { recipe: flip, profileId: 'any', amount: { copies: 1 } })
    const rows = await call('review.marks', { variantIds: [1, 2] })
    expect(rows.map(({ id, width, height, objects }) => ({ id, width, height, objects }))).toEqual([
      { id: 1, width: 40, height: 30, objects: mirrored }
    ])
  })

  it('comes with a preview when it is asked for', async () => {
    const { call } = await ready([box, points], {})
    const input = { recipe: flip, profileId: 'any', sourceId: 1, count: 2, edge: 64 }
    const asked = await call('preview.draw', { ...input, marks: true })
    expect(asked.marks?.objects).toEqual([box, points])
    expect(asked.tiles.map(({ marks }) => marks?.objects)).toEqual([mirrored, mirrored])
    const plain = await call('preview.draw', input)
    expect([plain.marks, plain.tiles[0]?.marks]).toEqual([null, null])
    const other = await call('preview.draw', { ...input, sourceId: 2, marks: true })
    expect([other.marks, other.tiles[0]?.marks]).toEqual([null, null])
  })
})
