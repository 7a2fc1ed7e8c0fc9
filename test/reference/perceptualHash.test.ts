import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { hashDistance, nearDistance } from '../../electron/quality/nearPairs.ts'
import { perceptualHash } from '../../electron/quality/perceptualHash.ts'
import type { Raster } from '../../shared/raster.ts'
import { toSharp } from '../unit/electron/pixels/pictures.ts'
import { photo } from './photos.ts'
import { missingPython, runPython, toPython } from './python.ts'

const missing = missingPython(['numpy', 'PIL', 'scipy', 'skimage'])

/**
 * As Python's `imagehash.phash(picture, hash_size=16)` computes it (github.com/JohannesBuchner/imagehash), with
 * Pillow's box filter, which averages cells as we do; the picture is grey already.
 */
function inPython(raster: Raster): string {
  const script = `
from PIL import Image
import scipy.fftpack
levels = arrays['a']
if levels.ndim == 3 and levels.shape[2] == 1: levels = levels[:, :, 0]
picture = Image.fromarray(levels).convert('L').resize((64, 64), Image.BOX)
dct = scipy.fftpack.dct(scipy.fftpack.dct(np.asarray(picture, dtype=float), axis=0), axis=1)
low = dct[:16, :16]
bits = (low > np.median(low)).flatten()
answer = ''.join('%x' % int(''.join('1' if bit else '0' for bit in bits[at:at + 4]), 2) for at in range(0, 256, 4))`
  return runPython(script, { arrays: { a: toPython(raster) } }).answer as string
}

async function changed(raster: Raster, change: (picture: Sharp) => Sharp | Promise<Sharp>): Promise<Raster> {
  const picture = await change(toSharp(raster))
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
  return { ...info, channels: info.channels as 1 | 3, data: new Uint8Array(data) }
}

const half = (raster: Raster) => (picture: Sharp) => picture.resize(Math.round(raster.width / 2))
const names = ['chelsea', 'camera', 'ihc'] as const

describe.skipIf(missing !== undefined)('perceptual hashes of photos', () => {
  it.each(names)('have the bits that SciPy finds, but for those that rounding decides: %s', (name) => {
    // Pillow rounds the cells to whole levels, which moves a coefficient by a level or so.
    const raster = photo(name)
    expect(hashDistance(perceptualHash(raster) ?? '', inPython(raster))).toBeLessThanOrEqual(8)
  })

  it.each(names)('stay near when %s is recompressed, halved or made brighter', async (name) => {
    const raster = photo(name)
    const hash = perceptualHash(raster) ?? ''
    const copies = [
      await changed(raster, async (picture) => sharp(await picture.jpeg({ quality: 60 }).toBuffer())),
      await changed(raster, half(raster)),
      await changed(raster, (picture) => picture.linear(1.1, 5))
    ]
    for (const copy of copies)
      expect(hashDistance(hash, perceptualHash(copy) ?? '')).toBeLessThanOrEqual(nearDistance)
  })

  it('are far between different photos', () => {
    const hashes = names.map((name) => perceptualHash(photo(name)) ?? '')
    hashes.forEach((a, index) => {
      for (const b of hashes.slice(index + 1)) expect(hashDistance(a, b)).toBeGreaterThan(80)
    })
  })
})
