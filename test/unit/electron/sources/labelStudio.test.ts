import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openGiven } from '../../../../electron/sources/given.ts'
import { labelStudio } from '../../../../electron/sources/labelStudio.ts'
import { type Findings, findingsOf } from '../../../fixtures/findings.ts'
import { putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()

/** A result about a picture of 40 x 30, in which one hundredth is 0.4 across and 0.3 down. */
const result = (type: string, value: object, of: object = {}): object => ({
  id: `id-${type}`,
  type,
  from_name: 'label',
  to_name: 'image',
  original_width: 40,
  original_height: 30,
  image_rotation: 0,
  value,
  ...of
})

const task = (results: readonly unknown[], of: object = {}): object => ({
  id: 5,
  data: { image: '/data/upload/3/0a1b2c3d-a.jpg' },
  annotations: [{ id: 1, was_cancelled: false, result: results }],
  predictions: [],
  ...of
})

async function found(tasks: readonly unknown[], pictures = ['images/a.jpg']): Promise<Findings> {
  const folder = temp()
  putFiles(folder, Object.fromEntries(pictures.map((name) => [name, ''])))
  putFiles(folder, { 'project-1.json': JSON.stringify(tasks) })
  return findingsOf(labelStudio, folder)
}

const objectsIn = async (...results: readonly object[]): Promise<readonly object[]> => {
  const { images, problems } = await found([task(results)])
  expect(problems).toEqual([])
  return images[0]?.annotations?.objects ?? []
}

/** Numbers as bits, each with its length, in bytes: how rle-pack writes. */
function bytesOf(fields: readonly (readonly [value: number, bits: number])[]): readonly number[] {
  const bits = fields.map(([value, length]) => value.toString(2).padStart(length, '0')).join('')
  return (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2))
}

/** Header of rle-pack for words of 8 bit and counts of 4, 5, 6 and 14 bit. */
const header = (words: number): readonly (readonly [number, number])[] =>
  [
    [words, 32],
    [7, 5],
    [3, 4],
    [4, 4],
    [5, 4],
    [13, 4]
  ] as const

