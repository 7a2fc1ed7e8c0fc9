import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { maskFromPixels, maskFromRings, pixelsOf } from '../../../../shared/annotations/rle.ts'
import type { Annotation } from '../../../../shared/annotations/types.ts'
import { exportOptionsSchema } from '../../../../shared/api/types.ts'
import type { yoloTasks } from '../../../../shared/api/formats.ts'
import type { ExportContext } from '../../../../electron/exporters/types.ts'
import { yolo } from '../../../../electron/exporters/yolo.ts'
import { classes, exportContext, exported, tableText } from '../../../fixtures/exported.ts'

type Task = (typeof yoloTasks)[number]

function contextOf(
  task: Task,
  { kinds = [], ...rest }: Partial<ExportContext> & { kinds?: readonly Annotation['kind'][] } = {}
): ExportContext {
  const { names } = exportContext()
  const options = exportOptionsSchema.parse({ format: 'yolo', task })
  return exportContext({
    classes: classes('cat', 'dog'),
    ...rest,
    names: { ...names, options, kinds: new Set(kinds) }
  })
}

/** Rows of the label file of a picture of 200 x 100 with these things in it, as numbers. */
async function rows(
  task: Task,
  objects: readonly Annotation[],
  context: ExportContext = contextOf(task)
): Promise<readonly (readonly number[])[]> {
  const picture = exported({
    file: 'images/train/a.jpg',
    source: 'a.jpg',
    className: null,
    split: 'train',
    width: 200,
    height: 100,
    annotations: { objects }
  })
  const [file, ...more] = (await yolo.beside?.(picture, context)) ?? []
  expect(more).toEqual([])
  expect(file?.file).toBe('labels/train/a.txt')
  const text = String(file?.content)
  expect(text === '' || text.endsWith('\n')).toBe(true)
  return text
    .split('\n')
    .slice(0, -1)
    .map((row) => row.split(' ').map(Number))
}

const box = { kind: 'box', className: 'dog', box: { x: 50, y: 40, width: 100, height: 20 } } as const
const tip = { kind: 'rotatedBox', className: 'cat', corners: [100, 10, 150, 50, 100, 90, 50, 50] } as const
const rings = { kind: 'polygon', className: 'cat', rings: [[20, 10, 180, 10, 100, 75]] } as const
const ring = (pixels: number[]): Annotation => ({
  kind: 'mask',
  className: 'dog',
  mask: maskFromPixels(pixels, { width: 200, height: 100 })
})
/** A mask of 200 x 100 with a hole: x 20 to 120, y 10 to 60, without x 40 to 60, y 20 to 40. */
const holed = ring(
  Array.from({ length: 20_000 }, (_, at) => {
    const [x, y] = [at % 200, Math.floor(at / 200)]
    return x >= 20 && x < 120 && y >= 10 && y < 60 && !(x >= 40 && x < 60 && y >= 20 && y < 40) ? 1 : 0
  })
)

describe('the rows of detect', () => {
  it('are class, centre, width and height as shares; outlines have their upright hulls', async () => {
    // (50 + 100 / 2) / 200, (40 + 20 / 2) / 100, 100 / 200, 20 / 100 and so on.
    expect(await rows('detect', [box, tip, rings, holed])).toEqual([
      [1, 0.5, 0.5, 0.5, 0.2],
      [0, 0.5, 0.5, 0.5, 0.8],
      [0, 0.5, 0.425, 0.8, 0.65],
      [1, 0.35, 0.35, 0.5, 0.5]
    ])
  })

  it('are clipped to the picture, and missing for what lies outside or has no class that is known', async () => {
    const out = { ...box, box: { x: 300, y: 0, width: 10, height: 10 } }
    const half = { ...box, box: { x: -50, y: 50, width: 100, height: 100 } }
    const strange = [
      { ...box, className: null },
      { ...box, className: 'bird' }
    ]
    expect(await rows('detect', [out, half, ...strange])).toEqual([[1, 0.125, 0.75, 0.25, 0.5]])
  })

  it('are one for a thing, whatever is marked of it, and none for keypoints alone', async () => {
    const points = { kind: 'keypoints', className: 'dog', points: [{ x: 1, y: 1, visibility: 2 }] } as const
    const thing = [
      { ...rings, className: 'dog', object: 3 },
      { ...box, object: 3 }
    ]
    expect(await rows('detect', [...thing, points])).toEqual([[1, 0.5, 0.5, 0.5, 0.2]])
  })

  it('are none for a picture without objects, whose file is there and empty', async () => {
    expect(await rows('detect', [])).toEqual([])
  })
})

