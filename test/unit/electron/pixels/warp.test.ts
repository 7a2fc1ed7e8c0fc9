import { array, assert, asyncProperty, constantFrom, double } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRows } from '../../../../electron/pixels/kernels/warpRows.ts'
import { compileChain } from '../../../../shared/geometry/chain.ts'
import type { Mat2x3, Mat3 } from '../../../../shared/geometry/matrix.ts'
import type { Channels, Raster } from '../../../../shared/raster.ts'
import type { ConcreteStep } from '../../../../shared/transforms/spec.ts'
import { fillModes, type GeometryOp, interpolations } from '../../../../shared/ops.ts'
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
  ])('%s', async (_name, steps, expected) => {
    expect(corners(await render(quadrants(8), steps))).toEqual(expected)
  })

  it('lose nothing, whatever the interpolation, size, channels and depth', async () => {
    for (const { size, channels } of shapes) {
      for (const source of [noise(size, channels), widened(noise(size, channels))]) {
        for (const interpolation of interpolations) {
          for (const step of [flipX, flipY, turn(180)]) {
            expect((await render(source, [step, step], { interpolation })).data).toEqual(source.data)
            const once = await render(source, [step], { interpolation })
            expect((await render(once, [step], { interpolation })).data).toEqual(source.data)
          }
        }
      }
    }
  })

  it('give the same as one composition as one after the other', async () => {
    const source = noise({ width: 13, height: 13 }, 3)
    const step = constantFrom(flipX, flipY, turn(90), turn(-90), turn(180), turn(0))
    await assert(
      asyncProperty(array(step, { maxLength: 6 }), async (steps) => {
        let single = source
        for (const step of steps) single = await render(single, [step])
        expect((await render(source, steps)).data).toEqual(single.data)
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
  ] as const)('%s', async (fillMode, expected) => {
    const exact = await render(row, [affine([1, 0, -3], [0, 1, 0])], { fillMode, fillValue: [7] })
    expect([...exact.data]).toEqual(expected)
    // The seam of wrap is a jump, so the smallest step beside it shows the other side.
    if (fillMode === 'wrap') return
    const near = await render(row, [affine([1, 0, -3.0001], [0, 1, 0])], { fillMode, fillValue: [7] })
    expect([...near.data].slice(0, 3)).toEqual(expected.slice(0, 3))
  })

  it('never read beyond the picture, however far away', async () => {
    for (const { size, channels } of shapes) {
      for (const fillMode of fillModes) {
        for (const interpolation of interpolations) {
          const source = raster(size, channels, () => 90)
          const made = await render(source, [affine([3.3, 2.1, -90.5], [-1.7, 2.9, 33])], {
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

  it('takes the fill colour for the channels and the depth at hand', async () => {
    const away = [affine([1, 0, 1000], [0, 1, 0])]
    const shown = async (channels: Channels, fillValue: readonly number[]): Promise<readonly number[]> =>
      sampleAt(await render(noise({ width: 2, height: 2 }, channels), away, { fillValue }), 0, 0)
    expect(await shown(3, [9])).toEqual([9, 9, 9])
    expect(await shown(3, [1, 2, 3])).toEqual([1, 2, 3])
    expect(await shown(1, [9, 9, 9])).toEqual([9])
    // Rec. 601: 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2
    expect(await shown(1, [200, 100, 50])).toEqual([124])
    expect(await shown(4, [9, 9, 9])).toEqual([0, 0, 0, 0])
    const wide = await render(widened(noise({ width: 2, height: 2 }, 3)), away, { fillValue: [9] })
    expect(sampleAt(wide, 0, 0)).toEqual([2313, 2313, 2313])
  })
})

describe('interpolation', () => {
  it('bilinear is exact on planes, bicubic on parabolas', async () => {
    const size = { width: 20, height: 20 }
    const shift = [affine([1, 0, 0.3], [0, 1, 0.6])]
    const plane = await render(
      raster(size, 3, (x, y, c) => 5 * x + 6 * y + c),
      shift
    )
    // 5 * 10.3 + 6 * 9.6 = 109.1
    expect(sampleAt(plane, 10, 9)).toEqual([109, 110, 111])
    const bowl = await render(
      raster(size, 1, (x) => (x - 10) ** 2),
      shift,
      { interpolation: 'bicubic' }
    )
    // (14.3 - 10)^2 = 18.49
    expect(sampleAt(bowl, 14, 9)).toEqual([18])
  })

  it('nearest makes no new levels', async () => {
    const source = quadrants(30)
    const made = await render(
      source,
      [turn(33), { transform: 'zoom', factor: 0.2, xFactor: 1, yFactor: 1 }],
      {
        interpolation: 'nearest',
        fillMode: 'nearest'
      }
    )
    expect([10, 20, 30, 40]).toEqual(expect.arrayContaining([...new Set(made.data)]))
  })

  it('averages areas when it shrinks', async () => {
    // Columns of black and white: skipping pixels would give stripes, the mean is 127.5.
    const stripes = raster({ width: 64, height: 64 }, 3, (x) => (x % 2) * 255)
    const thumb = await render(stripes, [turn(0)], { size: { width: 16, height: 16 } })
    expect(new Set(thumb.data)).toEqual(new Set([128]))
    const far = await render(stripes, [{ transform: 'zoom', factor: 0.25, xFactor: 1, yFactor: 1 }])
    expect(sampleAt(far, 32, 32)).toEqual([128, 128, 128])
  })

  it('does to 16 bit what it does to 8 bit', async () => {
    const source = waves({ width: 31, height: 22 }, 3)
    for (const interpolation of interpolations) {
      const steps = [turn(20), { transform: 'zoom', factor: 1.2, xFactor: 1, yFactor: 1 }]
      const narrow = await render(source, steps, { interpolation, fillMode: 'reflect' })
      const wide = await render(widened(source), steps, { interpolation, fillMode: 'reflect' })
      // Rounding to 8 bit is half a level; the whole-number weights of the quick path add less than another.
      expect(largestDifference(widened(narrow), wide)).toBeLessThanOrEqual(257)
    }
  })

  it('does not let hidden colours bleed', async () => {
    // Red that shows on the left, green that does not on the right.
    const source = raster({ width: 20, height: 20 }, 4, (x, _y, c) =>
      c === (x < 10 ? 0 : 1) || (c === 3 && x < 10) ? 255 : 0
    )
    for (const interpolation of interpolations) {
      const made = await render(source, [turn(17)], { interpolation })
      for (let i = 0; i < made.data.length; i += 4) {
        if (made.data[i + 3] !== 0) expect([...made.data.subarray(i, i + 3)]).toEqual([255, 0, 0])
      }
    }
  })
})

describe('turning there and back', () => {
  it('gives the inner picture back', async () => {
    const source = waves({ width: 40, height: 40 }, 3)
    await assert(
      asyncProperty(double({ min: -180, max: 180, noNaN: true }), async (angle) => {
        const back = await render(await render(source, [turn(angle)]), [turn(-angle)])
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

  it('is lossless when both are steps of one variant', async () => {
    const source = noise({ width: 17, height: 11 }, 3)
    expect((await render(source, [turn(31), turn(-31)])).data).toEqual(source.data)
  })
})

/** Lanczos-3, straight from its definition, by mirrored taps. */
function lanczosAt(source: Raster, x: number, y: number): number {
  const sinc = (v: number): number => (v === 0 ? 1 : Math.sin(Math.PI * v) / (Math.PI * v))
  const weight = (v: number): number => (Math.abs(v) < 3 ? sinc(v) * sinc(v / 3) : 0)
  let [sum, total] = [0, 0]
  for (let j = Math.floor(y) - 2; j <= Math.floor(y) + 3; j++) {
    for (let i = Math.floor(x) - 2; i <= Math.floor(x) + 3; i++) {
      const w = weight(x - i) * weight(y - j)
      sum += w * (sampleAt(source, i, j)[0] ?? 0)
      total += w
    }
  }
  return Math.min(Math.max(sum / total, 0), 255)
}

describe('lanczos', () => {
  it('is its definition, for 8 and for 16 bit', async () => {
    const source = noise({ width: 24, height: 24 }, 1)
    const steps = [affine([0.9, 0.31, 2.123], [-0.28, 0.94, 5.71])]
    const narrow = await render(source, steps, { interpolation: 'lanczos' })
    const wide = await render(widened(source), steps, { interpolation: 'lanczos' })
    for (let y = 4; y < 14; y++) {
      for (let x = 4; x < 14; x++) {
        const expected = lanczosAt(source, 0.9 * x + 0.31 * y + 2.123, -0.28 * x + 0.94 * y + 5.71)
        // Places are rounded to 1/512 pixel, where noise changes by at most some 400 levels a pixel.
        expect(Math.abs((sampleAt(narrow, x, y)[0] ?? 0) - expected)).toBeLessThanOrEqual(1.5)
        expect(Math.abs((sampleAt(wide, x, y)[0] ?? 0) / 257 - expected)).toBeLessThanOrEqual(0.01)
      }
    }
  })
})

describe('rows of points', () => {
  const frame = { width: 60, height: 40 }
  const spline: GeometryOp = {
    op: 'displace',
    field: { kind: 'spline', shapeSeed: 7, spacingPx: 9, amplitudePx: 5 },
    frame
  }
  const radial: GeometryOp = {
    op: 'displace',
    field: { kind: 'radial', k: 0.2, radiusPx: 30, centreX: 29.5, centreY: 19.5 },
    frame
  }
  const matrix = (...m: Mat3): GeometryOp => ({ op: 'matrix', matrix: m })
  const turned = matrix(0.8, 0.6, 3, -0.6, 0.8, 9, 0, 0, 1)
  const halved = matrix(2, 0, 0.5, 0, 2, 0.5, 0, 0, 1)
  const perspective = matrix(0.9, 0.1, 3, -0.1, 0.8, 2, 0.001, 0.002, 1)
  it.each<[string, readonly GeometryOp[]]>([
    ['spline', [spline]],
    ['spline in a preview', [spline, halved]],
    ['spline, then turned', [spline, turned]],
    ['turned, then spline', [turned, spline]],
    ['perspective', [perspective]],
    ['all', [radial, perspective, spline, turned, halved]]
  ])('are the points of the chain: %s', (_name, maps) => {
    const chain = compileChain(maps)
    const rows = compileRows(maps, frame.width)
    const [xs, ys] = [new Float64Array(frame.width), new Float64Array(frame.width)]
    const at = { x: 0, y: 0 }
    for (let y = 0; y < frame.height; y++) {
      rows(y, xs, ys)
      for (let x = 0; x < frame.width; x++) {
        chain.map(x, y, at)
        expect(Math.abs((xs[x] ?? NaN) - at.x) + Math.abs((ys[x] ?? NaN) - at.y)).toBeLessThan(1e-9)
      }
    }
  })
})

describe('does not drift over 20,000 pixels', () => {
  const [width, slope] = [20_000, 30]
  /** Straight between knots at multiples of 8: 0 at 0, 240 at 8, 0 at 16. */
  const zigzag = (x: number): number => slope * Math.abs(((((x + 8) % 16) + 16) % 16) - 8)
  const wide = raster({ width, height: 4 }, 1, (x) => zigzag(x))
  const toKnot = (x: number): number => Math.abs(((((x + 4) % 8) + 8) % 8) - 4)
  it.each(['bilinear', 'bicubic'] as const)('%s', async (interpolation) => {
    // Steps that are not whole in any number of bits, a turn, a mirror, and a stretch.
    for (const [a, d, c] of [
      [0.9963, 0, 0.25],
      [0.99999, 0.0001, 1 / 3],
      [-0.9977, 0, 19_970.4],
      [0.3337, 0.00007, 2.1]
    ] as const) {
      const made = await render(wide, [affine([a, 0, c], [d, 1, 0.25])], { interpolation })
      for (let x = 2; x < width - 2; x++) {
        const at = a * x + c
        // Bicubic reads two pixels to each side, which must all be on one straight piece.
        if (at < 3 || at > width - 4 || (interpolation === 'bicubic' && toKnot(at) < 2)) continue
        const error = Math.abs((sampleAt(made, x, 0)[0] ?? 0) - zigzag(at))
        // Half a level of rounding, and 1/32 pixel. Not toBeLessThan for each: it is slow.
        if (error > 0.5 + slope / 32) expect({ a, x, at, error }).toBeUndefined()
      }
    }
  })

  it('would see 1/16 pixel', async () => {
    const made = await render(wide, [affine([0.9963, 0, 0.25 + 1 / 16], [0, 1, 0.25])])
    const errors = Array.from({ length: 19_000 }, (_, x) =>
      Math.abs((sampleAt(made, x, 0)[0] ?? 0) - zigzag(0.9963 * x + 0.25))
    )
    expect(Math.max(...errors)).toBeGreaterThan(0.5 + slope / 32)
  })
})
