import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { loadSource } from '../../../../../electron/sources/bytes.ts'
import { openGiven } from '../../../../../electron/sources/given.ts'
import { tfrecord } from '../../../../../electron/sources/tfrecord/index.ts'
import { classesOf, findAll, imagesOf, listed, problemsOf } from '../../../../fixtures/find.ts'
import { picture, png, putFiles } from '../../../../fixtures/pictures.ts'
import { castagnoli, example, record, type Values } from '../../../../fixtures/tfrecord.ts'
import { tempFolders } from '../../../../fixtures/tempFolder.ts'

const temp = tempFolders()

/** A picture of 40 x 30. */
const encoded = async (seed: number): Promise<Uint8Array> => png(seed)

async function fileOf(records: readonly Readonly<Record<string, Values>>[]): Promise<Buffer> {
  const made = await Promise.all(
    records.map(async (one, n) => record(example({ 'image/encoded': [await encoded(n + 1)], ...one })))
  )
  return Buffer.concat(made)
}

function put(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = temp()
  putFiles(folder, files)
  return folder
}

const boxes = (sides: {
  x: number[]
  X: number[]
  y: number[]
  Y: number[]
}): Readonly<Record<string, Values>> => ({
  'image/object/bbox/xmin': { floats: sides.x },
  'image/object/bbox/xmax': { floats: sides.X },
  'image/object/bbox/ymin': { floats: sides.y },
  'image/object/bbox/ymax': { floats: sides.Y }
})