describe('the rows of segment', () => {
  it('are corners as shares; boxes have four', async () => {
    expect(await rows('segment', [rings, box, tip])).toEqual([
      [0, 0.1, 0.1, 0.9, 0.1, 0.5, 0.75],
      [1, 0.25, 0.4, 0.75, 0.4, 0.75, 0.6, 0.25, 0.6],
      [0, 0.5, 0.1, 0.75, 0.5, 0.5, 0.9, 0.25, 0.5]
    ])
  })

  it('outline masks exactly, holes too, when they are filled by the even-odd rule as ultralytics does', async () => {
    const [row = []] = await rows('segment', [holed])
    const back = row.slice(1).map((value, at) => value * (at % 2 === 0 ? 200 : 100))
    const size = { width: 200, height: 100 }
    const filled = pixelsOf(maskFromRings([back], size))
    expect(filled.reduce((sum, one) => sum + one, 0)).toBe(100 * 50 - 20 * 20)
    expect(filled).toEqual(holed.kind === 'mask' ? pixelsOf(holed.mask) : undefined)
  })

  it('join several rings of a thing to one row', async () => {
    const two = {
      ...rings,
      rings: [
        [0, 0, 20, 0, 20, 20, 0, 20],
        [100, 0, 120, 0, 120, 20, 100, 20]
      ]
    }
    const [row = [], ...more] = await rows('segment', [two])
    expect(more).toEqual([])
    // Four corners and four corners, the two of the bridge twice.
    expect(row.length).toBe(1 + 2 * 10)
  })

  it('are cut off at the border of the picture', async () => {
    const out = { ...rings, rings: [[-100, 0, 100, 0, 100, 100, -100, 100]] }
    const [row = []] = await rows('segment', [out])
    expect(Math.min(...row.slice(1))).toBe(0)
    expect(Math.max(...row.slice(1))).toBe(1)
  })
})

describe('the rows of rotated boxes', () => {
  it('are four corners; upright boxes and outlines have the smallest rectangle around them', async () => {
    const [turned, upright, outline] = await rows('obb', [
      tip,
      box,
      { ...rings, rings: [[0, 0, 80, 60, 20, 15]] }
    ])
    expect(turned).toEqual([0, 0.5, 0.1, 0.75, 0.5, 0.5, 0.9, 0.25, 0.5])
    expect(new Set(upright?.slice(1))).toEqual(new Set([0.25, 0.4, 0.75, 0.6]))
    // Three points on a line have no area, so nothing is left.
    expect(outline).toBeUndefined()
  })

  it('never leave the picture, as ultralytics would refuse the whole picture', async () => {
    const [row = []] = await rows('obb', [{ ...tip, corners: [0, -40, 60, 20, 20, 60, -40, 0] }])
    expect(row.length).toBe(9)
    for (const value of row.slice(1)) {
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(1)
    }
  })
})

