import { describe, expect, it } from 'vitest'
import { stain } from '../../../../../electron/pixels/kernels/tone/stain.ts'
import type { Raster } from '../../../../../shared/raster.ts'
import { largestDifference, noise, raster, sampleAt, widened } from '../rasters.ts'

const haematoxylin = [0.65, 0.7, 0.29]
const eosin = [0.07, 0.99, 0.11]

/** A pixel of tissue with these amounts of both, in 16 bit so that rounding does not matter. */
function tissue(h: number, e: number): Raster {
  const levels = [0, 1, 2].map((c) => 65535 * Math.exp(-(h * (haematoxylin[c] ?? 0) + e * (eosin[c] ?? 0))))
  return { width: 1, height: 1, channels: 3, data: Uint16Array.from(levels, Math.round) }
}

describe('stain', () => {
  it('scales and shifts the amount of each stain', () => {
    const made = stain(tissue(0.8, 0.5), { scales: [1.2, 0.6], shifts: [-0.1, 0.15] })
    // 0.8 * 1.2 - 0.1 = 0.86 and 0.5 * 0.6 + 0.15 = 0.45
    expect(largestDifference(made, tissue(0.86, 0.45))).toBeLessThanOrEqual(3)
  })

  it('keeps white glass white, and what is nearly white nearly', () => {
    const change = { scales: [1.3, 1.3], shifts: [0.2, 0.2] } as const
    const white = raster({ width: 2, height: 2 }, 3, () => 255)
    expect(stain(white, change).data).toEqual(white.data)
    const light = raster({ width: 1, height: 1 }, 3, () => 250)
    // Density 0.02 of 0.15: an eighth of the change at most, which takes a quarter of a level of 0.2 * 1.69 density.
    expect(largestDifference(stain(light, change), light)).toBeLessThan(250 * 0.2 * 1.69 * (0.02 / 0.15) + 5)
  })

  it('changes nothing at scale 1 and shift 0, grey pictures never, and keeps alpha', () => {
    const source = noise({ width: 17, height: 11 }, 4)
    expect(stain(source, { scales: [1, 1], shifts: [0, 0] }).data).toEqual(source.data)
    const change = { scales: [1.3, 0.5], shifts: [0.1, 0] } as const
    expect(stain(source, change).data.filter((_, i) => i % 4 === 3)).toEqual(
      source.data.filter((_, i) => i % 4 === 3)
    )
    const grey = noise({ width: 5, height: 4 }, 1)
    expect(stain(grey, change)).toBe(grey)
  })

  it('does to 16 bit what it does to 8 bit', () => {
    const source = noise({ width: 17, height: 11 }, 3)
    const change = { scales: [1.3, 0.7], shifts: [0.1, -0.1] } as const
    expect(
      largestDifference(widened(stain(source, change)), stain(widened(source), change))
    ).toBeLessThanOrEqual(130)
    expect(sampleAt(stain(noise({ width: 1, height: 1 }, 3), change), 0, 0)).toHaveLength(3)
  })
})
