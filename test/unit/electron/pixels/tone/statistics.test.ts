import { describe, expect, it } from 'vitest'
import { autocontrast } from '../../../../../electron/pixels/kernels/tone/autocontrast.ts'
import { equalise } from '../../../../../electron/pixels/kernels/tone/equalise.ts'
import { matchHistogram } from '../../../../../electron/pixels/kernels/tone/matchHistogram.ts'
import { pcaColour } from '../../../../../electron/pixels/kernels/tone/pcaColour.ts'
import { symmetricEigen } from '../../../../../electron/pixels/kernels/tone/symmetricEigen.ts'
import type { Raster } from '../../../../../shared/raster.ts'
import { largestDifference, noise, raster, sampleAt, waves, widened } from '../rasters.ts'

const size = { width: 17, height: 11 }

/** A grey picture of one row. */
const row = (levels: readonly number[]): Raster =>
  raster({ width: levels.length, height: 1 }, 1, (x) => levels[x] ?? 0)

/** The right half cannot be seen, and is all white below. */
const halfHidden = raster({ width: 40, height: 30 }, 4, (x, y, c) =>
  c === 3 ? (x < 20 ? 255 : 0) : x < 20 ? 60 + ((x * 7 + y * 5 + c * 3) % 90) : 255
)
const seenHalf = raster({ width: 20, height: 30 }, 3, (x, y, c) => 60 + ((x * 7 + y * 5 + c * 3) % 90))

function expectSameSeen(made: Raster, plain: Raster): void {
  for (let y = 0; y < 30; y++) {
    for (let x = 0; x < 20; x++) expect(sampleAt(made, x, y).slice(0, 3)).toEqual(sampleAt(plain, x, y))
  }
}

describe('equalise', () => {
  it('spreads levels by how many pixels lie below them', () => {
    // 256 pixels of 10, 256 of 20, 256 of 30: step = floor(512 / 255) = 2, start at 1.
    // Level 10: floor(1 / 2) = 0; level 20: floor(257 / 2) = 128; level 30: floor(513 / 2) = 256, cut to 255.
    const source = raster({ width: 256, height: 3 }, 1, (_x, y) => 10 + 10 * y)
    const made = equalise(source, { share: 1 })
    expect([0, 1, 2].map((y) => sampleAt(made, 0, y)[0])).toEqual([0, 128, 255])
    // Half of the way: 10 to 5, 20 to 74, 30 to 142.5, rounded up.
    const half = equalise(source, { share: 0.5 })
    expect([0, 1, 2].map((y) => sampleAt(half, 0, y)[0])).toEqual([5, 74, 143])
  })

  it('leaves pictures of one level as they are', () => {
    const even = raster({ width: 40, height: 40 }, 3, () => 99)
    expect(equalise(even, { share: 1 }).data).toEqual(even.data)
  })
})

describe('autocontrast', () => {
  it('stretches from the darkest to the lightest level', () => {
    // (v - 50) * 255 / 100: 50, 75, 100, 150 give 0, 63.75, 127.5, 255, without their fractions.
    expect(Array.from(autocontrast(row([50, 75, 100, 150]), { cutoff: 0, share: 1 }).data)).toEqual([
      0, 63, 127, 255
    ])
  })

  it('cuts off a share of the pixels at both ends', () => {
    // 10 % of 10 pixels is one: 0 and 255 go, 100 becomes black and 150 white.
    const source = row([0, 100, 100, 100, 125, 125, 150, 150, 150, 255])
    // (125 - 100) * 255 / 50 = 127.5
    expect(Array.from(autocontrast(source, { cutoff: 0.1, share: 1 }).data)).toEqual([
      0, 0, 0, 0, 127, 127, 255, 255, 255, 255
    ])
  })
})

