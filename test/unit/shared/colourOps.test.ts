import { describe, expect, it } from 'vitest'
import { planckianLocus, temperatureGains } from '../../../shared/blackBody.ts'
import { dropMatrix, luma, orderMatrix, sepiaMatrix, shiftMatrix } from '../../../shared/colourMatrices.ts'
import { normals4 } from '../../../shared/draw/normal.ts'

const apply = (m: readonly number[], [r, g, b]: readonly [number, number, number]): number[] =>
  [0, 4, 8].map((at) => (m[at] ?? 0) * r + (m[at + 1] ?? 0) * g + (m[at + 2] ?? 0) * b + (m[at + 3] ?? 0))

describe('colour matrices', () => {
  it('exchange, drop and shift channels', () => {
    expect(apply(orderMatrix([2, 0, 1]), [0.1, 0.2, 0.3])).toEqual([0.3, 0.1, 0.2])
    expect(apply(dropMatrix(1, 0.5), [0.1, 0.2, 0.3])).toEqual([0.1, 0.5, 0.3])
    expect(apply(shiftMatrix([0.25, 0, -0.25]), [0.5, 0.5, 0.5])).toEqual([0.75, 0.5, 0.25])
  })

  it('tone nothing to sepia at strength 0', () => {
    expect(sepiaMatrix(0)).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0])
  })
})

describe('the light of a black body', () => {
  it('lies on the Planckian locus', () => {
    // Planck's law through the observer of CIE 1931: 2856 K (illuminant A) and 6500 K; the splines miss by 0.0006.
    const known = [
      [2856, 0.4476, 0.4074],
      [6500, 0.3135, 0.3237]
    ] as const
    for (const [kelvin, x, y] of known) {
      expect(Math.abs(planckianLocus(kelvin).x - x)).toBeLessThan(0.001)
      expect(Math.abs(planckianLocus(kelvin).y - y)).toBeLessThan(0.001)
    }
  })

  it('is warm below 6500 K and cool above, and keeps the luma of grey', () => {
    expect(temperatureGains(6500).map((gain) => Math.round(gain * 1e12) / 1e12)).toEqual([1, 1, 1])
    for (const kelvin of [2000, 3000, 4500, 8000, 15000]) {
      const [r, g, b] = temperatureGains(kelvin)
      expect(Math.sign(r - b)).toBe(Math.sign(6500 - kelvin))
      expect(luma[0] * r + luma[1] * g + luma[2] * b).toBeCloseTo(1, 12)
    }
  })
})

describe('normals4', () => {
  it('has the mean and the deviation of the standard normal distribution', () => {
    const all = Array.from({ length: 5000 }, (_, seed) => normals4(seed)).flat()
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length
    const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length
    // 20,000 numbers: four standard errors are 4 / sqrt(20000) = 0.028 and 4 * sqrt(2 / 20000) = 0.04.
    expect(Math.abs(mean)).toBeLessThan(0.028)
    expect(Math.abs(variance - 1)).toBeLessThan(0.04)
  })
})
