/** Whatever bytes tables and containers have: nothing is thrown, and what was listed is read or refused in plain words. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSource } from '../../../../electron/sources/bytes.ts'
import { cifar } from '../../../../electron/sources/cifar/index.ts'
import { csv } from '../../../../electron/sources/csv/index.ts'
import { openGiven } from '../../../../electron/sources/given.ts'
import { hf } from '../../../../electron/sources/hf/index.ts'
import { npz } from '../../../../electron/sources/npz/index.ts'
import { tfrecord } from '../../../../electron/sources/tfrecord/index.ts'
import type { Importer } from '../../../../electron/sources/types.ts'
import { CultivarError } from '../../../../shared/errors.ts'
import { findAll, imagesOf } from '../../../fixtures/find.ts'
import { npzFile } from '../../../fixtures/numpy.ts'
import { elements, parquetFile } from '../../../fixtures/parquet.ts'
import { png } from '../../../fixtures/pictures.ts'
import { example, record } from '../../../fixtures/tfrecord.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()

interface Kind {
  readonly importer: Importer
  readonly file: string
  readonly good: () => Promise<Uint8Array>
  /** Whether its reader is another's that takes the counts in a file at their word and then works for hours. */
  readonly trusts?: true
}

const grey = { type: '|u1', shape: [3, 2, 2], data: new Uint8Array(12).fill(7) }
const labels = { type: '|u1', shape: [3], data: Uint8Array.of(1, 0, 1) }

const kinds: readonly Kind[] = [
  {
    importer: csv,
    file: 'a.csv',
    good: () => Promise.resolve(Buffer.from('file,label,split\na.png,cat,train\n"b.png",dog,test\n'))
  },
  {
    importer: csv,
    file: 'a.jsonl',
    good: () => Promise.resolve(Buffer.from('{"file":"a.png","labels":["x","y"]}\n{"file":"b.png"}\n'))
  },
  {
    importer: hf,
    file: 'metadata.jsonl',
    good: () =>
      Promise.resolve(Buffer.from('{"file_name":"a.png","objects":{"bbox":[[1,2,3,4]],"categories":[0]}}\n'))
  },
  {
    importer: npz,
    file: 'a.npz',
    good: () => Promise.resolve(npzFile({ x: grey, y: labels }, { isDeflated: true }))
  },
  { importer: npz, file: 'a.npz', good: () => Promise.resolve(npzFile({ x: grey, y: labels })) },
  { importer: cifar, file: 'test_batch.bin', good: () => Promise.resolve(new Uint8Array(2 * 3073)) },
  {
    importer: tfrecord,
    file: 'a.tfrecord',
    good: async () =>
      Buffer.concat([
        record(example({ 'image/encoded': [await png(1)], label: { integers: [4] } })),
        record(example({ image: [await png(2)] }))
      ])
  },
  {
    importer: hf,
    file: 'a.parquet',
    trusts: true,
    good: async () =>
      parquetFile({
        schema: [...elements.image(), ...elements.integer('label'), ...elements.text('text')],
        columns: { image: [{ bytes: await png(1), path: 'a.png' }], label: [3n], text: ['x'] },
        huggingface: { label: { names: ['a'], _type: 'ClassLabel' } }
      })
  }
]

/** Finds and reads everything; only errors that a person can understand may come. */
async function goThrough({ importer, file }: Kind, content: Uint8Array): Promise<void> {
  const folder = mkdtempSync(join(temp(), 'd-'))
  writeFileSync(join(folder, file), content)
  const given = await openGiven([join(folder, file)])
  expect(typeof (await importer.recognises(given))).toBe('boolean')
  for (const image of imagesOf(await findAll(importer, given.paths))) {
    expect(image.name.startsWith('..')).toBe(false)
    await readSource(image).catch((error: unknown) => {
      expect(error).toBeInstanceOf(CultivarError)
      expect((error as CultivarError).code).not.toBe('internal')
    })
  }
}

describe.each(kinds)('$importer.id in $file', (kind) => {
  it('takes any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (bytes) => goThrough(kind, bytes)),
      { numRuns: 40, seed: 11 }
    )
  })

  it.skipIf(kind.trusts)('takes good files that were cut or changed somewhere', async () => {
    const good = await kind.good()
    const change = fc.record({ at: fc.nat(good.length - 1), byte: fc.integer({ min: 0, max: 255 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 6 }), fc.nat(good.length), async (changes, end) => {
        const bytes = Uint8Array.from(good)
        for (const { at, byte } of changes) bytes[at] = byte
        await goThrough(kind, changes.length % 2 === 0 ? bytes.subarray(0, end) : bytes)
      }),
      { numRuns: 60, seed: 12 }
    )
  })
})
