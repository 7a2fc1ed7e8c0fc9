/** Parquet files are read by arrow-rs, which shares no code with what writes them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tableFromIPC } from 'apache-arrow'
import { readParquet } from 'parquet-wasm'
import { describe, expect, it } from 'vitest'
import { parquet } from '../../electron/exporters/parquet/index.ts'
import { readPicture } from '../../electron/pixels/codec.ts'
import { classes, exportContext, exported } from '../fixtures/exported.ts'
import { putMarkedSet } from '../fixtures/markedSet.ts'
import { picture } from '../fixtures/pictures.ts'
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
})
