import { describe, expect, it } from 'vitest'
import { fitPartner, likeSamples, partnerAt } from '../../../../electron/pixels/kernels/partner.ts'
import { largestDifference, noise, raster, sampleAt, waves, widened } from './rasters.ts'

const like = raster({ width: 8, height: 4 }, 3, () => 0)

describe('fitPartner', () => {
  it('covers the frame and cuts away on both sides alike', () => {
    // 8 x 8 for a frame of 8 x 4: rows 2 .. 5 are left.
    const partner = raster({ width: 8, height: 8 }, 3, (x, y) => 10 * y + x)
    const made = fitPartner(partner, like)
    expect([made.width, made.height]).toEqual([8, 4])
    expect(sampleAt(made, 3, 0)).toEqual([23, 23, 23])
    expect(sampleAt(made, 3, 3)).toEqual([53, 53, 53])
  })

  it('averages areas where it shrinks', () => {
    // 16 x 8 to 8 x 4: every pixel the mean of 2 x 2: of columns 2x and 2x + 1.
    const made = fitPartner(
      raster({ width: 16, height: 8 }, 3, (x) => 4 * x),
      like
    )
    expect([0, 1, 7].map((x) => sampleAt(made, x, 2)[0])).toEqual([2, 10, 58])
  })

  it('enlarges a pixel to an even picture, and any shape to any other', () => {
    const one = raster({ width: 1, height: 1 }, 1, () => 77)
    expect(Array.from(fitPartner(one, like).data)).toEqual(Array.from({ length: 96 }, () => 77))
    for (const size of [
      { width: 1, height: 5000 },
      { width: 5000, height: 1 },
      { width: 3, height: 7 }
    ]) {
      for (const target of [like, raster({ width: 1, height: 40 }, 1, () => 0), raster(size, 4, () => 0)]) {
        const made = fitPartner(noise(size, 3), target)
        expect([made.width, made.height, made.channels]).toEqual([
          target.width,
          target.height,
          target.channels
        ])
      }
    }
  })

  it('returns a picture that fits already', () => {
    const partner = noise(like, 3)
    expect(fitPartner(partner, like)).toBe(partner)
  })
})

describe('likeSamples', () => {
  it('changes depth and channels', () => {
    const colour = raster({ width: 1, height: 1 }, 3, (_x, _y, c) => [200, 100, 50][c] ?? 0)
    // 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2
    expect(
      Array.from(
        likeSamples(
          colour,
          raster(colour, 1, () => 0)
        ).data
      )
    ).toEqual([124])
    expect(
      Array.from(
        likeSamples(
          colour,
          raster(colour, 4, () => 0)
        ).data
      )
    ).toEqual([200, 100, 50, 255])
    const wide = widened(raster(colour, 4, () => 0))
    expect(Array.from(likeSamples(colour, wide).data)).toEqual([200 * 257, 100 * 257, 50 * 257, 65535])
    // Half transparent over black: 200 * 128 / 255 = 100.4
    const clear = raster({ width: 1, height: 1 }, 4, (_x, _y, c) => (c === 3 ? 128 : 200))
    expect(Array.from(likeSamples(clear, colour).data)).toEqual([100, 100, 100])
  })

  it('comes back from 16 bit', () => {
    const source = waves({ width: 9, height: 7 }, 3)
    expect(largestDifference(likeSamples(widened(source), source), source)).toBe(0)
  })
})

describe('partnerAt', () => {
  it('says when a variant names too few pictures', () => {
    expect(partnerAt({ partners: [like] }, 0)).toBe(like)
    expect(() => partnerAt({ partners: [like] }, 1)).toThrow('at least 2 other pictures')
  })
})
