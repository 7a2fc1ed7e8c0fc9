import { describe, expect, it } from 'vitest'
import { clahe } from '../../../../../electron/pixels/kernels/tone/clahe.ts'
import {
  encodeLight,
  labCube,
  labRoot,
  lightnessOf,
  lightTable,
  rootOfLightness
} from '../../../../../electron/pixels/kernels/tone/lab.ts'
import { largestDifference, noise, raster, sampleAt, waves, widened } from '../rasters.ts'

describe('clahe', () => {
  it('limits what one level may gain', () => {
    // One tile of 512 pixels, levels 100 and 101, 256 each; clip limit 4: at most floor(4 * 512 / 256) = 8 a level.
    // Over: 2 * 248 = 496 = 1 for each of 256 levels and 240 more, one for each of the levels 0 .. 239.
    // Up to level 100 there are then 101 * 2 + 8 = 210, up to 101 there are 210 + 2 + 8 = 220, of 512.
    const source = raster({ width: 32, height: 16 }, 1, (x) => 100 + (x % 2))
    const made = clahe(source, { clipLimit: 4, tiles: 1 })
    expect(sampleAt(made, 0, 0)).toEqual([Math.round((210 * 255) / 512)])
    expect(sampleAt(made, 1, 0)).toEqual([Math.round((220 * 255) / 512)])
  })

  it('keeps a and b of Lab: grey stays grey', () => {
    const source = raster({ width: 40, height: 30 }, 3, (x, y) => (x * 3 + y * 2) % 256)
    const made = clahe(source, { clipLimit: 3, tiles: 4 })
    for (let x = 0; x < 40; x++) {
      const [r = 0, g = 0, b = 0] = sampleAt(made, x, 7)
      expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThanOrEqual(1)
    }
    expect(made.data).not.toEqual(source.data)
  })

  it('does to 16 bit what it does to 8 bit', () => {
    for (const channels of [1, 3] as const) {
      const source = waves({ width: 61, height: 47 }, channels)
      const narrow = clahe(source, { clipLimit: 2, tiles: 4 })
      expect(
        largestDifference(widened(narrow), clahe(widened(source), { clipLimit: 2, tiles: 4 }))
      ).toBeLessThanOrEqual(130)
    }
  })

  it('keeps alpha, and does not count what cannot be seen', () => {
    const shown = waves({ width: 32, height: 32 }, 4)
    const opaque = { ...shown, data: shown.data.map((value, i) => (i % 4 === 3 ? 255 : value)) }
    const colour = raster(opaque, 3, (x, y, c) => sampleAt(opaque, x, y)[c] ?? 0)
    const made = clahe(opaque, { clipLimit: 3, tiles: 4 })
    const plain = clahe(colour, { clipLimit: 3, tiles: 4 })
    for (let x = 0; x < 32; x++) expect(sampleAt(made, x, 9)).toEqual([...sampleAt(plain, x, 9), 255])
    // One tile whose lower half is hidden counts only its upper half.
    const half = { ...opaque, data: opaque.data.map((value, i) => (i % 4 === 3 && i >= 2048 ? 0 : value)) }
    const upper = raster({ width: 32, height: 16 }, 3, (x, y, c) => sampleAt(opaque, x, y)[c] ?? 0)
    const wanted = clahe(upper, { clipLimit: 3, tiles: 1 })
    const found = clahe(half, { clipLimit: 3, tiles: 1 })
    for (let x = 0; x < 32; x++) expect(sampleAt(found, x, 9).slice(0, 3)).toEqual(sampleAt(wanted, x, 9))
  })

  it('bears pictures smaller than its tiles', () => {
    for (const size of [
      { width: 1, height: 1 },
      { width: 1, height: 5000 },
      { width: 3, height: 2 }
    ]) {
      for (const channels of [1, 3, 4] as const) {
        const made = clahe(noise(size, channels), { clipLimit: 2, tiles: 8 })
        expect(made.data).toHaveLength(size.width * size.height * channels)
      }
    }
  })
})

describe('lab', () => {
  it('goes there and back', () => {
    const light = lightTable(65535)
    for (let level = 0; level <= 65535; level += 97) {
      const value = light[level] as number
      expect(Math.abs(encodeLight(value) * 65535 - level)).toBeLessThan(2)
      expect(labRoot(labCube(labRoot(value)))).toBeCloseTo(labRoot(value), 5)
      expect(rootOfLightness(lightnessOf(labRoot(value)))).toBeCloseTo(labRoot(value), 10)
    }
  })

  it('has the lightness of CIE', () => {
    expect(lightnessOf(labRoot(1))).toBeCloseTo(255, 6)
    expect(lightnessOf(labRoot(0))).toBeCloseTo(0, 6)
    // L* of 18 % grey: 116 * 0.18^(1/3) - 16 = 49.4961
    expect(lightnessOf(labRoot(0.18)) / 2.55).toBeCloseTo(116 * Math.cbrt(0.18) - 16, 3)
  })
})
