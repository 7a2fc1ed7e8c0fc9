import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { maskFromPixels } from '../../../../shared/annotations/rle.ts'
import type { Annotation, Attributes } from '../../../../shared/annotations/types.ts'
import type { ExportContext, SideFile } from '../../../../electron/exporters/types.ts'
import { voc } from '../../../../electron/exporters/voc.ts'
import { classes, exportContext, exported, tableText, type Written } from '../../../fixtures/exported.ts'

const size = { width: 6, height: 4 }

function contextOf(
  kinds: readonly Annotation['kind'][] = ['box'],
  rest: Partial<ExportContext> = {}
): ExportContext {
  const { names } = exportContext()
  return exportContext({
    classes: classes('cat', 'dog'),
    ...rest,
    names: { ...names, kinds: new Set(kinds) }
  })
}

interface Picture {
  readonly objects: readonly Annotation[]
  readonly attributes?: Attributes
  readonly of?: Partial<Written>
}

async function files(
  { objects, attributes, of = {} }: Picture,
  context: ExportContext
): Promise<readonly SideFile[]> {
  const picture = exported({
    file: 'JPEGImages/a-2.jpg',
    source: 'cats/a.jpg',
    className: null,
    split: null,
    ...size,
    annotations: { objects, ...(attributes === undefined ? {} : { attributes }) },
    ...of
  })
  return (await voc.beside?.(picture, context)) ?? []
}

/** The file of annotations without blanks between its elements. */
async function document(picture: Picture, context = contextOf()): Promise<string> {
  const [file] = await files(picture, context)
  expect(file?.file).toBe('Annotations/a-2.xml')
  return String(file?.content).replaceAll(/>\s+</g, '><').trim()
}

const box = { kind: 'box', className: 'dog', box: { x: 1, y: 0, width: 4, height: 2 } } as const

