import { array, assert, constantFrom, double, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Mat2x3 } from '../../../../shared/geometry/matrix.ts'
import type { Channels, Raster } from '../../../../shared/raster.ts'
import type { ConcreteStep } from '../../../../shared/transforms/spec.ts'
import { fillModes, interpolations } from '../../../../shared/ops.ts'
import { largestDifference, noise, raster, render, sampleAt, waves, widened } from './rasters.ts'

const flipX: ConcreteStep = { transform: 'horizontalFlip' }
const flipY: ConcreteStep = { transform: 'verticalFlip' }
const turn = (angleDeg: number): ConcreteStep => ({ transform: 'rotate', angleDeg })
const affine = (...matrix: Mat2x3): ConcreteStep => ({ transform: 'affine', matrix })

/** Four levels: 10 top left, 20 top right, 30 bottom left, 40 bottom right. */
const quadrants = (side: number): Raster =>
  raster({ width: side, height: side }, 1, (x, y) => 10 + (x >= side / 2 ? 10 : 0) + (y >= side / 2 ? 20 : 0))

const corners = (made: Raster): readonly number[] => {
  const [right, bottom] = [made.width - 1, made.height - 1]
  return [
    sampleAt(made, 0, 0),
    sampleAt(made, right, 0),
    sampleAt(made, 0, bottom),
    sampleAt(made, right, bottom)
  ].flat()
}

const sizes = [
  { width: 1, height: 1 },
  { width: 1, height: 50 },
  { width: 17, height: 11 },
  { width: 16, height: 16 }
]
const shapes = sizes.flatMap((size) => ([1, 3, 4] as const).map((channels) => ({ size, channels })))

describe('mirrors and quarter turns', () => {
  it.each<[string, readonly ConcreteStep[], readonly number[]]>([
    ['left-right', [flipX], [20, 10, 40, 30]],
    ['top-bottom', [flipY], [30, 40, 10, 20]],
    ['both', [flipX, flipY], [40, 30, 20, 10]],
    // Counter-clockwise on the screen: the top right corner comes to the top left.
    ['90', [turn(90)], [20, 40, 10, 30]],
    ['-90', [turn(-90)], [30, 10, 40, 20]],
    ['180', [turn(180)], [40, 30, 20, 10]],
    ['mirror, then 90', [flipX, turn(90)], [10, 30, 20, 40]],
    ['90, then mirror', [turn(90), flipX], [40, 20, 30, 10]]
  ])('%s', (_name, steps, expected) => {
    expect(corners(render(quadrants(8), steps))).toEqual(expected)
  })

  it('lose nothing, whatever the interpolation, size, channels and depth', () => {
    for (const { size, channels } of shapes) {
      for (const source of [noise(size, channels), widened(noise(size, channels))]) {
        for (const interpolation of interpolations) {
          for (const step of [flipX, flipY, turn(180)]) {
            expect(render(source, [step, step], { interpolation }).data).toEqual(source.data)
            const once = render(source, [step], { interpolation })
            expect(render(once, [step], { interpolation }).data).toEqual(source.data)
          }
        }
      }
    }
  })

  it('give the same as one composition as one after the other', () => {
    const source = noise({ width: 13, height: 13 }, 3)
    const step = constantFrom(flipX, flipY, turn(90), turn(-90), turn(180), turn(0))
    assert(
      property(array(step, { maxLength: 6 }), (steps) => {
        const single = steps.reduce((picture, one) => render(picture, [one]), source)
        expect(render(source, steps).data).toEqual(single.data)
      })
    )
  })
})

describe('fill modes', () => {
  // One row 0 10 20 30, moved right by 3: the outside on the left shows three pixels of it.
  const row = raster({ width: 4, height: 1 }, 1, (x) => 10 * x)
  it.each([
    ['constant', [7, 7, 7, 0]],
    ['nearest', [0, 0, 0, 0]],
    ['reflect', [20, 10, 0, 0]],
    ['reflect101', [30, 20, 10, 0]],
    // scipy's wrap has a period of length - 1: first and last pixel are the same place.
    ['wrap', [0, 10, 20, 0]]
  ] as const)('%s', (fillMode, expected) => {
    expect([...render(row, [affine([1, 0, -3], [0, 1, 0])], { fillMode, fillValue: [7] }).data]).toEqual(
      expected
    )
    // The seam of wrap is a jump, so the smallest step beside it shows the other side.
    if (fillMode === 'wrap') return
    const near = render(row, [affine([1, 0, -3.0001], [0, 1, 0])], { fillMode, fillValue: [7] })
    expect([...near.data].slice(0, 3)).toEqual(expected.slice(0, 3))
  })

  it('never read beyond the picture, however far away', () => {
    for (const { size, channels } of shapes) {
      for (const fillMode of fillModes) {
        for (const interpolation of interpolations) {
          const source = raster(size, channels, () => 90)
          const made = render(source, [affine([3.3, 2.1, -90.5], [-1.7, 2.9, 33])], {
            fillMode,
            interpolation,
            fillValue: [90]
          })
          const expected = fillMode === 'constant' && channels === 4 ? [0, 90] : [90]
          expect(expected).toEqual(expect.arrayContaining([...new Set(made.data)]))
        }
      }
    }
  })

  it('takes the fill colour for the channels and the depth at hand', () => {
    const away = [affine([1, 0, 1000], [0, 1, 0])]
    const shown = (channels: Channels, fillValue: readonly number[]): readonly number[] =>
      sampleAt(render(noise({ width: 2, height: 2 }, channels), away, { fillValue }), 0, 0)
    expect(shown(3, [9])).toEqual([9, 9, 9])
    expect(shown(3, [1, 2, 3])).toEqual([1, 2, 3])
    expect(shown(1, [9, 9, 9])).toEqual([9])
    // Rec. 601: 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2
    expect(shown(1, [200, 100, 50])).toEqual([124])
    expect(shown(4, [9, 9, 9])).toEqual([0, 0, 0, 0])
    const wide = render(widened(noise({ width: 2, height: 2 }, 3)), away, { fillValue: [9] })
    expect(sampleAt(wide, 0, 0)).toEqual([2313, 2313, 2313])
  })
})

