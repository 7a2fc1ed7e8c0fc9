import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { describe, expect, it } from 'vitest'
import { loadSource } from '../../../../../electron/sources/bytes.ts'
import { cifar } from '../../../../../electron/sources/cifar/index.ts'
import { openGiven } from '../../../../../electron/sources/given.ts'
import { classesOf, findAll, imagesOf, listed, problemsOf } from '../../../../fixtures/find.ts'
import { putFiles } from '../../../../fixtures/pictures.ts'
import { tempFolders } from '../../../../fixtures/tempFolder.ts'

const temp = tempFolders()

/** A record: labels, then reds, greens and blues; pixel p has (p, p + seed, 2 p), each modulo 256. */
function record(labels: readonly number[], seed: number): Buffer {
  const plane = (of: (p: number) => number): number[] => Array.from({ length: 1024 }, (_, p) => of(p) % 256)
  return Buffer.from([...labels, ...plane((p) => p), ...plane((p) => p + seed), ...plane((p) => 2 * p)])
}

const names = 'airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n'
const ten = {
  'batches.meta.txt': names,
  'data_batch_1.bin': Buffer.concat([record([3], 5), record([9], 6)]),
  'data_batch_2.bin': record([0], 7),
  'test_batch.bin': record([1], 8),
  'readme.html': 'x'
}
const expected = [
  'data_batch_1.bin/0 -> cat, train',
  'data_batch_1.bin/1 -> truck, train',
  'data_batch_2.bin/0 -> airplane, train',
  'test_batch.bin/0 -> automobile, test'
]

describe('CIFAR-10', () => {
  it('is read with names, splits and pixels', async () => {
    const folder = temp()
    putFiles(folder, ten)
    expect(await cifar.recognises(await openGiven([folder]))).toBe(true)
    const found = await findAll(cifar, [folder])
    expect(listed(found)).toEqual(expected)
    expect(classesOf(found)).toEqual(names.trim().split('\n'))
    const second = imagesOf(found)[1]
    if (second === undefined) throw new Error('Expected two pictures')
    const { raster } = await loadSource(second)
    expect([raster.width, raster.height, raster.channels]).toEqual([32, 32, 3])
    // Pixel 300 of the record with seed 6.
    expect([...raster.data.subarray(900, 903)]).toEqual([300 % 256, 306 % 256, 600 % 256])
  })

  it('is read from the archive as it is downloaded', async () => {
    const archive = pack()
    for (const [name, content] of Object.entries(ten))
      archive.entry({ name: `cifar-10-batches-bin/${name}` }, content)
    archive.finalize()
    const chunks: Buffer[] = []
    for await (const chunk of archive) chunks.push(Buffer.from(chunk as Uint8Array))
    const path = join(temp(), 'cifar-10-binary.tar.gz')
    putFiles(join(path, '..'), { 'cifar-10-binary.tar.gz': gzipSync(Buffer.concat(chunks)) })
    expect(await cifar.recognises(await openGiven([path]))).toBe(true)
    const found = await findAll(cifar, [path])
    expect(listed(found)).toEqual(expected.map((line) => `cifar-10-batches-bin/${line}`))
    const last = imagesOf(found).at(-1)
    if (last === undefined) throw new Error('Expected a picture')
    const { raster } = await loadSource(last)
    expect([...raster.data.subarray(300, 303)]).toEqual([100, 108, 200])
  })

  it('without names has numbers; a label that is none is told, and the others are read', async () => {
    const folder = temp()
    const many = Array.from({ length: 40 }, (_, n) => record([n === 39 ? 200 : n % 10], n))
    putFiles(folder, { 'train.bin': Buffer.concat(many) })
    const found = await findAll(cifar, [folder])
    expect(imagesOf(found)).toHaveLength(39)
    expect(imagesOf(found)[12]?.className).toBe('2')
    expect(problemsOf(found)).toEqual([
      expect.stringMatching(/train\.bin: 39 \| Expected a label from 0 to 9 but received 200/)
    ])
  })
})

describe('CIFAR-100', () => {
  it('has fine labels as classes and coarse ones as attributes', async () => {
    const folder = temp()
    const lines = (word: string, count: number): string =>
      Array.from({ length: count }, (_, n) => `${word}${n}\n`).join('')
    putFiles(folder, {
      'train.bin': Buffer.concat([record([19, 99], 1), record([0, 42], 2)]),
      'test.bin': record([7, 8], 3),
      'coarse_label_names.txt': lines('coarse', 20),
      'fine_label_names.txt': lines('fine', 100)
    })
    const found = await findAll(cifar, [folder])
    expect(listed(found)).toEqual([
      'test.bin/0 -> fine8, test',
      'train.bin/0 -> fine99, train',
      'train.bin/1 -> fine42, train'
    ])
    expect(imagesOf(found).map(({ annotations }) => annotations?.attributes)).toEqual([
      { coarse: 'coarse7' },
      { coarse: 'coarse19' },
      { coarse: 'coarse0' }
    ])
    expect(classesOf(found)).toHaveLength(100)
  })
})

describe('files that are cut', () => {
  it('are one problem and not recognised', async () => {
    const folder = temp()
    putFiles(folder, { 'data_batch_1.bin': record([3], 5).subarray(0, 3000) })
    expect(await cifar.recognises(await openGiven([folder]))).toBe(false)
    expect(problemsOf(await findAll(cifar, [folder]))).toEqual([
      expect.stringMatching(/records of 3073 or 3074 bytes; this one has 3000/)
    ])
  })
})
