import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { coco } from '../../../../../electron/sources/coco.ts'
import { openGiven } from '../../../../../electron/sources/given.ts'
import type { PictureAnnotations } from '../../../../../shared/annotations/types.ts'
import { categories, type CocoLists, cocoJson, foundCoco, image } from '../../../../fixtures/cocoFiles.ts'
import { type Findings, findingsOf } from '../../../../fixtures/findings.ts'
import { putFiles } from '../../../../fixtures/pictures.ts'
import { tempFolders } from '../../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const json = cocoJson
const found = (files: Readonly<Record<string, string>>, pictures?: readonly string[]): Promise<Findings> =>
  foundCoco(temp(), files, pictures)

const objectsOf = ({ images }: Findings): PictureAnnotations['objects'] =>
  images[0]?.annotations?.objects ?? []
const where = 'annotations/instances.json: annotations'

/** What becomes of one annotation of a.png. */
async function one(annotation: object, more: CocoLists = {}): Promise<Findings> {
  const whole = { id: 1, image_id: 7, category_id: 3, ...annotation }
  return found({ 'annotations/instances.json': json({ annotations: [whole], ...more }) })
}

describe('a COCO file', () => {
  it('is known by its content, wherever it is and whatever comes first', async () => {
    const recognises = async (name: string, text: string): Promise<boolean> => {
      const folder = temp()
      putFiles(folder, { [name]: text })
      return coco.recognises(await openGiven([folder]))
    }
    expect(await recognises('x/labels.json', json({}))).toBe(true)
    expect(await recognises('x.json', JSON.stringify({ categories, annotations: [{ image_id: 1 }] }))).toBe(
      true
    )
    expect(
      await recognises('x.json', JSON.stringify({ shapes: [], imagePath: 'a.png', images: [image] }))
    ).toBe(false)
    expect(await recognises('x.json', JSON.stringify([{ image: 'a.png' }]))).toBe(false)
    expect(await recognises('x.json', '{"images": [')).toBe(false)
    expect(await recognises('instances.json', 'hello')).toBe(false)
  })

  it('declares its classes with the numbers that they have, gaps and all', async () => {
    const person = {
      id: 90,
      name: 'person',
      keypoints: ['nose', 'left_eye', 'right_eye'],
      skeleton: [
        [1, 2],
        [3, 1],
        [3, 9]
      ],
      color: [220, 20, 60]
    }
    const { classes, problems } = await found({ 'x.json': json({ categories: [...categories, person] }) })
    expect(problems).toEqual([])
    expect(classes).toEqual([
      ['cat', { number: 3, supercategory: 'animal' }],
      ['dog', { number: 18 }],
      [
        'person',
        {
          number: 90,
          keypoints: ['nose', 'left_eye', 'right_eye'],
          // Counted from 0; the pair with the ninth keypoint names none.
          skeleton: [
            [0, 1],
            [2, 0]
          ],
          colour: [220, 20, 60]
        }
      ]
    ])
  })

  it('gives boxes, outlines and attributes as they stand there', async () => {
    const { images, problems } = await one(
      {
        id: 12,
        bbox: [1.5, 2, 10, 20.25],
        segmentation: [
          [1.5, 2, 11.5, 2, 11.5, 22.25],
          [2, 3, 4, 3, 4, 5]
        ],
        area: 99,
        iscrowd: 0,
        attributes: { occluded: true },
        score: 0.5
      },
      { images: [{ ...image, license: 4, coco_url: 'http://x/a.png' }] }
    )
    const common = {
      className: 'cat',
      object: 0,
      attributes: { id: 12, iscrowd: 0, attributes: { occluded: true }, score: 0.5 }
    }
    expect(problems).toEqual([])
    expect(images).toEqual([
      {
        kind: 'image',
        path: expect.stringMatching(/images\/a\.png$/),
        entry: null,
        name: 'images/a.png',
        className: null,
        split: null,
        annotations: {
          objects: [
            { kind: 'box', box: { x: 1.5, y: 2, width: 10, height: 20.25 }, ...common },
            {
              kind: 'polygon',
              rings: [
                [1.5, 2, 11.5, 2, 11.5, 22.25],
                [2, 3, 4, 3, 4, 5]
              ],
              ...common
            }
          ],
          attributes: { id: 7, license: 4, coco_url: 'http://x/a.png' }
        }
      }
    ])
  })

  it('gives masks of packed and of plain runs by rows', async () => {
    const small = { images: [{ ...image, width: 3, height: 2 }] }
    // Columns: 1 1, 0 1, 0 0. Rows: 1 0 0 and 1 1 0.
    const mask = { width: 3, height: 2, runs: [0, 1, 2, 2, 1] }
    for (const counts of [[0, 2, 1, 1, 2], '0212O1']) {
      const value = counts === '0212O1' ? packed([0, 2, 1, 1, 2]) : counts
      const { problems, ...rest } = await one(
        { segmentation: { size: [2, 3], counts: value }, iscrowd: 1 },
        small
      )
      expect(problems).toEqual([])
      expect(objectsOf({ problems, ...rest })).toEqual([
        { kind: 'mask', mask, className: 'cat', attributes: { id: 1, iscrowd: 1 } }
      ])
    }
  })

  it('takes keypoints for pixels, counted from 0, and none where all are zero', async () => {
    const withPoints = { categories: [{ id: 3, name: 'cat', keypoints: ['nose', 'tail'] }] }
    const marked = await one({ keypoints: [5, 6, 2, 0, 0, 0], num_keypoints: 1 }, withPoints)
    expect(objectsOf(marked)).toMatchObject([
      {
        kind: 'keypoints',
        points: [
          { x: 5, y: 6, visibility: 2 },
          { x: 0, y: 0, visibility: 0 }
        ]
      }
    ])
    const none = await one({ bbox: [1, 1, 5, 5], keypoints: [0, 0, 0, 0, 0, 0] }, withPoints)
    expect(objectsOf(none).map(({ kind }) => kind)).toEqual(['box'])
  })

  it('keeps a box that reaches over the border as it is', async () => {
    const { problems, ...rest } = await one({ bbox: [-5, 20, 10, 20] })
    expect(problems).toEqual([])
    expect(objectsOf({ problems, ...rest })).toMatchObject([{ box: { x: -5, y: 20, width: 10, height: 20 } }])
  })
})