describe('interpolation', () => {
  it('bilinear is exact on planes, bicubic on parabolas', () => {
    const size = { width: 20, height: 20 }
    const shift = [affine([1, 0, 0.3], [0, 1, 0.6])]
    const plane = render(
      raster(size, 3, (x, y, c) => 5 * x + 6 * y + c),
      shift
    )
    // 5 * 10.3 + 6 * 9.6 = 109.1
    expect(sampleAt(plane, 10, 9)).toEqual([109, 110, 111])
    const bowl = render(
      raster(size, 1, (x) => (x - 10) ** 2),
      shift,
      { interpolation: 'bicubic' }
    )
    // (14.3 - 10)^2 = 18.49
    expect(sampleAt(bowl, 14, 9)).toEqual([18])
  })

  it('nearest makes no new levels', () => {
    const source = quadrants(30)
    const made = render(source, [turn(33), { transform: 'zoom', factor: 0.2, xFactor: 1, yFactor: 1 }], {
      interpolation: 'nearest',
      fillMode: 'nearest'
    })
    expect([10, 20, 30, 40]).toEqual(expect.arrayContaining([...new Set(made.data)]))
  })

  it('averages areas when it shrinks', () => {
    // Columns of black and white: skipping pixels would give stripes, the mean is 127.5.
    const stripes = raster({ width: 64, height: 64 }, 3, (x) => (x % 2) * 255)
    const thumb = render(stripes, [turn(0)], { size: { width: 16, height: 16 } })
    expect(new Set(thumb.data)).toEqual(new Set([128]))
    const far = render(stripes, [{ transform: 'zoom', factor: 0.25, xFactor: 1, yFactor: 1 }])
    expect(sampleAt(far, 32, 32)).toEqual([128, 128, 128])
  })

  it('does to 16 bit what it does to 8 bit', () => {
    const source = waves({ width: 31, height: 22 }, 3)
    for (const interpolation of interpolations) {
      const steps = [turn(20), { transform: 'zoom', factor: 1.2, xFactor: 1, yFactor: 1 }]
      const narrow = render(source, steps, { interpolation, fillMode: 'reflect' })
      const wide = render(widened(source), steps, { interpolation, fillMode: 'reflect' })
      // Rounding to 8 bit is half a level; the 10 bit weights of the quick path add less than another.
      expect(largestDifference(widened(narrow), wide)).toBeLessThanOrEqual(257)
    }
  })

  it('does not let hidden colours bleed', () => {
    // Red that shows on the left, green that does not on the right.
    const source = raster({ width: 20, height: 20 }, 4, (x, _y, c) =>
      c === (x < 10 ? 0 : 1) || (c === 3 && x < 10) ? 255 : 0
    )
    for (const interpolation of interpolations) {
      const made = render(source, [turn(17)], { interpolation })
      for (let i = 0; i < made.data.length; i += 4) {
        if (made.data[i + 3] !== 0) expect([...made.data.subarray(i, i + 3)]).toEqual([255, 0, 0])
      }
    }
  })
})

describe('turning there and back', () => {
  it('gives the inner picture back', () => {
    const source = waves({ width: 40, height: 40 }, 3)
    assert(
      property(double({ min: -180, max: 180, noNaN: true }), (angle) => {
        const back = render(render(source, [turn(angle)]), [turn(-angle)])
        // A circle of radius 17 stays in the frame of 40; each of two bilinear samplings of slow waves loses a little.
        for (let y = 0; y < 40; y++) {
          for (let x = 0; x < 40; x++) {
            if (Math.hypot(x - 19.5, y - 19.5) > 17) continue
            const [was, is] = [sampleAt(source, x, y)[0] ?? 0, sampleAt(back, x, y)[0] ?? 0]
            expect(Math.abs(was - is)).toBeLessThanOrEqual(3)
          }
        }
      }),
      { numRuns: 25 }
    )
  })

  it('is lossless when both are steps of one variant', () => {
    const source = noise({ width: 17, height: 11 }, 3)
    expect(render(source, [turn(31), turn(-31)]).data).toEqual(source.data)
  })
})