describe('matchHistogram', () => {
  it('gives levels of the same rank the same levels', () => {
    // Four levels, a quarter each, and the same in another order and of another size.
    const source = row([40, 10, 30, 20])
    const reference = row([200, 100, 150, 250, 200, 100, 150, 250])
    expect(Array.from(matchHistogram(source, reference, { share: 1 }).data)).toEqual([250, 100, 200, 150])
    // Half of the way: (40 + 250) / 2 and so on.
    expect(Array.from(matchHistogram(source, reference, { share: 0.5 }).data)).toEqual([145, 55, 115, 85])
  })

  it('takes references of any depth and number of channels', () => {
    const source = noise(size, 3)
    const grey = waves({ width: 30, height: 20 }, 1)
    const colour = raster(grey, 3, (x, y) => sampleAt(grey, x, y)[0] ?? 0)
    const clear = raster(grey, 4, (x, y, c) => (c === 3 ? 255 : (sampleAt(grey, x, y)[0] ?? 0)))
    const made = matchHistogram(source, colour, { share: 1 })
    for (const reference of [grey, clear, widened(colour), widened(grey)])
      expect(matchHistogram(source, reference, { share: 1 }).data).toEqual(made.data)
    expect(matchHistogram(noise(size, 1), colour, { share: 1 }).data).toEqual(
      matchHistogram(noise(size, 1), grey, { share: 1 }).data
    )
  })

  it('changes nothing against itself', () => {
    const source = noise(size, 3)
    expect(matchHistogram(source, source, { share: 1 }).data).toEqual(source.data)
  })

  it('does not count what cannot be seen in the reference', () => {
    expect(matchHistogram(noise(size, 3), halfHidden, { share: 1 }).data).toEqual(
      matchHistogram(noise(size, 3), seenHalf, { share: 1 }).data
    )
  })
})

describe('symmetricEigen', () => {
  it('finds what a matrix was made of', () => {
    // 2 along (1, 1, 0) and 1 along (0, 0, 1), 0.5 along (1, -1, 0): xx = yy = (2 + 0.5) / 2, xy = (2 - 0.5) / 2.
    const [first, second, third] = symmetricEigen([1.25, 0.75, 0, 1.25, 0, 1])
    const half = Math.SQRT1_2
    expect(first?.value).toBeCloseTo(2, 12)
    expect(first?.vector.map((value) => Math.round(value * 1e9) / 1e9)).toEqual(
      [half, half, 0].map((value) => Math.round(value * 1e9) / 1e9)
    )
    expect(second?.value).toBeCloseTo(1, 12)
    expect(second?.vector[2]).toBeCloseTo(1, 12)
    expect(third?.value).toBeCloseTo(0.5, 12)
  })
})

describe('pcaColour', () => {
  it('shifts along the only axis that there is', () => {
    // Black and white, 50 each: variance of each channel 100 / 99 / 4, eigenvalue three times that along (1, 1, 1).
    const source = raster({ width: 10, height: 10 }, 3, (x) => (x % 2) * 255)
    const shift = 0.2 * ((3 * 100) / 99 / 4) * (1 / Math.sqrt(3))
    const made = pcaColour(source, { alphas: [0.2, 5, 5] })
    expect(sampleAt(made, 0, 0)).toEqual([0, 0, 0].map(() => Math.round(shift * 255)))
    expect(sampleAt(made, 1, 0)).toEqual([255, 255, 255])
  })
})

describe('every change of statistics', () => {
  const changes = {
    equalise: (source: Raster) => equalise(source, { share: 1 }),
    autocontrast: (source: Raster) => autocontrast(source, { cutoff: 0.01, share: 1 }),
    matchHistogram: (source: Raster) =>
      matchHistogram(source, waves({ width: 20, height: 9 }, 3), { share: 0.7 }),
    pcaColour: (source: Raster) => pcaColour(source, { alphas: [1, -2, 3] })
  }
  const named = Object.entries(changes)

  it.each(named)('%s does not count what cannot be seen, and keeps alpha', (name, change) => {
    const made = change(halfHidden)
    expect(made.data.filter((_, i) => i % 4 === 3)).toEqual(halfHidden.data.filter((_, i) => i % 4 === 3))
    expectSameSeen(made, change(seenHalf))
    expect(name).not.toBe('')
  })

  it.each(named)('%s does to 16 bit what it does to 8 bit', (name, change) => {
    const source = waves({ width: 60, height: 50 }, 3)
    const narrow = change(source)
    // PIL cuts fractions off in 8 bit, which 16 bit keeps: a level; matching and shifting round: half a level.
    const cutsOff = name === 'equalise' || name === 'autocontrast'
    const most = cutsOff ? 257 : 129
    expect(largestDifference(widened(narrow), change(widened(source)))).toBeLessThanOrEqual(most)
    expect(narrow.data).not.toEqual(source.data)
  })

  it.each(named)('%s bears pictures of one pixel, of one row, and such as nobody sees', (_, change) => {
    for (const shape of [
      { width: 1, height: 1 },
      { width: 1, height: 5000 },
      { width: 5000, height: 1 }
    ]) {
      for (const channels of [1, 3, 4] as const) {
        const made = change(noise(shape, channels))
        expect([made.width, made.height, made.channels]).toEqual([shape.width, shape.height, channels])
      }
    }
    const hidden = raster(size, 4, (x, y, c) => (c === 3 ? 0 : x * 9 + y))
    expect(change(hidden).data).toEqual(hidden.data)
  })
})