/** COCO's text for runs below 16, of which each is one character: the value or, from the fourth on, the difference. */
function packed(counts: readonly number[]): string {
  return counts
    .map((count, at) => (at > 2 ? count - (counts[at - 2] ?? 0) : count))
    .map((value) => String.fromCharCode(48 + (value & 31)))
    .join('')
}

describe('what is wrong', () => {
  it.each([
    ['a box without width', { bbox: [1, 2, 0, 4] }, 'A box must be wider and higher than 0, but is 0 x 4.'],
    ['a negative height', { bbox: [1, 2, 3, -4] }, 'A box must be wider and higher than 0, but is 3 x -4.'],
    [
      'three numbers',
      { bbox: [1, 2, 3] },
      'Its box must be four numbers x, y, width and height, but is [1,2,3].'
    ],
    ['null in a box', { bbox: [1, 2, null, 4] }, 'Its box must be four numbers'],
    ['a box far outside', { bbox: [40, 0, 5, 5] }, 'It lies outside the picture of 40 x 30 pixels.'],
    ['numbers beyond any picture', { bbox: [1, 2, 1e30, 4] }, '1e+30 is no place in a picture.'],
    [
      'two corners',
      { segmentation: [[1, 2, 3, 4]] },
      'An outline must have x and y for three corners or more'
    ],
    ['an odd number', { segmentation: [[1, 2, 3, 4, 5, 6, 7]] }, 'An outline must have x and y'],
    ['a line', { segmentation: [[1, 1, 2, 2, 3, 3]] }, 'Its outline has no area.'],
    ['an outline outside', { segmentation: [[-9, 1, -2, 1, -2, 9]] }, 'It lies outside the picture'],
    ['text for an outline', { segmentation: 'x' }, 'Its segmentation is neither outlines nor a mask: "x".'],
    [
      'a mask of another size',
      { segmentation: { size: [3, 4], counts: [12] } },
      'Its mask has 4 x 3 pixels, but its'
    ],
    [
      'runs that are too short',
      { segmentation: { size: [30, 40], counts: [7, 5] } },
      'cover 12 pixels, but the'
    ],
    ['an empty mask', { segmentation: { size: [30, 40], counts: [1200] } }, 'Its mask is empty.'],
    [
      'damaged text',
      { segmentation: { size: [30, 40], counts: 'P' } },
      "The mask's text is damaged at character 2."
    ],
    ['two numbers a keypoint', { keypoints: [1, 2] }, 'Its keypoints must be x, y and visibility for each'],
    ['visibility 3', { keypoints: [1, 2, 3] }, 'The visibility of a keypoint must be 0, 1 or 2, but is 3.'],
    ['nothing', {}, 'It has no box, outline, mask, keypoints or caption.'],
    ['an unknown category', { category_id: 4, bbox: [1, 2, 3, 4] }, 'There is no category 4.'],
    [
      'an unknown image',
      { image_id: 8, bbox: [1, 2, 3, 4] },
      'It belongs to the image 8, which is not listed.'
    ],
    ['no image', { image_id: null, bbox: [1, 2, 3, 4] }, 'Expected an object with an image_id but received']
  ])('%s is a problem of its entry', async (_what, annotation, reason) => {
    const { problems, images } = await one(annotation)
    expect(problems).toEqual([[`${where}[0]`, expect.stringContaining(reason)]])
    expect(images[0]?.annotations?.objects).toEqual([])
  })

  it('spoils no other part of the annotation', async () => {
    const { problems, ...rest } = await one({
      bbox: [1, 2, 0, 0],
      segmentation: [
        [1, 2],
        [1, 2, 4, 2, 4, 6]
      ]
    })
    expect(problems.length).toBe(2)
    expect(objectsOf({ problems, ...rest })).toMatchObject([{ kind: 'polygon', rings: [[1, 2, 4, 2, 4, 6]] }])
  })

  it('with ids is said: the second of two is left out, in the same picture, and kept in another', async () => {
    const box = { id: 1, image_id: 7, category_id: 3, bbox: [1, 2, 3, 4] }
    const { problems, images } = await found({
      'x.json': json({
        images: [
          image,
          { ...image, file_name: 'b.png' },
          { ...image, id: 8, file_name: 'b.png' },
          { id: 9 },
          5
        ],
        categories: [...categories, { id: 3, name: 'bird' }, { id: 4 }],
        annotations: [box, { ...box, bbox: [5, 5, 5, 5] }, { ...box, image_id: 8 }, 'x']
      })
    })
    expect(problems.map(([path, reason]) => [path, reason.split('.')[0]])).toEqual([
      ['x.json: images[1]', 'The id 7 is that of another image'],
      ['x.json: images[3]', 'Expected an object with an id and a file_name but received {"id":9}'],
      ['x.json: images[4]', 'Expected an object with an id and a file_name but received 5'],
      ['x.json: annotations[3]', 'Expected an object with an image_id but received "x"'],
      ['x.json: categories[2]', 'The id 3 is that of another category'],
      ['x.json: categories[3]', 'Expected an object with an id and a name but received {"id":4}'],
      ['x.json: annotations[1]', 'Another annotation of the picture has the id 1']
    ])
    expect(images.map(({ name, annotations }) => [name, annotations?.objects.length])).toEqual([
      ['images/a.png', 1],
      ['images/b.png', 1]
    ])
  })

  it('with the text of one entry, or behind it, leaves what came before', async () => {
    const box = '{"id":1,"image_id":7,"category_id":3,"bbox":[1,2,3,4]}'
    const text = (rest: string): string =>
      `{"images":[${JSON.stringify(image)}],"categories":${JSON.stringify(categories)},"annotations":[${box},${rest}`
    const nan = await found({ 'x.json': text(`${box.replace('2,3', 'NaN,3')},${box.replace('1', '2')}]}`) })
    expect(nan.problems).toEqual([
      ['x.json: annotations[1]', 'NaN is no number in JSON. Put a number in its place or remove the entry.']
    ])
    expect(objectsOf(nan).length).toBe(2)
    const cut = await found({ 'x.json': text('{"id":2,"ima') })
    expect(cut.problems).toEqual([['x.json', 'The file ends before its last bracket is closed.']])
    expect(objectsOf(cut).length).toBe(1)
  })

  it('with a named file that is none is said', async () => {
    const folder = temp()
    putFiles(folder, { 'x.json': '{"a":1}' })
    const { problems } = await findingsOf(coco, folder, [join(folder, 'x.json'), join(folder, 'gone.json')])
    expect(problems.map(([path]) => path).sort()).toEqual(['gone.json', 'x.json'])
  })
})