describe("Label Studio's tasks", () => {
  it('are known by their fields', async () => {
    const recognises = async (value: unknown): Promise<boolean> => {
      const folder = temp()
      putFiles(folder, { 'x.json': JSON.stringify(value) })
      return labelStudio.recognises(await openGiven([folder]))
    }
    expect(await recognises([task([])])).toBe(true)
    expect(await recognises([{ id: 1, data: { image: 'x' }, completions: [] }])).toBe(true)
    expect(await recognises([{ image: 'a.jpg', label: [] }])).toBe(false)
    expect(await recognises(task([]))).toBe(false)
    expect(await recognises([])).toBe(false)
  })

  it('have boxes in hundredths, turned about their left upper corner', async () => {
    const value = { x: 25, y: 10, width: 50, height: 20, rotation: 0, rectanglelabels: ['cat'] }
    expect(await objectsIn(result('rectanglelabels', value))).toEqual([
      { kind: 'box', className: 'cat', box: { x: 10, y: 3, width: 20, height: 6 } }
    ])
    // 20 x 6 at (10, 3) by a quarter clockwise: across becomes down, down becomes to the left.
    expect(await objectsIn(result('rectanglelabels', { ...value, rotation: 90 }))).toEqual([
      {
        kind: 'rotatedBox',
        className: 'cat',
        corners: [10, 3, 10, 23, 4, 23, 4, 3].map((one) => expect.closeTo(one, 9))
      }
    ])
  })

  it('have polygons, keypoints and ellipses', async () => {
    const points = [
      [0, 0],
      [50, 0],
      [50, 50]
    ]
    const objects = await objectsIn(
      result('polygonlabels', { points, closed: true, polygonlabels: ['cat'] }),
      result('keypointlabels', { x: 10, y: 10, width: 0.5, keypointlabels: ['nose'] }),
      result('ellipselabels', { x: 50, y: 50, radiusX: 10, radiusY: 20, rotation: 0, ellipselabels: ['cat'] })
    )
    expect(objects.slice(0, 2)).toEqual([
      { kind: 'polygon', className: 'cat', rings: [[0, 0, 20, 0, 20, 15]] },
      { kind: 'keypoints', className: 'nose', points: [{ x: 3.5, y: 2.5, visibility: 2 }] }
    ])
    const [ring = []] = (objects[2] as { readonly rings: readonly (readonly number[])[] }).rings
    const columns = ring.filter((_, at) => at % 2 === 0)
    // Radii 4 and 6 about (20, 15).
    expect([Math.min(...columns), Math.max(...columns)]).toEqual(
      [16, 24].map((one) => expect.closeTo(one, 9))
    )
  })

  it('have masks of the brush, packed as runs and as single words', async () => {
    // 3 x 2 pixels: RGBA of the first two clear; one with alpha 255; one with 127, one with 128; one clear.
    const rle = bytesOf([
      ...header(24),
      [1, 1],
      [0, 2],
      [7, 4],
      [0, 8],
      [0, 1],
      [1, 2],
      [11, 5],
      ...[1, 2, 3, 255, 1, 2, 3, 127, 1, 2, 3, 128].map((word) => [word, 8] as const),
      [1, 1],
      [3, 2],
      [3, 14],
      [0, 8]
    ])
    const small = { original_width: 3, original_height: 2 }
    expect(
      await objectsIn(result('brushlabels', { format: 'rle', rle, brushlabels: ['cat'] }, small))
    ).toEqual([{ kind: 'mask', className: 'cat', mask: { width: 3, height: 2, runs: [2, 1, 1, 1, 1] } }])
  })

  it('have one mark for a shape and its labels, and one object for a shape and its parts', async () => {
    const shape = { x: 0, y: 0, width: 50, height: 50, rotation: 0 }
    const objects = await objectsIn(
      result('rectangle', shape, { id: 'one', from_name: 'rect' }),
      result('labels', { ...shape, labels: ['cat', 'pet'] }, { id: 'one' }),
      result('choices', { ...shape, choices: ['asleep'] }, { id: 'one', from_name: 'mood' }),
      result('keypointlabels', { x: 10, y: 10, width: 1, keypointlabels: ['nose'] }, { parentID: 'one' })
    )
    expect(objects).toEqual([
      {
        kind: 'box',
        className: 'cat',
        object: 0,
        box: { x: 0, y: 0, width: 20, height: 15 },
        attributes: { mood: ['asleep'], labels: ['cat', 'pet'] }
      },
      { kind: 'keypoints', className: 'nose', object: 0, points: [{ x: 3.5, y: 2.5, visibility: 2 }] }
    ])
  })

  it('have choices for classes, texts for captions, and everything else for attributes', async () => {
    const { images } = await found([
      task([
        result('choices', { choices: ['indoors', 'day'] }),
        result('textarea', { text: ['A cat.'] }),
        result('rating', { rating: 4 }, { from_name: 'quality' })
      ])
    ])
    expect(images).toMatchObject([
      {
        className: 'indoors',
        annotations: {
          objects: [],
          labels: ['indoors', 'day'],
          captions: ['A cat.'],
          attributes: { quality: 4 }
        }
      }
    ])
  })

  it('count once: the first annotation that was not cancelled', async () => {
    const choice = (name: string): object => result('choices', { choices: [name] })
    const { images, notes } = await found([
      task([], {
        annotations: [
          { was_cancelled: true, result: [choice('a')] },
          { result: [choice('b')] },
          { result: [choice('c')] }
        ],
        predictions: [{ result: [choice('d')] }]
      })
    ])
    expect(images[0]?.className).toBe('b')
    expect(notes).toEqual([['project-1.json: task 5', 'It was annotated 2 times; the first time counts.']])
  })
})

