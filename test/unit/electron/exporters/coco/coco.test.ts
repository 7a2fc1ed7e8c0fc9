import { describe, expect, it } from 'vitest'
import { coco } from '../../../../../electron/exporters/coco.ts'
import type { Exported, ExportContext } from '../../../../../electron/exporters/types.ts'
import type { Annotation } from '../../../../../shared/annotations/types.ts'
import { classes, exportContext, exported, tableText } from '../../../../fixtures/exported.ts'

interface Document {
  readonly info: object
  readonly images: readonly Readonly<Record<string, unknown>>[]
  readonly annotations: readonly Readonly<Record<string, unknown>>[]
  readonly categories: readonly object[]
}

const context = (of: Partial<ExportContext> = {}): ExportContext =>
  exportContext({ classes: classes('cat', 'dog'), ...of })

const written = (rows: readonly Exported[], own = context(), file = 'annotations/instances.json'): Document =>
  JSON.parse(tableText(coco, file, rows, own)) as Document

const row = (objects: readonly Annotation[], of: object = {}): Exported =>
  exported({
    file: 'images/a.jpg',
    source: 'a.jpg',
    className: null,
    split: null,
    ...of,
    annotations: { objects }
  })

const box: Annotation = { kind: 'box', className: 'cat', box: { x: 1.5, y: 2, width: 10, height: 20.25 } }

