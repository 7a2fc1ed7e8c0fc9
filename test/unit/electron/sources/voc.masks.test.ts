import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { indexedPng } from '../../../../electron/exporters/maskPng.ts'
import { pixelsOf } from '../../../../shared/annotations/rle.ts'
import type { Annotation } from '../../../../shared/annotations/types.ts'
import { vocPalette } from '../../../../shared/annotations/vocColours.ts'
import { pngHeader } from '../../../fixtures/pictures.ts'
import { placed } from '../../../fixtures/foundBy.ts'
import { classesOf, found, object, xml } from './vocFiles.ts'

/** Only headers are read. */
const photo = pngHeader(200, 100)
const small = pngHeader(4, 3)

const size = { width: 4, height: 3 }
const indexed = (values: readonly number[]): Promise<Buffer> =>
  indexedPng(size, Uint8Array.from(values), vocPalette())
/** Pixels of the picture's masks by what they are called. */
function drawn(objects: readonly Annotation[] | undefined): Readonly<Record<string, string>> {
  const masks = (objects ?? []).filter((one) => one.kind === 'mask')
  return Object.fromEntries(
    masks.map(({ className, object: number, mask }) => [
      `${className ?? 'none'}${number === undefined ? '' : ` ${number}`}`,
      pixelsOf(mask).join('')
    ])
  )
}

