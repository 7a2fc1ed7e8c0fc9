import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cvat } from '../../../../electron/sources/cvat.ts'
import { openGiven } from '../../../../electron/sources/given.ts'
import { ringArea } from '../../../../shared/annotations/rings.ts'
import { type Findings, findingsOf } from '../../../fixtures/findings.ts'
import { putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()

const head = `<meta><task><id>3</id><labels>
  <label><name>cat</name><color>#ff007a</color><type>any</type>
    <attributes><attribute><name>age</name><input_type>number</input_type></attribute></attributes></label>
  <label><name>man</name><color>#000001</color><type>skeleton</type><attributes></attributes>
    <svg>&lt;line x1="1" data-type="edge" data-node-from="2" data-node-to="1"&gt;&lt;/line&gt;
      &lt;circle r="1" data-type="element node" data-node-id="1" data-label-name="nose"&gt;&lt;/circle&gt;
      &lt;circle r="1" data-type="element node" data-node-id="2" data-label-name="foot"&gt;&lt;/circle&gt;</svg></label>
  <label><name>nose</name><type>points</type><parent>man</parent></label>
  <label><name>foot</name><type>points</type><parent>man</parent></label>
</labels></task><dumped>2024-01-01</dumped></meta>`

const xml = (images: string, meta = head): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<annotations><version>1.1</version>${meta}${images}</annotations>\n`

const image = (content: string, of = 'subset="Train"'): string =>
  `<image id="0" name="a.jpg" ${of} width="40" height="30">${content}</image>`

async function found(text: string, pictures = ['images/a.jpg'], file = 'annotations.xml'): Promise<Findings> {
  const folder = temp()
  putFiles(folder, { ...Object.fromEntries(pictures.map((name) => [name, ''])), [file]: text })
  return findingsOf(cvat, folder)
}

const objectsIn = async (content: string): Promise<readonly object[]> => {
  const { images, problems } = await found(xml(image(content)))
  expect(problems).toEqual([])
  return images[0]?.annotations?.objects ?? []
}

describe('a CVAT file', () => {
  it('is known by its outermost elements', async () => {
    const recognises = async (text: string): Promise<boolean> => {
      const folder = temp()
      putFiles(folder, { 'x/y.xml': text })
      return cvat.recognises(await openGiven([folder]))
    }
    expect(await recognises(xml(''))).toBe(true)
    expect(await recognises('<annotation><folder>VOC</folder></annotation>')).toBe(false)
    expect(await recognises('<annotations><track/></annotations>')).toBe(false)
    expect(await recognises('no XML')).toBe(false)
  })

  it('declares its labels with colours, and skeletons with their parts and edges', async () => {
    const { classes } = await found(xml(''))
    expect(classes).toEqual([
      ['cat', { colour: [255, 0, 122] }],
      ['man', { keypoints: ['nose', 'foot'], skeleton: [[1, 0]], colour: [0, 0, 1] }]
    ])
  })

  it('has the subset as split and the tags as classes, and finds pictures in folders of the subset', async () => {
    const tags = '<tag label="cat"><attribute name="age">3</attribute></tag><tag label="man"></tag>'
    const { images, problems } = await found(xml(image(tags)), ['images/Train/a.jpg', 'images/Val/a.jpg'])
    expect(problems).toEqual([])
    expect(images).toMatchObject([
      {
        name: 'images/Train/a.jpg',
        split: 'train',
        className: 'cat',
        annotations: { objects: [], labels: ['cat', 'man'], attributes: { age: '3' } }
      }
    ])
  })

  it('has boxes, upright and turned about their centre, with what was said of them', async () => {
    const upright =
      '<box label="cat" source="manual" occluded="0" xtl="1" ytl="2" xbr="11.5" ybr="9" z_order="0"/>'
    const turned =
      '<box label="cat" occluded="1" xtl="10" ytl="10" xbr="20" ybr="14" rotation="90" z_order="2"><attribute name="age">old</attribute></box>'
    const objects = await objectsIn(upright + turned)
    expect(objects[0]).toEqual({ kind: 'box', className: 'cat', box: { x: 1, y: 2, width: 10.5, height: 7 } })
    // 10 x 4 about (15, 12): 4 x 10, the left upper corner goes to the right upper one.
    expect(objects[1]).toEqual({
      kind: 'rotatedBox',
      className: 'cat',
      corners: [17, 7, 17, 17, 13, 17, 13, 7].map((value) => expect.closeTo(value, 9)),
      attributes: { age: 'old', occluded: true, z_order: 2 }
    })
  })

  it('has polygons, lines, points and ellipses, and groups', async () => {
    const objects = await objectsIn(
      `<polygon label="cat" points="1,2;11,2;11.5,9" group_id="4"/>
       <polyline label="cat" points="0.5,0.5;4.5,2.5"/>
       <points label="cat" points="4,5.5" occluded="1" group_id="4"/>
       <ellipse label="cat" cx="20" cy="15" rx="8" ry="4" rotation="90"/>`
    )
    expect(objects.slice(0, 3)).toEqual([
      { kind: 'polygon', className: 'cat', object: 0, rings: [[1, 2, 11, 2, 11.5, 9]] },
      {
        kind: 'keypoints',
        className: 'cat',
        points: [
          { x: 0, y: 0, visibility: 2 },
          { x: 4, y: 2, visibility: 2 }
        ],
        attributes: { shape: 'polyline' }
      },
      { kind: 'keypoints', className: 'cat', object: 0, points: [{ x: 3.5, y: 5, visibility: 1 }] }
    ])
    const [ring = []] = (objects[3] as { readonly rings: readonly (readonly number[])[] }).rings
    expect(ringArea(ring) / (Math.PI * 32)).toBeCloseTo(1, 2)
    const rows = ring.filter((_, at) => at % 2 === 1)
    expect([Math.min(...rows), Math.max(...rows)]).toEqual([7, 23].map((value) => expect.closeTo(value, 9)))
  })

  it('has skeletons in the order of their parts, with hidden and missing ones', async () => {
    const objects = await objectsIn(
      `<skeleton label="man"><points label="foot" occluded="1" outside="0" points="9,8"/>
       <points label="nose" occluded="0" outside="0" points="1,2"/></skeleton>
       <skeleton label="man"><points label="foot" outside="1" points="9,8"/><points label="nose" points="1,2"/></skeleton>`
    )
    expect(objects).toEqual([
      {
        kind: 'keypoints',
        className: 'man',
        points: [
          { x: 0.5, y: 1.5, visibility: 2 },
          { x: 8.5, y: 7.5, visibility: 1 }
        ]
      },
      {
        kind: 'keypoints',
        className: 'man',
        points: [
          { x: 0.5, y: 1.5, visibility: 2 },
          { x: 0, y: 0, visibility: 0 }
        ]
      }
    ])
  })

  it('has masks as runs by rows in a rectangle', async () => {
    // 3 x 2 at (5, 4): 1 outside, 4 inside, 1 outside: rows 0 1 1 and 1 1 0.
    const mask = '<mask label="cat" rle="1, 4, 1" left="5" top="4" width="3" height="2"/>'
    const [first, second] = [4 * 40 + 6, 5 * 40 + 5]
    expect(await objectsIn(mask)).toEqual([
      {
        kind: 'mask',
        className: 'cat',
        mask: { width: 40, height: 30, runs: [first, 2, second - first - 2, 2, 1200 - second - 2] }
      }
    ])
  })
})

describe('what is wrong in a CVAT file', () => {
  it.each([
    ['<box label="dog" xtl="1" ytl="1" xbr="2" ybr="2"/>', 'box 1', 'There is no label "dog".'],
    ['<box xtl="1" ytl="1" xbr="2" ybr="2"/>', 'box 1', 'It has no label.'],
    ['<box label="cat" xtl="1" ytl="1" xbr="1" ybr="2"/>', 'box 1', 'A box must be wider and higher than 0'],
    [
      '<box label="cat" xtl="5" ytl="1" xbr="1" ybr="2"/>',
      'box 1',
      'Its right lower corner (1, 2) lies before'
    ],
    ['<box label="cat" xtl="x" ytl="1" xbr="1" ybr="2"/>', 'box 1', 'NaN is no place in a picture.'],
    ['<box label="cat" ytl="1" xbr="1" ybr="2"/>', 'box 1', 'NaN is no place in a picture.'],
    [
      '<box label="cat" xtl="50" ytl="1" xbr="60" ybr="2"/>',
      'box 1',
      'It lies outside the picture of 40 x 30'
    ],
    [
      '<polygon label="cat" points="1,2;3,4"/>',
      'polygon 1',
      'An outline must have x and y for three corners'
    ],
    [
      '<polygon label="cat" points="1,2;3;4,4"/>',
      'polygon 1',
      'Its points must be x,y;x,y but are "1,2;3;4,4".'
    ],
    ['<points label="cat"/>', 'points 1', 'It has no point that is marked.'],
    ['<ellipse label="cat" cx="1" cy="1" rx="0" ry="2"/>', 'ellipse 1', 'Its radii must be more than 0'],
    ['<cuboid label="cat" xtl1="1"/>', 'cuboid 1', 'Shapes of the kind "cuboid" are not read.'],
    [
      '<skeleton label="man"><points label="ear" points="1,1"/></skeleton>',
      'skeleton 1',
      'Its label has no part "ear".'
    ],
    [
      '<mask label="cat" rle="1,2" left="0" top="0" width="2" height="2"/>',
      'mask 1',
      'cover 3 pixels, but it has 2 x 2.'
    ],
    [
      '<mask label="cat" rle="1,-1,4" left="0" top="0" width="2" height="2"/>',
      'mask 1',
      'The runs of its mask cover NaN'
    ],
    ['<mask label="cat" rle="4" left="0" top="0" width="2" height="2"/>', 'mask 1', 'Its mask is empty.'],
    [
      '<mask label="cat" rle="4" width="1e9" height="1e9"/>',
      'mask 1',
      'Its mask must have left, top, width and height.'
    ]
  ])('%s is a problem of its entry', async (shape, entry, reason) => {
    const { images, problems } = await found(xml(image(shape)))
    expect(problems).toEqual([[`annotations.xml: image 0: ${entry}`, expect.stringContaining(reason)]])
    expect(images[0]?.annotations?.objects).toEqual([])
  })

  it('is told of pictures that are missing, outside or there twice', async () => {
    const named = (id: number, name: string): string =>
      `<image id="${id}" name="${name}" width="4" height="3"/>`
    const { images, problems } = await found(
      xml(named(1, 'a.jpg') + named(2, 'b.jpg') + named(3, '../../a.jpg') + named(4, 'images/a.jpg'))
    )
    expect(images.length).toBe(1)
    expect(problems.map(([path, reason]) => [path, reason.split('.')[0]?.slice(0, 40)])).toEqual([
      ['annotations.xml: image 2', 'The picture "b'],
      ['annotations.xml: image 3', 'The path "'],
      ['annotations.xml: image 4', 'The picture "images/a']
    ])
  })

  it('is told of the whole file with its line, and what came before goes in', async () => {
    const cut = await found(`${xml(image('<box label="cat"')).split('label="cat"')[0]}`)
    expect(cut.problems).toEqual([
      ['annotations.xml', expect.stringMatching(/^The XML is damaged: line \d+/)]
    ])
    const second = await found(xml(image('')).replace('</annotations>', '<image <'))
    expect(second.images.length).toBe(1)
    expect(second.problems).toEqual([
      ['annotations.xml', expect.stringMatching(/^The XML is damaged: line 11:/)]
    ])
  })

  it('cannot make text without end, nor name other files', async () => {
    const entity = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    const folder = temp()
    putFiles(folder, { 'x.xml': `${entity}<annotations><version>&b;&c;</version></annotations>` })
    const { problems, images } = await findingsOf(cvat, folder, [join(folder, 'x.xml')])
    expect(images).toEqual([])
    expect(problems.length).toBe(1)
    const later = await found(xml(image('<box label="&unknown;"/>')))
    expect(later.problems).toEqual([['annotations.xml', expect.stringMatching(/undefined entity/)]])
  })
})
