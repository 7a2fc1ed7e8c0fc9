import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { loadSource } from '../../../../../electron/sources/bytes.ts'
import { openGiven } from '../../../../../electron/sources/given.ts'
import { hf } from '../../../../../electron/sources/hf/index.ts'
import type { Finding } from '../../../../../electron/sources/types.ts'
import { classesOf, findAll, imagesOf, listed, problemsOf } from '../../../../fixtures/find.ts'
import { elements, parquetFile, type ParquetOf } from '../../../../fixtures/parquet.ts'
import { picture, png, putFiles } from '../../../../fixtures/pictures.ts'
import { tempFolders } from '../../../../fixtures/tempFolder.ts'

const temp = tempFolders()

function put(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = temp()
  putFiles(folder, files)
  return folder
}

const five = async (): Promise<readonly { bytes: Uint8Array; path: string }[]> =>
  Promise.all([1, 2, 3, 4, 5].map(async (seed) => ({ bytes: await png(seed), path: `in/p${seed}.png` })))

const simple = async (more: Partial<ParquetOf> = {}): Promise<Uint8Array> =>
  parquetFile({
    schema: [...elements.image(), ...elements.integer('label')],
    columns: { image: await five(), label: [0n, 1n, null, -1n, 1n] },
    huggingface: { image: { _type: 'Image' }, label: { names: ['cat', 'dog'], _type: 'ClassLabel' } },
    ...more
  })

async function rasters(found: readonly Finding[]): Promise<unknown> {
  return Promise.all(imagesOf(found).map(async (image) => (await loadSource(image)).raster))
}

const expected = [1, 2, 3, 4, 5].map((seed) => picture(seed))

describe('Parquet files of Hugging Face', () => {
  it('give pictures byte for byte, classes by the names in the schema, and the split of the name', async () => {
    const folder = put({ 'data/train-00000-of-00001.parquet': await simple() })
    expect(await hf.recognises(await openGiven([folder]))).toBe(true)
    const found = await findAll(hf, [folder])
    expect(classesOf(found)).toEqual(['cat', 'dog'])
    const file = 'data/train-00000-of-00001.parquet'
    expect(listed(found)).toEqual([
      `${file}/0-p1.png -> cat, train`,
      `${file}/1-p2.png -> dog, train`,
      `${file}/2-p3.png -> -, train`,
      `${file}/3-p4.png -> -, train`,
      `${file}/4-p5.png -> dog, train`
    ])
    expect(await rasters(found)).toEqual(expected)
  })

  it.each([
    ['nothing', { codec: 'UNCOMPRESSED' }],
    ['Snappy, with an index of pages', { offsetIndex: true }],
    ['GZIP', { codec: 'GZIP', compressors: { GZIP: (input: Uint8Array) => gzipSync(input) } }],
    [
      'Brotli',
      { codec: 'BROTLI', compressors: { BROTLI: (input: Uint8Array) => brotliCompressSync(input) } }
    ],
    ['Zstandard', { codec: 'ZSTD', compressors: { ZSTD: (input: Uint8Array) => zstdCompressSync(input) } }],
    ['one row group', { rowGroupSize: 5 }]
  ] as const)('are read packed with %s', async (_, more) => {
    const found = await findAll(hf, [put({ 'a.parquet': await simple(more) })])
    expect(await rasters(found)).toEqual(expected)
  })

  it('may have the bytes alone, classes as text, captions and other columns', async () => {
    const content = await parquetFile({
      schema: [
        { name: 'image', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
        ...elements.text('label'),
        ...elements.text('text'),
        ...elements.integer('id')
      ],
      columns: {
        image: (await five()).slice(0, 2).map(({ bytes }) => bytes),
        label: ['cät', null],
        text: ['A cat.', null],
        id: [7n, 8n]
      }
    })
    const found = await findAll(hf, [put({ 'a.parquet': content })])
    expect(imagesOf(found).map(({ className, annotations }) => [className, annotations])).toEqual([
      ['cät', { objects: [], captions: ['A cat.'], attributes: { id: 7 } }],
      [null, { objects: [], attributes: { id: 8 } }]
    ])
    expect(await rasters(found)).toEqual(expected.slice(0, 2))
  })

  it.each([
    [
      'as Sequence',
      { feature: { bbox: {}, category: { names: ['nose', 'ear'], _type: 'ClassLabel' } }, _type: 'Sequence' }
    ],
    [
      'as List',
      { bbox: {}, category: { feature: { names: ['nose', 'ear'], _type: 'ClassLabel' }, _type: 'List' } }
    ]
  ])('give boxes with classes by name, noted %s', async (_, objects) => {
    const content = await parquetFile({
      schema: [
        ...elements.image(),
        ...elements.struct(
          'objects',
          elements.list('bbox', elements.list('element', elements.double('element'))),
          elements.list('category', elements.integer('element'))
        )
      ],
      columns: {
        image: (await five()).slice(0, 2),
        objects: [
          {
            bbox: [
              [1, 2, 3.5, 4],
              [100, 0, 5, 5]
            ],
            category: [1n, 0n]
          },
          { bbox: [], category: [] }
        ]
      },
      huggingface: { objects }
    })
    const found = await findAll(hf, [put({ 'a.parquet': content })])
    expect(imagesOf(found).map(({ annotations }) => annotations?.objects)).toEqual([
      [{ kind: 'box', className: 'ear', object: 0, box: { x: 1, y: 2, width: 3.5, height: 4 } }],
      []
    ])
    // Of 40 x 30.
    expect(problemsOf(found)).toEqual([
      expect.stringMatching(/a\.parquet: row 0 \| Box 1: It lies outside the picture of 40 x 30/)
    ])
  })

  it('without pictures name their columns, and are not recognised', async () => {
    const content = await parquetFile({
      schema: [...elements.text('a'), ...elements.text('b')],
      columns: { a: ['x'], b: ['y'] }
    })
    const folder = put({ 'a.parquet': content })
    expect(await hf.recognises(await openGiven([folder]))).toBe(false)
    expect(problemsOf(await findAll(hf, [folder]))).toEqual([
      expect.stringMatching(/No column .* holds pictures. Its columns are a, b/)
    ])
  })

  it('that are damaged are told, and the next file is read', async () => {
    const good = await simple()
    const cut = good.slice(0, -20)
    const flipped = good.map((byte, at) => (at > 4 && at < good.length - 1200 ? byte ^ 0x55 : byte))
    const files = {
      'a.parquet': cut,
      'b.parquet': good,
      'c.parquet': 'PAR1',
      'd.parquet': '',
      'e.parquet': flipped
    }
    const found = await findAll(hf, [put(files)])
    expect(imagesOf(found).filter(({ path }) => path.endsWith('b.parquet'))).toHaveLength(5)
    for (const name of ['a', 'c', 'd', 'e']) {
      expect(problemsOf(found)).toContainEqual(
        expect.stringMatching(new RegExp(`${name}\\.parquet \\| The Parquet file cannot be read`))
      )
    }
  })

  it('have a row without picture told when it is read', async () => {
    const content = await simple({ columns: { image: [{ bytes: null, path: 'x.png' }], label: [0n] } })
    const [image] = imagesOf(await findAll(hf, [put({ 'a.parquet': content })]))
    if (image === undefined) throw new Error('Expected a row')
    await expect(loadSource(image)).rejects.toMatchObject({
      code: 'unsupported-format',
      remedy: expect.any(String) as string
    })
  })
})
