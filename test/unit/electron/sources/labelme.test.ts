import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encode } from '../../../../electron/pixels/codec.ts'
import { openGiven } from '../../../../electron/sources/given.ts'
import { labelme } from '../../../../electron/sources/labelme.ts'
import { ringArea } from '../../../../shared/annotations/rings.ts'
import { type Findings, findingsOf } from '../../../fixtures/findings.ts'
import { putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()

/** A file as LabelMe 5 writes it. */
const json = (shapes: readonly object[], of: object = {}): string =>
  JSON.stringify({
    version: '5.4.1',
    flags: {},
    shapes: shapes.map((shape) => ({ label: 'cat', group_id: null, description: '', flags: {}, ...shape })),
    imagePath: 'a.jpg',
    imageData: null,
    imageHeight: 30,
    imageWidth: 40,
    ...of
  })

async function found(files: Readonly<Record<string, string>>, pictures = ['a.jpg']): Promise<Findings> {
  const folder = temp()
  putFiles(folder, { ...Object.fromEntries(pictures.map((name) => [name, ''])), ...files })
  return findingsOf(labelme, folder)
}

/** What becomes of one shape. */
async function one(
  shape: object
): Promise<{ readonly mark: object | undefined; readonly problems: Findings['problems'] }> {
  const { images, problems } = await found({ 'a.json': json([shape]) })
  return { mark: images[0]?.annotations?.objects[0], problems }
}

describe('a LabelMe file', () => {
  it('is known by its content, wherever the names stand in it', async () => {
    const recognises = async (text: string): Promise<boolean> => {
      const folder = temp()
      putFiles(folder, { 'x/a.json': text })
      return labelme.recognises(await openGiven([folder]))
    }
    expect(await recognises(json([{ points: [], shape_type: 'polygon' }]))).toBe(true)
    expect(await recognises('{"imageData":"AAAA","imagePath":"a.jpg","shapes":[]}')).toBe(true)
    expect(await recognises('{"images":[{"file_name":"a.jpg"}],"imagePath":""}')).toBe(false)
    expect(await recognises('[{"imagePath":"a.jpg"}]')).toBe(false)
    expect(await recognises('{')).toBe(false)
  })

  it.each([
    [
      'polygon',
      [
        [1, 2],
        [11, 2],
        [11, 9.5]
      ],
      { kind: 'polygon', className: 'cat', rings: [[1, 2, 11, 2, 11, 9.5]] }
    ],
    [
      'rectangle',
      [
        [11, 9],
        [1, 2]
      ],
      { kind: 'box', className: 'cat', box: { x: 1, y: 2, width: 10, height: 7 } }
    ],
    [
      'rectangle',
      [
        [1, 2],
        [11, 2],
        [11, 9],
        [1, 9]
      ],
      { kind: 'box', className: 'cat', box: { x: 1, y: 2, width: 10, height: 7 } }
    ],
    [
      'rotation',
      [
        [5, 0],
        [10, 5],
        [5, 10],
        [0, 5]
      ],
      { kind: 'rotatedBox', className: 'cat', corners: [5, 0, 10, 5, 5, 10, 0, 5] }
    ],
    // Half a pixel less: the points count from the edge, keypoints from the centre of the first pixel.
    ['point', [[4, 5.5]], { kind: 'keypoints', className: 'cat', points: [{ x: 3.5, y: 5, visibility: 2 }] }],
    [
      'linestrip',
      [
        [0.5, 0.5],
        [4.5, 2.5]
      ],
      {
        kind: 'keypoints',
        className: 'cat',
        points: [
          { x: 0, y: 0, visibility: 2 },
          { x: 4, y: 2, visibility: 2 }
        ],
        attributes: { shape_type: 'linestrip' }
      }
    ]
  ])('has the shape %s at %j', async (shape_type, points, expected) => {
    expect(await one({ shape_type, points })).toEqual({ mark: expected, problems: [] })
  })

  it('has circles by their centre and a point on them', async () => {
    const { mark } = await one({
      shape_type: 'circle',
      points: [
        [20, 15],
        [23, 19]
      ]
    })
    const [ring = []] = (mark as { readonly rings: readonly (readonly number[])[] }).rings
    expect(ringArea(ring) / (Math.PI * 25)).toBeCloseTo(1, 2)
    for (let at = 0; at < ring.length; at += 2)
      expect(Math.hypot((ring[at] ?? 0) - 20, (ring[at + 1] ?? 0) - 15)).toBeCloseTo(5, 9)
  })

  it('has masks as a picture of the part between two corners', async () => {
    // 3 x 2 pixels: the first row is inside, and the last pixel of the second.
    const data = Uint8Array.from([255, 255, 255, 0, 0, 255])
    const png = await encode({ width: 3, height: 2, channels: 1, data }, { format: 'png', quality: 90 })
    const points = [
      [37, 10],
      [39, 11]
    ]
    const { mark, problems } = await one({ shape_type: 'mask', points, mask: png.toString('base64') })
    expect(problems).toEqual([])
    const start = 10 * 40 + 37
    expect(mark).toEqual({
      kind: 'mask',
      className: 'cat',
      mask: { width: 40, height: 30, runs: [start, 3, 39, 1, 1200 - start - 43] }
    })
  })

  it('joins what is in one group, and keeps flags, descriptions and unknown fields', async () => {
    const points = [
      [1, 1],
      [9, 1],
      [9, 9]
    ]
    const { images } = await found({
      'a.json': json([
        { points, shape_type: 'polygon', group_id: 7, description: 'left half', flags: { hidden: true } },
        { points, shape_type: 'polygon', group_id: 3 },
        { points: [[2, 2]], shape_type: 'point', group_id: 7, label: 'nose', score: 0.5 }
      ])
    })
    expect(images[0]?.annotations?.objects).toMatchObject([
      { className: 'cat', object: 0, attributes: { description: 'left half', flags: { hidden: true } } },
      { className: 'cat' },
      { className: 'nose', object: 0, attributes: { score: 0.5 } }
    ])
    expect(images[0]?.annotations?.objects[1]?.object).toBeUndefined()
  })

  it('has the flags that are on as classes of the picture', async () => {
    const flags = { indoors: true, blurred: false, cat: true }
    const { images } = await found({ 'train/a.json': json([], { flags }) }, ['train/a.jpg'])
    expect(images).toMatchObject([
      {
        name: 'train/a.jpg',
        className: 'indoors',
        split: 'train',
        annotations: { labels: ['indoors', 'cat'] }
      }
    ])
  })
})

describe('the picture of a LabelMe file', () => {
  it('lies where imagePath says, or has the name of the file', async () => {
    const files = {
      'json/a.json': json([], { imagePath: '..\\pictures\\a.jpg' }),
      'b.json': json([], { imagePath: 'renamed.jpg' })
    }
    const { images, problems } = await found(files, ['pictures/a.jpg', 'b.jpg'])
    expect(problems).toEqual([])
    expect(images.map(({ name }) => name)).toEqual(['b.jpg', 'pictures/a.jpg'])
  })

  it('that is only in the file itself is a problem with a remedy', async () => {
    const { images, problems } = await found({
      'x.json': json([], { imagePath: 'gone.jpg', imageData: 'AAAA' })
    })
    expect(images).toEqual([])
    expect(problems).toEqual([
      ['x.json', expect.stringMatching(/is not there.*save it from LabelMe under that name/)]
    ])
  })

  it('is never outside, and never there twice', async () => {
    const { images, problems } = await found({
      'a.json': json([]),
      'b.json': json([]),
      'c.json': json([], { imagePath: '/etc/a.jpg' }),
      'd.json': json([], { imagePath: '../../a.jpg' })
    })
    expect(images.length).toBe(1)
    expect(problems).toEqual([
      ['b.json', 'Another file describes the picture "a.jpg" already. Remove one of the two.'],
      ['c.json', expect.stringContaining('leads out of what is imported')],
      ['d.json', expect.stringContaining('leads out of what is imported')]
    ])
  })

  it('that no file mentions is told', async () => {
    const { notes } = await found({ 'a.json': json([]) }, ['a.jpg', 'b.jpg', 'c.jpg'])
    expect(notes.map(([, text]) => text)).toEqual([
      'Pictures that no file of annotations mentions: 2. They were left out.'
    ])
  })
})

describe('what is wrong in a LabelMe file', () => {
  it.each([
    [
      'polygon',
      [
        [1, 2],
        [3, 4]
      ],
      'An outline must have x and y for three corners or more, but has 4 numbers.'
    ],
    [
      'polygon',
      [
        [1, 1],
        [2, 2],
        [3, 3]
      ],
      'Its outline has no area.'
    ],
    ['rectangle', [[1, 1]], 'A rectangle must have two corners, but has 1 points.'],
    [
      'rectangle',
      [
        [1, 1],
        [1, 9]
      ],
      'A box must be wider and higher than 0, but is 0 x 8.'
    ],
    [
      'rectangle',
      [
        [50, 1],
        [60, 9]
      ],
      'It lies outside the picture of 40 x 30 pixels.'
    ],
    [
      'rotation',
      [
        [1, 1],
        [2, 2],
        [3, 1]
      ],
      'A rotation must have four corners, but has 3 points.'
    ],
    [
      'circle',
      [
        [9, 9],
        [9, 9]
      ],
      'Its radii must be more than 0, but are 0 and 0.'
    ],
    ['point', [], 'It has no point that is marked.'],
    ['point', [[1e9, 1]], '1000000000 is no place in a picture.'],
    ['spline', [[1, 1]], 'Shapes of the kind "spline" are not read.'],
    [
      'mask',
      [
        [1, 1],
        [2, 2]
      ],
      'A mask must have two corners and a PNG.'
    ],
    ['polygon', [[1, null]], 'Expected an object with points x and y but received'],
    ['polygon', 'x', 'Expected an object with points x and y but received']
  ])('%s at %j is a problem of its entry', async (shape_type, points, reason) => {
    const { images, problems } = await found({ 'a.json': json([{ shape_type, points }]) })
    expect(problems).toEqual([['a.json: shapes[0]', expect.stringContaining(reason)]])
    expect(images[0]?.annotations?.objects).toEqual([])
  })

  it('is told of a whole file, and others go in', async () => {
    const { images, problems } = await found({
      'a.json': json([]),
      'b.json': '{"shapes": [',
      'c.json': '{"other":1}'
    })
    expect(images.length).toBe(1)
    expect(problems).toEqual([['b.json', 'This is no valid JSON. Correct it or export the file anew.']])
    const folder = temp()
    putFiles(folder, { 'c.json': '{"other":1}' })
    const named = await findingsOf(labelme, folder, [join(folder, 'c.json')])
    expect(named.problems).toEqual([['c.json', expect.stringContaining('This is no LabelMe file')]])
  })
})
