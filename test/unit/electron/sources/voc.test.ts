import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { indexedPng } from '../../../../electron/exporters/maskPng.ts'
import { openGiven } from '../../../../electron/sources/given.ts'
import type { Finding, FoundImage } from '../../../../electron/sources/types.ts'
import { voc } from '../../../../electron/sources/voc.ts'
import { pixelsOf } from '../../../../shared/annotations/rle.ts'
import type { Annotation } from '../../../../shared/annotations/types.ts'
import { vocPalette } from '../../../../shared/annotations/vocColours.ts'
import { findAll } from '../../../fixtures/find.ts'
import { pngHeader, putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
/** Only headers are read: width 200, height 100. */
const photo = pngHeader(200, 100)
/** Width 4, height 3, for masks. */
const small = pngHeader(4, 3)

interface Found {
  readonly root: string
  readonly all: readonly Finding[]
  readonly images: readonly FoundImage[]
  readonly problems: readonly string[]
  readonly notes: readonly string[]
  readonly objects: (name: string) => readonly Annotation[] | undefined
}

async function found(
  files: Readonly<Record<string, Uint8Array | string>>,
  given: readonly string[] = ['']
): Promise<Found> {
  const root = temp()
  putFiles(root, files)
  const all = await findAll(
    voc,
    given.map((name) => join(root, name))
  )
  const images = all.filter((finding) => finding.kind === 'image')
  const below = (path: string): string => path.replace(`${root}/`, '')
  return {
    root,
    all,
    images,
    problems: all.flatMap((one) => (one.kind === 'problem' ? [`${below(one.path)}: ${one.reason}`] : [])),
    notes: all.flatMap((one) => (one.kind === 'note' ? [`${below(one.path)}: ${one.text}`] : [])),
    objects: (name) => images.find((image) => image.name === name)?.annotations?.objects
  }
}

const placed = ({ images }: Found): readonly string[] =>
  images.map(({ name, split }) => `${name} ${split ?? '-'}`)
const classesOf = ({ all }: Found): readonly string[] =>
  all.flatMap((one) => (one.kind === 'class' ? [one.name] : []))

const object = (name: string, [xmin, ymin, xmax, ymax]: readonly (number | string)[], more = ''): string =>
  `<object><name>${name}</name>${more}<bndbox><xmin>${xmin}</xmin><ymin>${ymin}</ymin><xmax>${xmax}</xmax><ymax>${ymax}</ymax></bndbox></object>`
const xml = (filename: string, objects = '', more = ''): string =>
  `<annotation><folder>VOC</folder><filename>${filename}</filename>${more}${objects}</annotation>`

describe('the boxes of VOC', () => {
  it('count pixels from 1 and hold the last one: 1 to 200 is the whole width of 200', async () => {
    const { objects } = await found({
      'JPEGImages/a.jpg': photo,
      'Annotations/a.xml': xml('a.jpg', object('dog', [1, 1, 200, 100]) + object('cat', [48, 24, 48, '30.5']))
    })
    expect(objects('JPEGImages/a.jpg')).toEqual([
      { kind: 'box', className: 'dog', box: { x: 0, y: 0, width: 200, height: 100 } },
      { kind: 'box', className: 'cat', box: { x: 47, y: 23, width: 1, height: 7.5 } }
    ])
  })

  it('keep what else is said of an object and of a picture', async () => {
    const more =
      '<pose>Left</pose><truncated>1</truncated><difficult>0</difficult><occluded>1</occluded>' +
      '<part><name>head</name><bndbox><xmin>5</xmin><ymin>6</ymin><xmax>7</xmax><ymax>8</ymax></bndbox></part>' +
      '<part><name>hand</name></part><actions><jumping>1</jumping></actions>' +
      '<attributes><attribute><name>rotation</name><value>0.5</value></attribute><attribute><name>text</name><value>"1"</value></attribute></attributes>'
    const about = '<source><database>The VOC Database</database><flickrid>340</flickrid></source>'
    const { images } = await found({
      'JPEGImages/a.jpg': photo,
      'Annotations/a.xml': xml('a.jpg', object('person', [1, 1, 10, 10], more), about)
    })
    expect(images[0]?.annotations).toEqual({
      attributes: { source: { database: 'The VOC Database', flickrid: 340 } },
      objects: [
        {
          kind: 'box',
          className: 'person',
          attributes: {
            pose: 'Left',
            truncated: 1,
            difficult: 0,
            occluded: 1,
            part: [{ name: 'head', bndbox: { xmin: 5, ymin: 6, xmax: 7, ymax: 8 } }, { name: 'hand' }],
            actions: { jumping: 1 },
            rotation: 0.5,
            text: '1'
          },
          box: { x: 0, y: 0, width: 10, height: 10 }
        }
      ]
    })
  })

  it('may have an outline or a rotated box beside them', async () => {
    const outline = '<polygon><x1>1</x1><y1>2</y1><x2>30</x2><y2>2</y2><x3>30</x3><y3>40</y3></polygon>'
    const turned =
      '<object><name>ship</name><robndbox><cx>100</cx><cy>50</cy><w>40</w><h>20</h><angle>1.5707963267948966</angle></robndbox></object>'
    const { objects } = await found({
      'a.jpg': photo,
      'a.xml': xml('a.jpg', object('dog', [1, 1, 30, 40], outline) + turned)
    })
    expect(objects('a.jpg')?.slice(0, 2)).toMatchObject([
      { kind: 'box', object: 0 },
      { kind: 'polygon', object: 0, rings: [[1, 2, 30, 2, 30, 40]] }
    ])
    // Turned by a quarter: 20 wide and 40 high about (100, 50).
    const corners = objects('a.jpg')?.[2]
    const expected = [110, 30, 110, 70, 90, 70, 90, 30]
    expect(corners?.kind === 'rotatedBox' ? corners.corners.map(Math.round) : corners).toEqual(expected)
  })

  it('that make no sense are told one by one, and the others are read', async () => {
    const { objects, problems } = await found({
      'JPEGImages/a.jpg': photo,
      'Annotations/a.xml': xml(
        'a.jpg',
        [
          object('dog', [50, 10, 40, 20]),
          object('dog', [300, 10, 400, 20]),
          object('dog', ['NaN', 10, 400, 20]),
          object('', [1, 1, 2, 2]),
          '<object><name>dog</name></object>',
          object('dog', [150, 50, 250, 150])
        ].join('')
      )
    })
    expect(objects('JPEGImages/a.jpg')).toEqual([
      { kind: 'box', className: 'dog', box: { x: 149, y: 49, width: 101, height: 101 } }
    ])
    expect(problems).toEqual(
      ['wider and higher', 'outside the picture of 200 x 100', 'NaN is no place', 'no name', 'no box'].map(
        (text, at): unknown =>
          expect.stringMatching(new RegExp(`^Annotations/a.xml: Object ${at + 1}: .*${text}`))
      )
    )
  })

  it('of a picture of another size than the file says are read, and noted', async () => {
    const size = '<size><width>500</width><height>375</height><depth>3</depth></size>'
    const { notes, objects } = await found({
      'JPEGImages/a.jpg': photo,
      'Annotations/a.xml': xml('a.jpg', object('dog', [1, 1, 2, 2]), size)
    })
    expect(objects('JPEGImages/a.jpg')?.length).toBe(1)
    expect(notes).toEqual([expect.stringContaining('500 x 375 pixels, which has 200 x 100')])
  })
})

describe('the picture of a file of XML', () => {
  it.each([
    ['its name', 'a.jpg'],
    ['a path of another machine', 'C:\\data\\a.jpg'],
    ['a name without ending', 'a'],
    ['none at all', '']
  ])('is found by %s', async (_, filename) => {
    const { images } = await found({
      'set/JPEGImages/a.jpg': photo,
      'set/Annotations/a.xml': xml(filename, object('dog', [1, 1, 2, 2]))
    })
    expect(images.map(({ name, annotations }) => [name, annotations?.objects.length])).toEqual([
      ['set/JPEGImages/a.jpg', 1]
    ])
  })

  it('is a problem when it is missing, leads out, or is marked twice; a picture without XML has no objects', async () => {
    const { images, problems } = await found({
      'JPEGImages/a.jpg': photo,
      'JPEGImages/b.jpg': photo,
      'Annotations/a.xml': xml('a.jpg', object('dog', [1, 1, 2, 2])),
      'Annotations/again.xml': xml('a.jpg', object('dog', [1, 1, 2, 2])),
      'Annotations/gone.xml': xml('gone.jpg'),
      'Annotations/out.xml': xml('../../../etc/passwd.jpg')
    })
    expect(images.map(({ name, annotations }) => [name, annotations?.objects.length])).toEqual([
      ['JPEGImages/a.jpg', 1],
      ['JPEGImages/b.jpg', 0]
    ])
    expect(problems).toEqual([
      expect.stringContaining('Annotations/again.xml: Another file says already'),
      expect.stringContaining('Annotations/gone.xml: Its picture "gone.jpg" is not there'),
      expect.stringContaining('Annotations/out.xml: Its picture "../../../etc/passwd.jpg" leads out')
    ])
  })

  it('may lie beside it, in parts, with any name', async () => {
    const set = await found({
      'train/-a "b"\n.jpg': photo,
      'train/-a "b"\n.xml': xml('-a &quot;b&quot;&#10;.jpg', object('dog', [1, 1, 2, 2])),
      'valid/caf\u00e9.jpg': photo,
      'valid/cafe\u0301.xml': xml('cafe\u0301.jpg', object('dog', [1, 1, 2, 2]))
    })
    expect(placed(set)).toEqual(['train/-a "b"\n.jpg train', 'valid/caf\u00e9.jpg val'])
    expect(set.problems).toEqual([])
  })
})

describe('files of XML', () => {
  it.each([
    ['cut off', '<annotation><object>', /XML is damaged/],
    ['with a DTD', '<!DOCTYPE a [<!ENTITY x "y">]><annotation/>', /DTD/],
    ['empty', '', /XML is damaged/],
    ['too deep', '<annotation>'.repeat(200), /nested/],
    [
      'in no encoding',
      '<?xml version="1.0" encoding="utf-8"?><annotation><filename>\xff</filename></annotation>',
      /not in utf-8/
    ],
    ['of an unknown entity', '<annotation><filename>&bomb;</filename></annotation>', /XML is damaged/]
  ])('that are %s are a problem, and their picture is listed', async (_, content, reason) => {
    const { images, problems } = await found({
      'JPEGImages/a.jpg': photo,
      'Annotations/a.xml': Buffer.from(content, 'latin1')
    })
    expect(images.length).toBe(1)
    expect(problems).toEqual([expect.stringMatching(reason)])
  })

  it('are read in the encoding that they declare, or begin with', async () => {
    const text = (encoding: string): string =>
      `<?xml version="1.0" encoding="${encoding}"?>${xml('a.jpg', object('M\u00f6we', [1, 1, 2, 2]))}`
    for (const bytes of [
      Buffer.from(text('ISO-8859-1'), 'latin1'),
      Buffer.from(`\ufeff${text('UTF-16')}`, 'utf16le'),
      Buffer.from(`\ufeff${text('UTF-8')}`)
    ]) {
      const { objects } = await found({ 'JPEGImages/a.jpg': photo, 'Annotations/a.xml': bytes })
      expect(objects('JPEGImages/a.jpg')?.[0]?.className).toBe('M\u00f6we')
    }
  })

  it('given by themselves are those that are read', async () => {
    const set = await found(
      {
        'JPEGImages/a.jpg': photo,
        'JPEGImages/b.jpg': photo,
        'Annotations/a.xml': xml('a.jpg', object('dog', [1, 1, 2, 2])),
        'Annotations/b.xml': xml('b.jpg')
      },
      ['Annotations/b.xml', 'Annotations/c.xml']
    )
    expect(placed(set)).toEqual(['JPEGImages/b.jpg -'])
    expect(set.problems).toEqual([expect.stringContaining('Annotations/c.xml: ')])
  })
})

describe('the parts of a set', () => {
  const set = {
    'VOCdevkit/VOC2012/JPEGImages/a.jpg': photo,
    'VOCdevkit/VOC2012/JPEGImages/b.jpg': photo,
    'VOCdevkit/VOC2012/JPEGImages/c.jpg': photo,
    'VOCdevkit/VOC2012/Annotations/a.xml': xml('a.jpg'),
    'VOCdevkit/VOC2012/Annotations/b.xml': xml('b.jpg'),
    'VOCdevkit/VOC2012/Annotations/c.xml': xml('c.jpg')
  }

  it('are those of the lists; what stands in trainval alone is in none', async () => {
    const found2 = await found({
      ...set,
      'VOCdevkit/VOC2012/ImageSets/Main/train.txt': 'a\r\n\r\n',
      'VOCdevkit/VOC2012/ImageSets/Main/test.txt': 'b\ngone\n',
      'VOCdevkit/VOC2012/ImageSets/Main/trainval.txt': 'a\nc\n',
      'VOCdevkit/VOC2012/ImageSets/Segmentation/val.txt': 'a\n',
      'VOCdevkit/VOC2012/ImageSets/Main/dog_train.txt': 'a  1\n',
      'VOCdevkit/VOC2012/ImageSets/Main/cat_train.txt': 'a -1\n'
    })
    expect(placed(found2).map((text) => text.replace('VOCdevkit/VOC2012/JPEGImages/', ''))).toEqual([
      'a.jpg train',
      'b.jpg test',
      'c.jpg -'
    ])
    expect(classesOf(found2)).toEqual(['cat', 'dog'])
    expect(found2.problems).toEqual([expect.stringContaining('"gone", which is not there')])
  })

  it('of two sets side by side stay apart', async () => {
    const other = Object.fromEntries(
      Object.entries(set).map(([name, content]) => [name.replace('2012', '2007'), content])
    )
    const both = await found({ ...set, ...other, 'VOCdevkit/VOC2007/ImageSets/Main/train.txt': 'a' })
    expect(placed(both).filter((text) => text.endsWith('train'))).toEqual([
      'VOCdevkit/VOC2007/JPEGImages/a.jpg train'
    ])
    expect(both.images.length).toBe(6)
  })
})

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

describe('VOC is recognised', () => {
  const recognised = async (
    files: Readonly<Record<string, Uint8Array | string>>,
    given = ''
  ): Promise<boolean> => {
    const root = temp()
    putFiles(root, files)
    return voc.recognises(await openGiven([join(root, given)]))
  }

  it('by its XML, in any encoding, and by masks', async () => {
    expect(await recognised({ 'a.jpg': photo, 'a.xml': xml('a.jpg') })).toBe(true)
    expect(
      await recognised({ 'a.jpg': photo, 'a.xml': Buffer.from(`\ufeff${xml('a.jpg')}`, 'utf16le') })
    ).toBe(true)
    expect(await recognised({ 'x/SegmentationClass/a.png': 'x', 'x/JPEGImages/a.jpg': photo })).toBe(true)
    expect(await recognised({ 'images/a.jpg': photo, 'masks/a.png': 'x', 'classes.json': '[]' })).toBe(true)
    expect(
      await recognised({ 'JPEGImages/a.jpg': photo, 'Annotations/a.xml': xml('a.jpg') }, 'Annotations/a.xml')
    ).toBe(true)
  })

  it('and nothing else is: the XML of CVAT, classes called masks, one of its pictures', async () => {
    expect(
      await recognised({ 'a.jpg': photo, 'annotations.xml': '<annotations><image/></annotations>' })
    ).toBe(false)
    expect(await recognised({ 'masks/a.png': photo, 'hats/a.png': photo })).toBe(false)
    expect(await recognised({ 'a.jpg': photo, 'a.xml': xml('a.jpg') }, 'a.jpg')).toBe(false)
  })
})