describe('a file of annotations', () => {
  it('has the elements of the development kit; boxes count pixels from 1, the last one inside', async () => {
    expect(await document({ objects: [box] })).toBe(
      '<annotation><folder>JPEGImages</folder><filename>a-2.jpg</filename>' +
        '<size><width>6</width><height>4</height><depth>3</depth></size><segmented>0</segmented>' +
        '<object><name>dog</name><pose>Unspecified</pose><truncated>0</truncated><difficult>0</difficult>' +
        '<bndbox><xmin>2</xmin><ymin>1</ymin><xmax>5</xmax><ymax>2</ymax></bndbox></object></annotation>'
    )
  })

  it('has what was said of an object and of its picture', async () => {
    const attributes = {
      ...{ pose: 'Left', truncated: 1, difficult: 1, occluded: 0 },
      ...{
        rotation: 0.5,
        text: '1',
        plain: 'a <b> & c',
        list: [1, 'x'],
        part: [{ name: 'head', bndbox: { xmin: 1 } }]
      }
    }
    const text = await document({
      objects: [{ ...box, attributes }],
      attributes: { source: { database: 'D & E' }, width: 5, size: 1, '1x': 2 }
    })
    expect(text).toContain('<source><database>D &amp; E</database></source><width>5</width><size><width>6')
    expect(text).not.toContain('1x')
    const pairs = [
      ['rotation', '0.5'],
      ['text', '"1"'],
      ['plain', 'a &lt;b&gt; &amp; c'],
      ['list', '[1,"x"]']
    ]
    expect(text).toContain(
      '<object><name>dog</name><pose>Left</pose><truncated>1</truncated><difficult>1</difficult><occluded>0</occluded>' +
        '<bndbox><xmin>2</xmin><ymin>1</ymin><xmax>5</xmax><ymax>2</ymax></bndbox>' +
        '<part><name>head</name><bndbox><xmin>1</xmin></bndbox></part>' +
        `<attributes>${pairs.map(([name, value]) => `<attribute><name>${name}</name><value>${value}</value></attribute>`).join('')}</attributes></object>`
    )
  })

  it('has no places of parts when the picture is another', async () => {
    const objects = [{ ...box, attributes: { part: [{ name: 'head', bndbox: { xmin: 1 } }] } }]
    expect(await document({ objects, of: { parameters: '[]' } })).not.toContain('part')
    expect(await document({ objects })).toContain('part')
  })

  it('rounds sides to pixels inside the picture and leaves one at least', async () => {
    const at = (x: number, width: number): Annotation => ({ ...box, box: { x, y: -3, width, height: 5.4 } })
    const text = await document({ objects: [at(-2, 4.6), at(5.8, 0.1), at(2.4, 0.2), at(6.5, 3)] })
    // 0 to 2.6 is 1 to 3; less than a pixel at the right border is the last one, and one from 2.4 on the third.
    const xs = [...text.matchAll(/<xmin>(\d+)<.xmin>.*?<xmax>(\d+)</g)].map(([, from, to]) => `${from}-${to}`)
    expect(xs).toEqual(['1-3', '6-6', '3-3'])
    expect(text).toContain('<ymin>1</ymin>')
    expect(text).toContain('<ymax>2</ymax>')
  })

  it('has the upright hull of outlines, masks and rotated boxes, and nothing of keypoints or without a class', async () => {
    const point = { x: 1, y: 1, visibility: 2 } as const
    const pixels = Array.from({ length: 24 }, (_, at) => (at === 8 || at === 15 ? 1 : 0))
    const text = await document({
      objects: [
        { kind: 'polygon', className: 'cat', rings: [[1, 1, 4, 1, 4, 3]] },
        { kind: 'rotatedBox', className: 'cat', corners: [2, 0, 4, 2, 2, 4, 0, 2] },
        { kind: 'mask', className: 'cat', object: 1, mask: maskFromPixels(pixels, size) },
        { kind: 'keypoints', className: 'cat', points: [point] },
        { ...box, className: null }
      ]
    })
    const boxes = [...text.matchAll(/<bndbox><xmin>(.)<.xmin><ymin>(.)<.ymin><xmax>(.)<.xmax><ymax>(.)</g)]
    expect(boxes.map(([, ...sides]) => sides.join(' '))).toEqual(['2 2 4 3', '1 1 4 4', '3 2 4 3'])
  })
})

/** Colours of a mask as sharp shows them, one text a pixel. */
async function shown(file: SideFile | undefined): Promise<readonly string[]> {
  const { data, info } = await sharp(Buffer.from(file?.content ?? ''))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect({ width: info.width, height: info.height }).toEqual(size)
  return Array.from({ length: data.length / 3 }, (_, at) => [...data.subarray(3 * at, 3 * at + 3)].join())
}