describe('the fixture', () => {
  it('has the checksums of RFC 3720, B.4', () => {
    expect(castagnoli(new Uint8Array(32))).toBe(0x8a9136aa)
    expect(castagnoli(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43)
    expect(castagnoli(Uint8Array.from({ length: 32 }, (_, n) => n))).toBe(0x46dd794e)
  })
})

describe('TFRecord files', () => {
  it('give pictures byte for byte, with class, split and the name of the file', async () => {
    const one = {
      'image/filename': ['in/cat 1.png'],
      'image/class/text': ['cat'],
      'image/class/label': { integers: [3] }
    }
    const folder = put({
      'train-00000-of-00001.tfrecord': await fileOf([one, {}]),
      'a_test.tfrecord': await fileOf([one])
    })
    expect(await tfrecord.recognises(await openGiven([folder]))).toBe(true)
    const found = await findAll(tfrecord, [folder])
    expect(listed(found)).toEqual([
      'a_test.tfrecord/0-cat 1.png -> cat, test',
      'train-00000-of-00001.tfrecord/0-cat 1.png -> cat, train',
      'train-00000-of-00001.tfrecord/1 -> -, train'
    ])
    const last = imagesOf(found).at(-1)
    if (last === undefined) throw new Error('Expected a picture')
    const { raster } = await loadSource(last)
    expect(raster).toEqual(picture(2))
  })

  it.each([
    ['packed with gzip', (bytes: Buffer) => gzipSync(bytes), 'data.tfrecord.gz'],
    ['as TensorFlow names shards', (bytes: Buffer) => bytes, 'data.tfrecord-00000-of-00001'],
    ['as others name them', (bytes: Buffer) => bytes, 'data.tfrec']
  ])('are read %s', async (_, change, name) => {
    const folder = put({ [name]: change(await fileOf([{ label: { integers: [4] } }])) })
    expect(await tfrecord.recognises(await openGiven([folder]))).toBe(true)
    const found = await findAll(tfrecord, [folder])
    expect(listed(found)).toEqual([`${name}/0 -> 4`])
    const [image] = imagesOf(found)
    if (image === undefined) throw new Error('Expected a picture')
    expect((await loadSource(image)).raster).toEqual(picture(1))
  })

  it('call classes by a label map beside them or above them, with comments, escapes and display names', async () => {
    const map = `# ours\nitem { id: 1 name: "small \\"cat\\"" }\nitem: {\n  name: 'd\\303\\266g'; id: 7,\n}\nitem { id: 9 display_name: "bird" keypoints { id: 1 } }\n`
    const folder = put({
      'label_map.pbtxt': map,
      'in/train.tfrecord': await fileOf([
        { 'image/class/label': { integers: [7], isPacked: false } },
        { 'image/class/label': { integers: [1, 7] } },
        { 'image/class/label': { integers: [5] } }
      ])
    })
    const found = await findAll(tfrecord, [folder])
    expect(classesOf(found).slice(0, 2)).toEqual(['small "cat"', 'dög'])
    expect(imagesOf(found).map(({ className, annotations }) => [className, annotations?.labels])).toEqual([
      ['dög', undefined],
      ['small "cat"', ['small "cat"', 'dög']],
      ['5', undefined]
    ])
  })

  it('give boxes in pixels, with classes, flags and captions', async () => {
    // Of 40 x 30: 10 to 30 and 6 to 21; then one that reaches over the left border.
    const one = {
      ...boxes({ x: [0.25, -0.1], X: [0.75, 0.5], y: [0.2, 0], Y: [0.7, 1] }),
      'image/object/class/text': ['cat', ''],
      'image/object/difficult': { integers: [0, 1] },
      'image/caption': ['A cat.', 'It sits.']
    }
    const [image] = imagesOf(await findAll(tfrecord, [put({ 'a.tfrecord': await fileOf([one]) })]))
    expect(image?.annotations).toEqual({
      captions: ['A cat.', 'It sits.'],
      objects: [
        { kind: 'box', className: 'cat', object: 0, box: { x: 10, y: 6, width: 20, height: 15 } },
        {
          kind: 'box',
          className: null,
          object: 1,
          box: { x: -4, y: 0, width: 24, height: 30 },
          attributes: { difficult: 1 }
        }
      ]
    })
  })

  it('are not taken where pictures of their own lie, and other files are not taken for them', async () => {
    const recognised = async (files: Readonly<Record<string, Uint8Array | string>>): Promise<boolean> =>
      tfrecord.recognises(await openGiven([put(files)]))
    expect(await recognised({ 'a.tfrecord': await fileOf([{}]), 'a.png': 'x' })).toBe(false)
    expect(await recognised({ 'a.tfrecord': 'this is no record at all' })).toBe(false)
    expect(await recognised({ 'a.record': '' })).toBe(false)
  })
})

describe('damage', () => {
  const three = [{ label: { integers: [0] } }, { label: { integers: [1] } }, { label: { integers: [2] } }]
  const outcome = async (content: Buffer): Promise<readonly [readonly string[], readonly string[]]> => {
    const folder = put({ 'a.tfrecord': content })
    const found = await findAll(tfrecord, [folder])
    return [
      imagesOf(found).map(({ className }) => className ?? '-'),
      problemsOf(found).map((text) => text.replace(join(folder, 'a.tfrecord'), 'F'))
    ]
  }
  /** Where each record begins. */
  const starts = (content: Buffer): readonly number[] => {
    const found = [0]
    for (let at = 0; at < content.length;) found.push((at += 16 + content.readUInt32LE(at)))
    return found
  }

  it('in the data of a record is told with its number, and the others are read', async () => {
    const content = await fileOf(three)
    const at = (starts(content)[1] ?? 0) + 50
    content[at] = (content[at] ?? 0) ^ 1
    const [classes, problems] = await outcome(content)
    expect(classes).toEqual(['0', '2'])
    expect(problems).toEqual([expect.stringMatching(/^F: 1 \| The checksum of this record is wrong/)])
  })

  it('in the length of a record ends the file there, as nothing behind it can be found', async () => {
    const content = await fileOf(three)
    content[starts(content)[1] ?? 0] = 0
    const [classes, problems] = await outcome(content)
    expect(classes).toEqual(['0'])
    expect(problems).toEqual([expect.stringMatching(/^F: 1 \| The length of this record is damaged/)])
  })

  it('by an early end is told', async () => {
    const content = await fileOf(three)
    for (const end of [5, 20]) {
      const [classes, problems] = await outcome(content.subarray(0, (starts(content)[2] ?? 0) + end))
      expect(classes).toEqual(['0', '1'])
      expect(problems).toEqual([expect.stringMatching(/^F: 2 \| The file ends early/)])
    }
  })

  it.each([
    ['no Example', Buffer.from([0xff, 0xff, 0xff]), /is no tf\.train\.Example/],
    ['no picture', example({ label: { integers: [1] } }), /has no picture/],
    ['raw samples', example({ image_raw: [new Uint8Array(12)] }), /holds samples, not an encoded picture/]
  ])('of a record with %s is told', async (_, data, reason) => {
    const [classes, problems] = await outcome(Buffer.concat([record(data), await fileOf(three.slice(0, 1))]))
    expect(classes).toEqual(['0'])
    expect(problems).toEqual([expect.stringMatching(/^F: 0 \|/)])
    expect(problems[0]).toMatch(reason)
  })

  it('of single boxes is told, and the picture keeps the others', async () => {
    const one = boxes({
      x: [0.1, 0.5, NaN, 1.2],
      X: [0.2, 0.5, 0.5, 1.4],
      y: [0.1, 0.1, 0, 0],
      Y: [0.2, 0.2, 1, 1]
    })
    const found = await findAll(tfrecord, [put({ 'a.tfrecord': await fileOf([one]) })])
    expect(imagesOf(found)[0]?.annotations?.objects).toHaveLength(1)
    expect(problemsOf(found).map((text) => /: 0 \| Box (\d)/.exec(text)?.[1])).toEqual(['1', '2', '3'])
  })
})
