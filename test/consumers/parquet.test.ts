/** Parquet files are read by arrow-rs, which shares no code with what writes them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  Binary,
  Bool,
  Field,
  Int64,
  Schema,
  Struct,
  Table as ArrowTable,
  tableFromIPC,
  tableToIPC,
  Utf8,
  vectorFromArray
} from 'apache-arrow'
import { Compression, readParquet, Table, WriterPropertiesBuilder, writeParquet } from 'parquet-wasm'
import { describe, expect, it } from 'vitest'
import { parquet } from '../../electron/exporters/parquet/index.ts'
import { readPicture } from '../../electron/pixels/codec.ts'
import { loadSource } from '../../electron/sources/bytes.ts'
import { hf } from '../../electron/sources/hf/index.ts'
import { classes, exportContext, exported } from '../fixtures/exported.ts'
import { classesOf, findAll, imagesOf, problemsOf } from '../fixtures/find.ts'
import { putMarkedSet } from '../fixtures/markedSet.ts'
import { picture, png, putFiles } from '../fixtures/pictures.ts'
import { roundTrip } from '../fixtures/roundTrip.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()

interface Row {
  readonly image: { readonly bytes: Uint8Array; readonly path: string }
  readonly label: bigint | null
  readonly labels?: readonly bigint[]
  readonly captions?: readonly string[]
  readonly objects?: {
    readonly bbox: readonly (readonly number[])[]
    readonly category: readonly (bigint | null)[]
  }
}

interface Read {
  readonly rows: readonly Row[]
  readonly features: Readonly<Record<string, { readonly names?: readonly string[]; readonly _type?: string }>>
}

/** Vectors of Arrow as lists, structs as objects. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array || value === null || typeof value !== 'object') return value
  if (Symbol.iterator in value && 'length' in value) return Array.from(value as Iterable<unknown>, plain)
  const struct = 'toJSON' in value && typeof value.toJSON === 'function' ? (value.toJSON() as object) : value
  return Object.fromEntries(Object.entries(struct).map(([name, one]) => [name, plain(one)]))
}

function read(path: string): Read {
  const table = tableFromIPC(readParquet(readFileSync(path)).intoIPCStream())
  const rows = Array.from({ length: table.numRows }, (_, index) => plain(table.get(index)?.toJSON()) as Row)
  const note = JSON.parse(table.schema.metadata.get('huggingface') ?? '{}') as {
    info: { features: Read['features'] }
  }
  return { rows, features: note.info.features }
}

describe('arrow-rs', () => {
  it('reads the export of a set: counts, classes, captions, boxes, and pictures byte for byte', async () => {
    const folder = temp()
    await putMarkedSet(folder)
    const { target } = await roundTrip({ folder: temp(), paths: [folder], from: 'hf', format: 'parquet' })
    const parts = { train: 3, val: 1, test: 2 }
    const byPath = new Map<string, Row>()
    let names: readonly string[] = []
    for (const [split, count] of Object.entries(parts)) {
      const { rows, features } = read(join(target, `data/${split}-00000-of-00001.parquet`))
      expect(rows).toHaveLength(count)
      expect(features['image']).toEqual({ _type: 'Image' })
      names = features['label']?.names ?? []
      for (const row of rows) byPath.set(`${split}/${row.image.path}`, row)
    }
    const nameOf = (number: bigint | null | undefined): string | null =>
      number === null || number === undefined ? null : (names[Number(number)] ?? 'none')
    const one = byPath.get('train/one.png')
    expect(nameOf(one?.label)).toBe('cat')
    expect(one?.labels?.map(nameOf)).toEqual(['cat', 'pet'])
    expect(one?.captions).toEqual(['A cat.', 'It "sits",\nand waits.'])
    expect(one?.objects?.bbox).toEqual([
      [1, 2, 10, 20],
      [-3, 0, 5.5, 5]
    ])
    expect(one?.objects?.category.map(nameOf)).toEqual(['nose', null])
    const three = byPath.get('train/three.png')
    expect(three?.label).toBeNull()
    expect(three?.objects?.bbox).toEqual([[0.1, 0.2, 39.7, 29.3]])
    expect(nameOf(byPath.get('test/last.png')?.label)).toBe('=dog')
    const original = readFileSync(join(folder, 'train/one.png'))
    expect(Buffer.from(one?.image.bytes ?? []).equals(original)).toBe(true)
    const { raster } = await readPicture(one?.image.bytes ?? new Uint8Array(), 'one.png')
    expect(raster).toEqual(picture(1))
  })

  it('reads several row groups and pages', async () => {
    const folder = temp()
    const packer = parquet.pack?.(exportContext({ classes: classes('a', 'b') }), folder)
    const bytesOf = (n: number): Uint8Array => new Uint8Array(300_000).fill(n)
    for (let n = 0; n < 250; n++) {
      const one = exported({
        file: `pictures/${n}.jpg`,
        source: `${n}.jpg`,
        className: n % 2 === 0 ? 'b' : 'a',
        split: null
      })
      await packer?.add(one, bytesOf(n))
    }
    expect(await packer?.finish()).toEqual(['data/data-00000-of-00001.parquet'])
    const { rows, features } = read(join(folder, 'data/data-00000-of-00001.parquet'))
    expect(rows).toHaveLength(250)
    expect(Object.keys(features)).toEqual(['image', 'label'])
    for (const [n, { image, label }] of rows.entries()) {
      expect(image.path).toBe(`${n}.jpg`)
      expect(label).toBe(n % 2 === 0 ? 1n : 0n)
      expect(Buffer.from(image.bytes).equals(bytesOf(n))).toBe(true)
    }
  })

  it.each(['SNAPPY', 'ZSTD', 'GZIP', 'BROTLI', 'UNCOMPRESSED'] as const)(
    'writes files packed with %s that are read',
    async (codec) => {
      const seeds = Array.from({ length: 25 }, (_, n) => n + 1)
      const images = await Promise.all(
        seeds.map(async (seed) => ({ bytes: await png(seed), path: `p${seed}.png` }))
      )
      const struct = new Struct([new Field('bytes', new Binary(), true), new Field('path', new Utf8(), true)])
      const note = new Map([
        [
          'huggingface',
          JSON.stringify({ info: { features: { label: { names: ['even', 'odd'], _type: 'ClassLabel' } } } })
        ]
      ])
      const schema = new Schema([
        new Field('image', struct, true),
        new Field('label', new Int64(), true),
        new Field('checked', new Bool(), true)
      ])
      const table = new ArrowTable(schema, {
        image: vectorFromArray(images, struct),
        label: vectorFromArray(
          seeds.map((seed) => BigInt(seed % 2)),
          new Int64()
        ),
        checked: vectorFromArray(
          seeds.map((seed) => seed > 20),
          new Bool()
        )
      })
      const settings = new WriterPropertiesBuilder()
        .setCompression(Compression[codec])
        .setKeyValueMetadata(note)
        .setMaxRowGroupSize(10)
        .setDataPageSizeLimit(4096)
        .build()
      const folder = temp()
      const content = writeParquet(Table.fromIPCStream(tableToIPC(table, 'stream')), settings)
      putFiles(folder, { 'test-00000-of-00001.parquet': content })
      const found = await findAll(hf, [folder])
      expect(problemsOf(found)).toEqual([])
      expect(classesOf(found)).toEqual(['even', 'odd'])
      const read = imagesOf(found)
      expect(
        read.map(({ className, split, annotations }) => [className, split, annotations?.attributes])
      ).toEqual(seeds.map((seed) => [seed % 2 === 0 ? 'even' : 'odd', 'test', { checked: seed > 20 }]))
      // Out of order, as threads ask for them.
      for (const seed of [25, 1, 13, 2, 10, 11, 24]) {
        const image = read[seed - 1]
        if (image === undefined) throw new Error('Expected 25 pictures')
        expect((await loadSource(image)).raster).toEqual(picture(seed))
      }
    }
  )
})