describe('masks', () => {
  const none = '0,0,0'
  const [first, second, nothing] = ['128,0,0', '0,128,0', '224,224,192']
  const rectangle = (
    className: string,
    [x, y, right, bottom]: readonly number[],
    object?: number
  ): Annotation => ({
    kind: 'polygon',
    className,
    ...(object === undefined ? {} : { object }),
    rings: [[x ?? 0, y ?? 0, right ?? 0, y ?? 0, right ?? 0, bottom ?? 0, x ?? 0, bottom ?? 0]]
  })
  const pixel = (className: string | null, at: number, more: object = {}): Annotation => ({
    kind: 'mask',
    className,
    ...more,
    mask: maskFromPixels(
      Array.from({ length: 24 }, (_, index) => (index === at ? 1 : 0)),
      size
    )
  })

  it('have classes and objects by index in the colours of VOC; later ones lie above', async () => {
    const objects = [
      rectangle('dog', [0, 0, 2, 1]),
      rectangle('cat', [1, 0, 4, 1]),
      pixel('dog', 5, { object: 9 })
    ]
    const [xml, byClass, byObject, ...more] = await files({ objects }, contextOf(['polygon', 'mask']))
    expect(String(xml?.content)).toContain('<segmented>1</segmented>')
    expect([byClass?.file, byObject?.file, more]).toEqual([
      'SegmentationClass/a-2.png',
      'SegmentationObject/a-2.png',
      []
    ])
    const rest = Array.from({ length: 18 }, () => none)
    // cat has index 1, dog 2; objects are counted as they stand in the XML.
    expect(await shown(byClass)).toEqual([second, first, first, first, none, second, ...rest])
    expect(await shown(byObject)).toEqual([first, second, second, second, none, '128,128,0', ...rest])
  })

  it('have 255 where nothing counts, above everything', async () => {
    const objects = [rectangle('dog', [0, 0, 2, 1]), pixel(null, 1, { attributes: { void: true } })]
    const [, byClass, byObject] = await files({ objects }, contextOf(['polygon', 'mask']))
    expect((await shown(byClass)).slice(0, 3)).toEqual([second, nothing, none])
    expect((await shown(byObject)).slice(0, 3)).toEqual([first, nothing, none])
  })

  it('of classes alone have no objects, neither in the XML nor as indexes', async () => {
    const [xml, byClass, ...more] = await files({ objects: [pixel('cat', 0)] }, contextOf(['mask']))
    expect(String(xml?.content)).not.toContain('<object>')
    expect((await shown(byClass)).slice(0, 2)).toEqual([first, none])
    expect(more).toEqual([])
  })

  it('are empty for a picture without objects when others have some', async () => {
    const made = await files({ objects: [] }, contextOf(['mask']))
    expect(made.map(({ file }) => file)).toEqual([
      'Annotations/a-2.xml',
      'SegmentationClass/a-2.png',
      'SegmentationObject/a-2.png'
    ])
    expect(new Set(await shown(made[1]))).toEqual(new Set([none]))
  })

  it('are refused for more classes than an index can tell apart', async () => {
    const many = classes(...Array.from({ length: 255 }, (_, n) => `c${n}`))
    const context = contextOf(['mask'], { classes: many })
    await expect(files({ objects: [pixel('c254', 0)] }, context)).rejects.toMatchObject({ code: 'bad-input' })
    expect((await files({ objects: [pixel('c253', 0)] }, context)).length).toBe(2)
  })
})

describe('the lists', () => {
  const pictures = (['train', 'val', 'test', 'train'] as const).map((split, at) =>
    exported({ file: `JPEGImages/p${at}.jpg`, source: 'x.jpg', className: null, split })
  )
  const names = (context: ExportContext): readonly string[] =>
    voc.tables?.(context).map(({ file }) => file) ?? []

  it('name the pictures of each part without ending, and those of trainval', () => {
    const context = contextOf(['box'], { splits: ['train', 'val', 'test'] })
    const text = (name: string): string => tableText(voc, `ImageSets/Main/${name}.txt`, pictures, context)
    expect([text('train'), text('val'), text('test'), text('trainval')]).toEqual([
      'p0\np3\n',
      'p1\n',
      'p2\n',
      'p0\np1\np3\n'
    ])
    expect(names(context)).not.toContain('ImageSets/Segmentation/train.txt')
  })

  it('are trainval alone where there are no parts, and twice where there are masks', () => {
    expect(names(contextOf(['mask']))).toEqual([
      'labelmap.txt',
      'ImageSets/Main/trainval.txt',
      'ImageSets/Segmentation/trainval.txt'
    ])
  })

  it('come with the colours of the classes', () => {
    expect(tableText(voc, 'labelmap.txt', [], contextOf())).toBe(
      '# label:color_rgb:parts:actions\nbackground:0,0,0::\ncat:128,0,0::\ndog:0,128,0::\n'
    )
  })

  it('name pictures in one folder, whatever class and part', () => {
    const { item } = exported({
      file: 'x',
      source: 'deep/cat/a.b.png',
      className: 'cat',
      split: 'val',
      parameters: '[]'
    })
    expect(voc.place(item, exportContext().names)).toBe('JPEGImages/a.b__000')
  })
})
