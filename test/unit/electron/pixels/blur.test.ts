import { describe, expect, it } from 'vitest'
import { gaussianBlur } from '../../../../electron/pixels/kernels/blur/gaussianBlur.ts'
import type { Raster } from '../../../../shared/raster.ts'
import { largestDifference, noise, raster, render, sampleAt, widened } from './rasters.ts'

/** Mirrored about the border pixels: -1 is 1, length is length - 2. */
const mirror = (at: number, length: number): number => {
  if (length === 1) return 0
  const turn = 2 * length - 2
  const within = ((at % turn) + turn) % turn
  return within < length ? within : turn - within
}

/** The plain sum over a square of pixels, with a kernel so wide that its end does not matter. */
function reference(source: Raster, sigma: number): Raster {
  const radius = Math.ceil(6 * sigma)
  const weight = (d: number): number => Math.exp(-(d * d) / (2 * sigma * sigma))
  return raster(source, source.channels, (x, y, c) => {
    let [sum, total] = [0, 0]
    for (let j = -radius; j <= radius; j++) {
      for (let i = -radius; i <= radius; i++) {
        const w = weight(i) * weight(j)
        sum += w * (sampleAt(source, mirror(x + i, source.width), mirror(y + j, source.height))[c] ?? 0)
        total += w
      }
    }
    return sum / total
  })
}

describe('gaussianBlur', () => {
  it.each([0.5, 0.8, 1, 2.3, 5])('is the Gaussian of its sigma: %f', (sigma) => {
    const source = noise({ width: 23, height: 14 }, 3)
    expect(
      largestDifference(gaussianBlur(source, { x: sigma, y: sigma }), reference(source, sigma))
    ).toBeLessThanOrEqual(1)
  })

  it('keeps an even picture even, whatever its size', () => {
    for (const size of [
      { width: 1, height: 1 },
      { width: 1, height: 50 },
      { width: 17, height: 11 }
    ]) {
      const source = raster(size, 3, () => 77)
      expect(gaussianBlur(source, { x: 4, y: 4 }).data).toEqual(source.data)
    }
  })

  it('does not let hidden colours bleed', () => {
    // Red that shows on the left, green that does not on the right.
    const source = raster({ width: 10, height: 3 }, 4, (x, _y, c) =>
      c === (x < 5 ? 0 : 1) || (c === 3 && x < 5) ? 255 : 0
    )
    const made = gaussianBlur(source, { x: 1.5, y: 1.5 })
    for (let x = 0; x < 8; x++) expect(sampleAt(made, x, 1).slice(0, 3)).toEqual([255, 0, 0])
  })

  it('does to 16 bit what it does to 8 bit', async () => {
    const source = noise({ width: 17, height: 11 }, 3)
    const steps = [{ transform: 'gaussianBlur', sigmaPx: 1.2 }]
    expect(
      largestDifference(widened(await render(source, steps)), await render(widened(source), steps))
    ).toBeLessThanOrEqual(130)
  })
})