describe('a COCO export', () => {
  it('has a picture in images, below its split, and one file of instances for each split', () => {
    const item = (split: 'train' | null): Parameters<typeof coco.place>[0] => ({
      ...row([], { source: 'x/é:1.tiff' }).item,
      split
    })
    const { names } = exportContext()
    expect(coco.place(item(null), names)).toBe('images/é_1')
    expect(coco.place(item('train'), names)).toBe('images/train/é_1')
    const splits = context({ splits: ['train', 'val'] })
    expect(coco.tables?.(splits).map(({ file }) => file)).toEqual([
      'annotations/instances_train.json',
      'annotations/captions_train.json',
      'annotations/instances_val.json',
      'annotations/captions_val.json'
    ])
    const rows = (['train', 'val', 'val'] as const).map((split) => row([box], { split }))
    expect(written(rows, splits, 'annotations/instances_val.json').annotations).toMatchObject([
      { id: 1, image_id: 1 },
      { id: 2, image_id: 2 }
    ])
  })

  it('has the boxes as they are, and counts images and annotations from 1', () => {
    const attributes = { id: 99, iscrowd: 0, score: 0.5, bbox: 'other' }
    const rows = [row([box, { ...box, className: 'dog', attributes }]), row([]), row([box])]
    expect(written(rows)).toEqual({
      info: { description: 'test', version: '1.0' },
      licenses: [],
      images: [1, 2, 3].map((id) => ({ id, file_name: 'a.jpg', width: 40, height: 30 })),
      annotations: [
        {
          id: 1,
          image_id: 1,
          category_id: 1,
          bbox: [1.5, 2, 10, 20.25],
          segmentation: [],
          area: 202.5,
          iscrowd: 0
        },
        {
          id: 2,
          image_id: 1,
          category_id: 2,
          bbox: [1.5, 2, 10, 20.25],
          segmentation: [],
          area: 202.5,
          iscrowd: 0,
          score: 0.5
        },
        {
          id: 3,
          image_id: 3,
          category_id: 1,
          bbox: [1.5, 2, 10, 20.25],
          segmentation: [],
          area: 202.5,
          iscrowd: 0
        }
      ],
      categories: [
        { id: 1, name: 'cat' },
        { id: 2, name: 'dog' }
      ]
    })
  })

  it('gives what is known of one object in one annotation, and what has no number in one each', () => {
    const rings = [
      [0, 0, 4, 0, 4, 3],
      [10, 10, 12, 10, 12, 12, 10, 12]
    ]
    const polygon: Annotation = { kind: 'polygon', className: 'cat', object: 5, rings }
    const { annotations } = written([
      row([{ ...box, object: 5 }, { ...box, className: 'dog' }, polygon, { ...box }])
    ])
    expect(annotations.map(({ category_id, segmentation }) => [category_id, segmentation])).toEqual([
      [1, rings],
      [2, []],
      [1, []]
    ])
    // A right-angled triangle of 4 x 3 and a square of 2 x 2.
    expect(annotations[0]?.['area']).toBe(6 + 4)
  })

  it('puts a box around outlines, masks and keypoints that have none', () => {
    // In a picture of 40 x 30: pixels 5 and 6 of the third row, and 5 of the fourth.
    const runs = [2 * 40 + 5, 2, 38, 1, 1200 - 126]
    const objects: readonly Annotation[] = [
      { kind: 'polygon', className: 'cat', rings: [[3, 4, 9, 4, 9, 14]] },
      { kind: 'rotatedBox', className: 'cat', corners: [5, 0, 10, 5, 5, 10, 0, 5] },
      { kind: 'mask', className: 'cat', mask: { width: 40, height: 30, runs }, attributes: { iscrowd: 1 } },
      { kind: 'keypoints', className: 'cat', points: [{ x: 4, y: 6, visibility: 2 }] }
    ]
    const { annotations } = written([row(objects)])
    expect(annotations.map(({ bbox }) => bbox)).toEqual([
      [3, 4, 6, 10],
      [0, 0, 10, 10],
      [5, 2, 2, 2],
      [4.5, 6.5, 1, 1]
    ])
    expect(annotations.map(({ iscrowd, area }) => [iscrowd, area])).toEqual([
      [0, 30],
      // Half of the square around it.
      [0, 50],
      [1, 3],
      [0, 1]
    ])
    // By columns: 5 * 30 + 2 outside, 2 inside, 28 outside, 1 inside, the rest.
    expect(annotations[2]?.['segmentation']).toEqual({
      size: [30, 40],
      counts: packed([152, 2, 28, 1, 1017])
    })
  })

  it('numbers categories as the input did when all have numbers of their own, else from 1', () => {
    const numbered = (...numbers: readonly (number | undefined)[]): ExportContext =>
      context({
        classes: numbers.map((number, at) => ({
          name: `c${at}`,
          details: number === undefined ? {} : { number }
        }))
      })
    const ids = (own: ExportContext): readonly unknown[] =>
      written([row([])], own).categories.map((category) => (category as { id: number }).id)
    expect(ids(numbered(90, 3, 0))).toEqual([90, 3, 0])
    expect(ids(numbered(90, 3, 3))).toEqual([1, 2, 3])
    expect(ids(numbered(90, undefined))).toEqual([1, 2])
  })

  it('gives objects without a class one of their own', () => {
    const { annotations, categories } = written([row([{ ...box, className: null }, box])])
    expect(annotations.map(({ category_id }) => category_id)).toEqual([3, 1])
    expect(categories).toContainEqual({ id: 3, name: 'object' })
  })

  it('has keypoints with the names and the skeleton of their class, zeros where there are none', () => {
    const own = context({
      classes: [
        {
          name: 'cat',
          details: {
            number: 17,
            supercategory: 'animal',
            keypoints: ['nose', 'tail'],
            skeleton: [[0, 1]],
            colour: [1, 2, 3]
          }
        }
      ]
    })
    const points = [
      { x: 4, y: 5, visibility: 1 as const },
      { x: 0, y: 0, visibility: 0 as const }
    ]
    const keypoints: Annotation = { kind: 'keypoints', className: 'cat', object: 1, points }
    const { annotations, categories } = written([row([{ ...box, object: 1 }, keypoints, box])], own)
    expect(annotations.map((one) => [one['keypoints'], one['num_keypoints']])).toEqual([
      [[4, 5, 1, 0, 0, 0], 1],
      [[0, 0, 0, 0, 0, 0], 0]
    ])
    expect(categories).toEqual([
      {
        id: 17,
        name: 'cat',
        supercategory: 'animal',
        keypoints: ['nose', 'tail'],
        skeleton: [[1, 2]],
        color: [1, 2, 3]
      }
    ])
  })

  it('has a file of captions when there are any, with the same images', () => {
    const file = 'annotations/captions.json'
    expect(tableText(coco, file, [row([box])], context())).toBe('')
    const captioned = exported({
      file: 'images/b.jpg',
      source: 'b.jpg',
      className: null,
      split: null,
      annotations: {
        objects: [],
        captions: ['A "cat".', 'Two\nlines'],
        attributes: { id: 4, license: 3, width: 1 }
      }
    })
    expect(written([row([box]), captioned], context(), file)).toEqual({
      info: { description: 'test', version: '1.0' },
      licenses: [],
      images: [
        { id: 1, file_name: 'a.jpg', width: 40, height: 30 },
        { id: 2, file_name: 'b.jpg', width: 40, height: 30, license: 3 }
      ],
      annotations: [
        { id: 1, image_id: 2, caption: 'A "cat".' },
        { id: 2, image_id: 2, caption: 'Two\nlines' }
      ]
    })
  })
})

/** COCO's text, worked out as maskApi.c does: 5 bits a character from the lowest. */
function packed(counts: readonly number[]): string {
  let text = ''
  counts.forEach((count, at) => {
    let rest = at > 2 ? count - (counts[at - 2] ?? 0) : count
    for (;;) {
      const bits = rest & 31
      rest >>= 5
      const more = bits & 16 ? rest !== -1 : rest !== 0
      text += String.fromCharCode(48 + bits + (more ? 32 : 0))
      if (!more) break
    }
  })
  return text
}
