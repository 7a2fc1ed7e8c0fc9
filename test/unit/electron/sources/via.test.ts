import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openGiven } from '../../../../electron/sources/given.ts'
import { via } from '../../../../electron/sources/via.ts'
import { ringArea } from '../../../../shared/annotations/rings.ts'
import { type Findings, findingsOf } from '../../../fixtures/findings.ts'
import { png, putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()

const region = (shape_attributes: object, region_attributes: object = { class: 'cat' }): object => ({
  shape_attributes,
  region_attributes
})
const rect = { name: 'rect', x: 1, y: 2, width: 10, height: 20 }
const entry = (regions: unknown, file_attributes: object = {}, filename = 'a.png'): object => ({
  filename,
  size: 123,
  regions,
  file_attributes
})
const project = (metadata: object, attributes: object = { region: {}, file: {} }): string =>
  JSON.stringify({
    _via_settings: { ui: {} },
    _via_img_metadata: metadata,
    _via_attributes: attributes,
    _via_data_format_version: '2.0.10'
  })

/** What is found beside a.png and b.png of 40 x 30 pixels. */
async function found(files: Readonly<Record<string, string>>): Promise<Findings> {
  const folder = temp()
  putFiles(folder, { 'a.png': await png(1), 'images/b.png': await png(2), ...files })
  return findingsOf(via, folder)
}

const objectsIn = async (...regions: readonly object[]): Promise<readonly object[]> => {
  const { images, problems } = await found({ 'x.json': project({ 'a.png123': entry(regions) }) })
  expect(problems).toEqual([])
  return images[0]?.annotations?.objects ?? []
}

describe('files of the VGG Image Annotator', () => {
  it('are known by their content', async () => {
    const recognises = async (name: string, text: string): Promise<boolean> => {
      const folder = temp()
      putFiles(folder, { [name]: text })
      return via.recognises(await openGiven([folder]))
    }
    expect(await recognises('x.json', project({}))).toBe(true)
    expect(await recognises('x.json', JSON.stringify({ 'a.png1': entry([]) }))).toBe(true)
    expect(
      await recognises(
        'x.csv',
        'filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes\n'
      )
    ).toBe(true)
    expect(await recognises('x.csv', 'filename,label\na.png,cat\n')).toBe(false)
    expect(await recognises('x.json', '{"images":[{"file_name":"a.png"}]}')).toBe(false)
    expect(await recognises('x.json', '{"a":{"filename":3}}')).toBe(false)
  })

  it('have regions of every kind', async () => {
    const polygon = { all_points_x: [1, 11, 11], all_points_y: [2, 2, 9] }
    const objects = await objectsIn(
      region(rect),
      region({ name: 'polygon', ...polygon }),
      region({ name: 'polyline', ...polygon }),
      region({ name: 'point', cx: 4, cy: 5 }),
      region({ name: 'circle', cx: 20, cy: 15, r: 5 }),
      region({ name: 'ellipse', cx: 20, cy: 15, rx: 8, ry: 4, theta: Math.PI / 2 })
    )
    expect(objects.slice(0, 4)).toEqual([
      { kind: 'box', className: 'cat', box: { x: 1, y: 2, width: 10, height: 20 } },
      { kind: 'polygon', className: 'cat', rings: [[1, 2, 11, 2, 11, 9]] },
      {
        kind: 'keypoints',
        className: 'cat',
        points: [
          { x: 0.5, y: 1.5, visibility: 2 },
          { x: 10.5, y: 1.5, visibility: 2 },
          { x: 10.5, y: 8.5, visibility: 2 }
        ],
        attributes: { shape: 'polyline' }
      },
      { kind: 'keypoints', className: 'cat', points: [{ x: 3.5, y: 4.5, visibility: 2 }] }
    ])
    const rings = objects
      .slice(4)
      .map((one) => (one as { readonly rings: readonly (readonly number[])[] }).rings[0] ?? [])
    expect(ringArea(rings[0] ?? []) / (Math.PI * 25)).toBeCloseTo(1, 2)
    const rows = (rings[1] ?? []).filter((_, at) => at % 2 === 1)
    // By a quarter turn the radius across, 8, is the one down.
    expect([Math.min(...rows), Math.max(...rows)]).toEqual([7, 23].map((one) => expect.closeTo(one, 9)))
  })

  it('are read without a project and as version 1 wrote them', async () => {
    const { images, problems } = await found({
      'x.json': JSON.stringify({
        'a.png123': entry({ 0: region(rect), 1: region(rect, { class: 'dog' }) }),
        'b.png9': entry([], {}, 'b.png')
      })
    })
    expect(problems).toEqual([])
    expect(
      images.map(({ name, annotations }) => [name, annotations?.objects.map(({ className }) => className)])
    ).toEqual([
      ['a.png', ['cat', 'dog']],
      ['images/b.png', []]
    ])
  })

  it('are read as a table', async () => {
    const head =
      'filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes'
    const shape = '"{""name"":""rect"",""x"":1,""y"":2,""width"":10,""height"":20}"'
    const { images, problems } = await found({
      'x.csv': [
        head,
        `a.png,123,"{""label"":""day""}",2,0,${shape},"{""label"":""cat"",""age"":""3""}"`,
        `a.png,123,"{""label"":""day""}",2,1,${shape},"{""label"":""dog""}"`,
        'b.png,9,"{}",0,0,"{}","{}"',
        'b.png,9,"{",0,0,"{}","{}"'
      ].join('\n')
    })
    expect(problems).toEqual([['x.csv: row 5', expect.stringContaining('Its attributes are no JSON.')]])
    const box = { kind: 'box', box: { x: 1, y: 2, width: 10, height: 20 } }
    expect(images).toMatchObject([
      {
        name: 'a.png',
        className: 'day',
        annotations: {
          objects: [
            { ...box, className: 'cat', attributes: { age: '3' } },
            { ...box, className: 'dog' }
          ]
        }
      },
      { name: 'images/b.png', className: null, annotations: { objects: [] } }
    ])
  })
})

describe('the class of a region', () => {
  const classWith = async (attributes: object, declared: object): Promise<string | null | undefined> => {
    const { images } = await found({
      'x.json': project({ 'a.png1': entry([region(rect, attributes)]) }, { region: declared, file: {} })
    })
    return images[0]?.annotations?.objects[0]?.className
  }

  it.each([
    ['is called so', { age: '3', Label: 'cat' }, { age: { type: 'dropdown' } }, 'cat'],
    [
      'is chosen from a list',
      { age: '3', kind: 'cat' },
      { age: { type: 'text' }, kind: { type: 'dropdown' } },
      'cat'
    ],
    [
      'is a radio button',
      { age: '3', kind: 'cat' },
      { age: { type: 'text' }, kind: { type: 'radio' } },
      'cat'
    ],
    ['is the only one', { kind: 'cat' }, {}, 'cat'],
    ['is unclear', { age: '3', kind: 'cat' }, {}, null],
    ['is unclear among two lists', { a: '3', b: 'c' }, { a: { type: 'radio' }, b: { type: 'radio' } }, null],
    ['is empty', { class: '' }, {}, null]
  ])('%s', async (_what, attributes, declared, expected) => {
    expect(await classWith(attributes, declared)).toBe(expected)
  })

  it('and that of a file are declared by the project; other attributes are kept', async () => {
    const { images, classes } = await found({
      'x.json': project(
        {
          'a.png1': entry([region(rect, { type: 'cat', marks: { torn: true }, note: '' })], {
            name: 'day',
            by: 'me'
          })
        },
        {
          region: {
            type: { type: 'dropdown', options: { cat: 'A cat', dog: '' } },
            marks: { type: 'checkbox' }
          },
          file: { name: { type: 'radio', options: { day: '', night: '' } } }
        }
      )
    })
    expect(classes.map(([name]) => name)).toEqual(['cat', 'dog', 'day', 'night'])
    expect(images).toMatchObject([
      {
        className: 'day',
        annotations: {
          attributes: { by: 'me' },
          objects: [{ className: 'cat', attributes: { marks: { torn: true } } }]
        }
      }
    ])
  })
})

describe('what is wrong in a file of VIA', () => {
  it.each([
    [{ ...rect, width: 0 }, 'A box must be wider and higher than 0, but is 0 x 20.'],
    [{ ...rect, x: undefined }, 'NaN is no place in a picture.'],
    [{ ...rect, x: 40 }, 'It lies outside the picture of 40 x 30 pixels.'],
    [
      { name: 'polygon', all_points_x: [1, 2], all_points_y: [1, 2] },
      'An outline must have x and y for three'
    ],
    [
      { name: 'polygon', all_points_x: [1, 2, 3], all_points_y: [1, 2] },
      'It must have as many numbers in all_points_x'
    ],
    [{ name: 'circle', cx: 1, cy: 1, r: 0 }, 'Its radii must be more than 0, but are 0 and 0.'],
    [{ name: 'point', cx: 1 }, 'NaN is no place in a picture.'],
    [{ name: 'cuboid' }, 'Regions of the kind "cuboid" are not read.'],
    [{}, 'Regions of the kind "" are not read.']
  ])('%j is a problem of its entry', async (shape, reason) => {
    const { images, problems } = await found({ 'x.json': project({ 'a.png1': entry([region(shape)]) }) })
    expect(problems).toEqual([['x.json: a.png1: region 1', expect.stringContaining(reason)]])
    expect(images[0]?.annotations?.objects).toEqual([])
  })

  it('is told of pictures and files, and the rest goes in', async () => {
    const { images, problems } = await found({
      'x.json': project({
        one: entry([]),
        two: entry([], {}, 'gone.png'),
        three: entry([], {}, '../../a.png'),
        four: entry([]),
        five: { filename: 'b.png', regions: 'x' },
        six: 4
      }),
      'y.json': '{"_via_settings":{},',
      'z.csv': '#filename,region_shape_attributes\n"a'
    })
    expect(images.map(({ name }) => name)).toEqual(['a.png'])
    expect(problems.map(([path, reason]) => [path, reason.slice(0, 30)])).toEqual([
      ['x.json: five', 'Expected a filename and region'],
      ['x.json: six', 'Expected a filename and region'],
      ['x.json: two', 'The picture "gone.png" is not '],
      ['x.json: three', 'The path "../../a.png" leads o'],
      ['x.json: four', 'The picture "a.png" is describ'],
      ['y.json', 'This is no valid JSON. Correct'],
      ['z.csv', 'The table is damaged: Quote No']
    ])
    const folder = temp()
    putFiles(folder, { 'x.json': '{}' })
    const named = await findingsOf(via, folder, [join(folder, 'x.json')])
    expect(named.problems).toEqual([['x.json', expect.stringContaining('This is no file of the VGG')]])
  })
})