describe('the picture of a task', () => {
  it.each([
    ['/data/upload/3/0a1b2c3d-a.jpg', 'images/a.jpg'],
    ['/data/upload/3/0a1b2c3d-a.jpg', 'images/0a1b2c3d-a.jpg'],
    ['/data/upload/0a1b2c3d-a_b.jpg', 'a_b.jpg'],
    ['/data/local-files/?d=set%2Fnew/a%20b.jpg', 'set/new/a b.jpg'],
    ['s3://bucket/set/a.jpg', 'set/a.jpg'],
    ['https://example.org/some/a.jpg?token=1', 'pictures/a.jpg'],
    ['set/a.jpg', 'set/a.jpg']
  ])('%j is %j', async (address, picture) => {
    const { images, problems } = await found([task([], { data: { title: 'x', photo: address } })], [picture])
    expect(problems).toEqual([])
    expect(images.map(({ name }) => name)).toEqual([picture])
  })

  it.each([
    [{ image: '/data/upload/1/b.jpg' }, 'is not there'],
    [{ image: '/home/me/a.jpg' }, 'leads out of what is imported'],
    [{ image: '/data/local-files/?d=../../../a.jpg' }, 'leads out of what is imported'],
    [{ number: 4 }, 'Its data name no picture.']
  ])('%j is a problem', async (data, reason) => {
    const { images, problems } = await found([task([], { data })])
    expect(images).toEqual([])
    expect(problems).toEqual([['project-1.json: task 5', expect.stringContaining(reason)]])
  })
})

describe('what is wrong in a task', () => {
  const box = { x: 1, y: 1, width: 5, height: 5, rectanglelabels: ['cat'] }

  it.each([
    ['no width', result('rectanglelabels', { ...box, width: null }), 'NaN is no place in a picture.'],
    [
      'a negative width',
      result('rectanglelabels', { ...box, width: -5 }),
      'A box must be wider and higher than 0'
    ],
    ['no place', result('rectanglelabels', { ...box, y: 'a' }), 'Its place must be numbers x and y'],
    [
      'a box outside',
      result('rectanglelabels', { ...box, x: 120 }),
      'It lies outside the picture of 40 x 30'
    ],
    [
      'two corners',
      result('polygonlabels', {
        points: [
          [1, 1],
          [2, 2]
        ]
      }),
      'An outline must have x and y for three'
    ],
    [
      'a corner without y',
      result('polygonlabels', { points: [[1], [2, 2], [3, 1]] }),
      'Its points must be pairs'
    ],
    [
      'no size',
      result('rectanglelabels', box, { original_width: null }),
      'The size of its picture is not said'
    ],
    [
      'a turned picture',
      result('rectanglelabels', box, { image_rotation: 90 }),
      'The picture was turned when it'
    ],
    [
      'a mask of another size',
      result('brushlabels', { rle: bytesOf(header(24)) }),
      'it has 6 pixels, but its picture 40 x 30'
    ],
    [
      'a mask that ends',
      result('brushlabels', { rle: bytesOf(header(4800)) }),
      'Its mask is damaged: it ends early.'
    ],
    ['text for a mask', result('brushlabels', { rle: 'x' }), 'Its mask must be a list of bytes, but is "x".'],
    ['no value', { id: 'x' }, 'Expected an object with a value but received']
  ])('%s is a problem of its entry', async (_what, one, reason) => {
    const { images, problems } = await found([task([one])])
    expect(problems).toEqual([['project-1.json: task 5: result[0]', expect.stringContaining(reason)]])
    expect(images[0]?.annotations?.objects).toEqual([])
  })

  it('is told of tasks and files, and the rest goes in', async () => {
    const { images, problems } = await found([task([]), 3, task([], { id: 6 })])
    expect(images.length).toBe(1)
    expect(problems.map(([path]) => path)).toEqual(['project-1.json: task 1', 'project-1.json: task 6'])
    const folder = temp()
    putFiles(folder, { 'x.json': '{}', 'a.jpg': '' })
    const named = await findingsOf(labelStudio, folder, [join(folder, 'x.json')])
    expect(named.problems).toEqual([['x.json', expect.stringContaining('This is no list of tasks')]])
    putFiles(folder, { 'x.json': `${JSON.stringify([task([])]).slice(0, -1)},{"id"` })
    const cut = await findingsOf(labelStudio, folder)
    expect(cut.images.length).toBe(1)
    expect(cut.problems).toEqual([['x.json', 'The file ends before its last bracket is closed.']])
  })
})
