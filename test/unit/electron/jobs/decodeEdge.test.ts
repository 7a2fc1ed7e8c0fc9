import { existsSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { decode, resize } from '../../../../electron/pixels/codec.ts'
import { renderRaster } from '../../../../electron/pixels/render.ts'
import { decodeEdge, previewEdge } from '../../../../electron/jobs/decodeEdge.ts'
import type { Sampling } from '../../../../shared/ops.ts'

const source = { width: 4000, height: 3000 }
const size = { width: 640, height: 640 }
const sampling: Sampling = { fillMode: 'nearest', fillValue: [0], interpolation: 'bilinear' }
const zoom = (factor: number): { transform: string; factor: number; xFactor: number; yFactor: number } => ({
  transform: 'zoom',
  factor,
  xFactor: 1,
  yFactor: 1
})

describe('how small a source is decoded', () => {
  it('depends on what one output pixel covers where the zoom is strongest', () => {
    // 3000 / 640 = 4.7 source pixels a pixel down the picture: a quarter of the side is enough.
    expect(decodeEdge(source, size, { steps: [], sampling })).toBe(4000 / 4)
    // Zooms by a fifth, 3.9 and 5.9, share it.
    expect(decodeEdge(source, size, { steps: [zoom(1.2)], sampling })).toBe(4000 / 4)
    expect(decodeEdge(source, size, { steps: [zoom(0.8)], sampling })).toBe(4000 / 4)
    // Shown at half the size one pixel covers 9.4, twice enlarged 2.3, three times 1.6.
    expect(decodeEdge(source, size, { steps: [zoom(0.5)], sampling })).toBe(4000 / 8)
    expect(decodeEdge(source, size, { steps: [zoom(2)], sampling })).toBe(4000 / 2)
    expect(decodeEdge(source, size, { steps: [zoom(3)], sampling })).toBe(Infinity)
  })

  it('is the whole where levels must stay, and where little is shrunk', () => {
    expect(decodeEdge(source, size, { steps: [], sampling: { ...sampling, interpolation: 'nearest' } })).toBe(
      Infinity
    )
    expect(decodeEdge(source, { width: 3000, height: 2250 }, { steps: [], sampling })).toBe(Infinity)
  })

  it('is twice a preview, and more for crops in steps of two', () => {
    expect(previewEdge(source, source, 256)).toBe(512)
    // Of a frame of a quarter of the side, four times as much of the source has to be there.
    expect(previewEdge(source, { width: 1000, height: 750 }, 256)).toBe(2048)
    expect(previewEdge(source, { width: 900, height: 700 }, 256)).toBe(4096)
  })
})

const photo = '/usr/lib/python3/dist-packages/skimage/data/astronaut.png'

// Why 38 and 3 dB: a guard against aliasing, which would cost far more; the comment at leastCoverage has the figures.
it.skipIf(!existsSync(photo))('keeps the quality of a photo near that of the whole picture', async () => {
  const bytes = await sharp(photo)
    .resize({ ...source, fit: 'fill' })
    .removeAlpha()
    .jpeg({ quality: 92 })
    .toBuffer()
  const whole = await decode(bytes, 'photo.jpg')
  for (const steps of [[{ transform: 'rotate', angleDeg: 23 }], [zoom(0.8)], [zoom(1.25)]]) {
    const request = { fullSize: source, steps, sampling }
    const full = await resize(await renderRaster(whole, request), size)
    const small = await decode(bytes, 'photo.jpg', { maxEdgePx: decodeEdge(source, size, request) })
    const [quick, slow] = await Promise.all(
      [small, whole].map((raster) => renderRaster(raster, { ...request, outputSize: size }))
    )
    const [own, other] = [quick, slow].map((raster) => psnr(raster?.data ?? [], full.data))
    expect(small.width).toBeLessThan(whole.width)
    expect(own).toBeGreaterThan(38)
    expect(own).toBeGreaterThan((other ?? 0) - 3)
  }
})

function psnr(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < b.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2
  return 10 * Math.log10((255 * 255) / (sum / b.length))
}