describe('the rows of poses', () => {
  const points = [
    { x: 99.5, y: 49.5, visibility: 2 },
    { x: 3, y: 4, visibility: 0 },
    { x: 500, y: 1, visibility: 2 }
  ] as const
  const pose = { kind: 'keypoints', className: 'cat', points } as const
  const two = [{ name: 'cat', details: { keypoints: ['a', 'b', 'c', 'd'] } }]

  it('are the box and as many keypoints as the class has; unlabelled ones and those outside are zeros', async () => {
    const context = contextOf('pose', { classes: two })
    const objects = [
      { ...box, className: 'cat', object: 1 },
      { ...pose, object: 1 }
    ]
    expect(await rows('pose', objects, context)).toEqual([
      [0, 0.5, 0.5, 0.5, 0.2, 0.5, 0.5, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    ])
  })

  it('have a box around the keypoints where none is marked, and zeros where no keypoint is', async () => {
    const context = contextOf('pose', { classes: two })
    const corners = [
      { x: 9.5, y: 19.5, visibility: 2 },
      { x: 29.5, y: 79.5, visibility: 1 }
    ] as const
    const found = await rows(
      'pose',
      [
        { ...pose, points: corners },
        { ...box, className: 'cat' }
      ],
      context
    )
    expect(found[0]?.slice(0, 11)).toEqual([0, 0.1, 0.5, 0.1, 0.6, 0.05, 0.2, 2, 0.15, 0.8, 1])
    expect(found[1]).toEqual([0, 0.5, 0.5, 0.5, 0.2, ...Array.from({ length: 12 }, () => 0)])
  })

  it('are counted where no class says how many there are', () => {
    const picture = exported({
      file: 'images/a.jpg',
      source: 'a.jpg',
      className: null,
      split: null,
      annotations: { objects: [pose] }
    })
    const data = parse(tableText(yolo, 'data.yaml', [picture, picture], contextOf('pose'))) as object
    expect(data).toMatchObject({ kpt_shape: [3, 3] })
  })
})

describe('the task', () => {
  it.each([
    [['box', 'polygon', 'keypoints'], 'pose'],
    [['box', 'rotatedBox'], 'obb'],
    [['box', 'mask'], 'segment'],
    [['box'], 'detect']
  ] as const)('follows what is marked: %j is %s', (kinds, task) => {
    const data = parse(
      tableText(
        yolo,
        'data.yaml',
        [exported({ file: 'images/a.jpg', source: 'a', className: null, split: null })],
        contextOf('auto', { kinds })
      )
    ) as object
    expect(data).toMatchObject({ task })
  })

  it('is to classify where nothing is marked: a folder for each class, no labels, no data.yaml', async () => {
    const context = contextOf('auto')
    const { item, ...rest } = exported({ file: 'x', source: 'sub/a.jpg', className: 'cat', split: 'val' })
    expect(yolo.place(item, context.names)).toBe('val/cat/a')
    expect(await yolo.beside?.({ item, ...rest }, context)).toEqual([])
    expect(yolo.tables?.(context)).toEqual([])
  })
})

describe('data.yaml', () => {
  const text = (context: ExportContext): string => tableText(yolo, 'data.yaml', [], context)

  it('names the parts and the classes by number, and no path', () => {
    const data = parse(text(contextOf('detect', { splits: ['train', 'val', 'test'] }))) as unknown
    expect(data).toEqual({
      train: 'images/train',
      val: 'images/val',
      test: 'images/test',
      task: 'detect',
      names: { 0: 'cat', 1: 'dog' }
    })
  })

  it.each([
    [[null], { train: 'images', val: 'images' }],
    [['train'], { train: 'images/train', val: 'images/train' }],
    [['train', 'test'], { train: 'images/train', val: 'images/test', test: 'images/test' }]
  ] as const)('has a train and a val whatever parts there are: %j', (splits, expected) => {
    expect(parse(text(contextOf('detect', { splits })))).toMatchObject(expected)
  })

  it('quotes names that Python would take for something else', () => {
    const names = ['no', 'on', '1_0', '1:30', '~', '- a', "it's", '"', 'a: b # c', 'null', '012']
    const written = text(contextOf('detect', { classes: classes(...names) }))
    // By the rules of YAML 1.1, which Python's reader follows.
    const data = parse(written, { version: '1.1' }) as { names: Record<string, unknown> }
    expect(Object.values(data.names)).toEqual(names)
  })

  it('has the shape, the names and the mirror images of keypoints', () => {
    const details = { keypoints: ['nose', 'left eye', 'right eye'], mirroredKeypoints: [0, 2, 1] }
    expect(parse(text(contextOf('pose', { classes: [{ name: 'cat', details }] })))).toMatchObject({
      kpt_shape: [3, 3],
      flip_idx: [0, 2, 1],
      kpt_names: { 0: ['nose', 'left eye', 'right eye'] }
    })
  })
})