describe('masks', () => {
  const classes = [0, 12, 12, 255, 15, 12, 12, 15, 15, 0, 0, 15]

  it('are one for a class, named as in the challenges; 255 is void', async () => {
    const { objects, images } = await found({
      'JPEGImages/a.png': small,
      'SegmentationClass/a.png': await indexed(classes)
    })
    expect(drawn(objects('JPEGImages/a.png'))).toEqual({
      dog: '011001100000',
      person: '000010011001',
      none: '000100000000'
    })
    const nothing = images[0]?.annotations?.objects.find(({ className }) => className === null)
    expect(nothing?.attributes).toEqual({ void: true })
  })

  it('are one for an object where there are objects, joined to the box of the same place and class', async () => {
    const { objects } = await found({
      'JPEGImages/a.png': small,
      'Annotations/a.xml': xml('a.png', object('person', [1, 1, 4, 3]) + object('dog', [2, 1, 3, 2])),
      'SegmentationClass/a.png': await indexed(classes),
      'SegmentationObject/a.png': await indexed([0, 2, 2, 255, 1, 2, 2, 3, 1, 0, 0, 3])
    })
    expect(drawn(objects('JPEGImages/a.png'))).toEqual({
      'dog 1': '011001100000',
      'person 0': '000010001000',
      // The third has no box: its number is that of no other.
      'person 5': '000000010001',
      none: '000100000000'
    })
    expect(objects('JPEGImages/a.png')?.slice(0, 2)).toMatchObject([
      { kind: 'box', className: 'person', object: 0 },
      { kind: 'box', className: 'dog', object: 1 }
    ])
  })

  it('have no invented names where the boxes speak of other classes', async () => {
    const { objects } = await found({
      'JPEGImages/a.png': small,
      'Annotations/a.xml': xml('a.png', object('bolt', [1, 1, 4, 3])),
      'SegmentationClass/a.png': await indexed([0, 1, 1, 1, 2, 0, 0, 0, 0, 0, 0, 0])
    })
    expect(Object.keys(drawn(objects('JPEGImages/a.png')))).toEqual(['class_1', 'class_2'])
  })

  it.each([
    [
      'lists of classes',
      {
        'ImageSets/Main/background_train.txt': '',
        'ImageSets/Main/bolt_train.txt': '',
        'ImageSets/Main/ignored_train.txt': ''
      }
    ],
    ['labelmap.txt', { 'labelmap.txt': 'background:0,0,0::\nbolt:128,0,0::\nignored:224,224,192::\n' }]
  ])('take background and void for what they are where Datumaro names them: %s', async (_, lists) => {
    const set = await found({
      ...lists,
      'JPEGImages/a.png': small,
      'SegmentationClass/a.png': await indexed([0, 1, 1, 255, 0, 0, 0, 0, 0, 0, 0, 0])
    })
    expect(classesOf(set)).toEqual(['bolt'])
    expect(drawn(set.objects('JPEGImages/a.png'))).toEqual({ bolt: '011000000000', none: '000100000000' })
  })

  it('in colours follow labelmap.txt; a colour that is not in it is a problem', async () => {
    const colours = [
      [0, 0, 0],
      [250, 50, 83],
      [36, 179, 83],
      [9, 9, 9]
    ] as const
    const pixels = [0, 1, 1, 2, 0, 0, 2, 2, 3, 0, 0, 0].flatMap((at) => [...(colours[at] ?? [])])
    const mask = await sharp(Uint8Array.from(pixels), { raw: { ...size, channels: 3 } })
      .png()
      .toBuffer()
    const set = await found({
      'labelmap.txt':
        '# label:color_rgb:parts:actions\nbackground:0,0,0::\nbolt: M4:250,50,83::\nnut:36,179,83::\n',
      'JPEGImages/a.png': small,
      'SegmentationClass/a.png': mask
    })
    expect(drawn(set.objects('JPEGImages/a.png'))).toEqual({
      'bolt: M4': '011000000000',
      nut: '000100110000'
    })
    expect(classesOf(set)).toEqual(['bolt: M4', 'nut'])
    expect(set.all[0]).toEqual({
      kind: 'class',
      name: 'bolt: M4',
      details: { number: 1, colour: [250, 50, 83] }
    })
    expect(set.problems).toEqual([
      expect.stringContaining('SegmentationClass/a.png: No class has the colours 9,9,9')
    ])
  })

  it.each([
    ['["background", "cat"]', ['cat']],
    ['{"0": "background", "1": "cat"}', ['cat']],
    ['{"background": 0, "cat": 1}', ['cat']],
    ['[{"name": "cat", "id": 1}]', ['cat']]
  ])('of a folder beside images follow classes.json: %s', async (json, names) => {
    const grey = await sharp(Uint8Array.from([0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]), {
      raw: { ...size, channels: 1 }
    })
      .toColourspace('b-w')
      .png()
      .toBuffer()
    const set = await found({
      'images/train/a.png': small,
      'masks/train/a.png': grey,
      'classes.json': json
    })
    expect(placed(set)).toEqual(['images/train/a.png train'])
    expect(drawn(set.objects('images/train/a.png'))).toEqual({ cat: '011000000001' })
    expect(classesOf(set)).toEqual(names)
  })

  it('of one class may be black and white', async () => {
    const grey = await sharp(Uint8Array.from([0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255]), {
      raw: { ...size, channels: 1 }
    })
      .toColourspace('b-w')
      .png()
      .toBuffer()
    const { objects } = await found({
      'images/a.jpg': small,
      'masks/a_mask.png': grey,
      'classes.json': '["background", "car"]'
    })
    expect(drawn(objects('images/a.jpg'))).toEqual({ car: '010000000001' })
  })

  it('that cannot be read or fit no picture are a problem; the boxes stay', async () => {
    const { objects, problems } = await found({
      'JPEGImages/a.png': photo,
      'JPEGImages/b.png': small,
      'Annotations/a.xml': xml('a.png', object('dog', [1, 1, 4, 3])),
      'SegmentationClass/a.png': await indexed(classes),
      'SegmentationClass/b.png': 'no picture',
      'SegmentationClass/c.png': await indexed(classes)
    })
    expect(objects('JPEGImages/a.png')).toMatchObject([{ kind: 'box' }])
    expect(problems).toEqual([
      expect.stringContaining('SegmentationClass/a.png: The mask has 4 x 3 pixels, its picture 200 x 100'),
      expect.stringContaining('SegmentationClass/b.png: The mask is no PNG'),
      expect.stringContaining('SegmentationClass/c.png: There is no picture')
    ])
  })

  it.each([
    ['{', 'The JSON is damaged'],
    ['{"cat": "red"}', 'Its content is no list of classes']
  ])('follow no list that is damaged: %s', async (json, reason) => {
    const { problems } = await found({
      'images/a.png': small,
      'masks/a.png': await indexed(classes),
      'classes.json': json
    })
    expect(problems).toEqual([expect.stringContaining(`classes.json: ${reason}`)])
  })
})
