import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openGiven } from '../../../../electron/sources/given.ts'
import { voc } from '../../../../electron/sources/voc.ts'
import { pngHeader, putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'
import { placed } from '../../../fixtures/foundBy.ts'
import { classesOf, found, object, xml } from './vocFiles.ts'

const temp = tempFolders()
/** Only headers are read: width 200, height 100. */
const photo = pngHeader(200, 100)

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
      'JPEGImages/c.heic': 'x',
      'Annotations/out.xml': xml('../../../etc/passwd.jpg')
    })
    expect(images.map(({ name, annotations }) => [name, annotations?.objects.length])).toEqual([
      ['JPEGImages/a.jpg', 1],
      ['JPEGImages/b.jpg', 0]
    ])
    expect(problems).toEqual([
      expect.stringContaining('JPEGImages/c.heic: This picture format is not read'),
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
      'VOCdevkit/VOC2012/ImageSets/Main/train.txt': '# a comment\r\na\r\n\r\n',
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
