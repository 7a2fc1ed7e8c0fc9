import { assert, constantFrom, integer, property } from 'fast-check'
import { expect, it } from 'vitest'
import { areaShrink } from '../../../../electron/pixels/kernels/areaShrink.ts'
import type { Channels, Raster, Size } from '../../../../shared/raster.ts'
import { noise, raster, sampleAt, widened } from './rasters.ts'

/** The sum over the area of an output pixel in units of 1 / (size.width * size.height) source pixels. */
function sumOver(
  source: Raster,
  size: Size,
  [x, y]: readonly [number, number],
  of: (i: number) => number
): bigint {
  const shared = (at: number, k: number, from: number, to: number): number =>
    Math.max(0, Math.min((at + 1) * from, (k + 1) * to) - Math.max(at * from, k * to))
  let sum = 0n
  for (let row = 0; row < source.height; row++) {
    for (let column = 0; column < source.width; column++) {
      const weight = shared(x, column, source.width, size.width) * shared(y, row, source.height, size.height)
      sum += BigInt(weight) * BigInt(of((row * source.width + column) * source.channels))
    }
  }
  return sum
}

/** a / b, halves upwards. */
const rounded = (a: bigint, b: bigint): number => Number((2n * a + b) / (2n * b))

function expectMeans(source: Raster, size: Size): void {
  const made = areaShrink(source, size)
  const { data, channels } = source
  const area = BigInt(source.width * source.height)
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const sum = (of: (i: number) => number): bigint => sumOver(source, size, [x, y], of)
      const level = (at: number): number => data[at] ?? 0
      const alpha = sum((i) => level(i + 3))
      const expected = Array.from({ length: channels }, (_, c) => {
        if (channels !== 4 || c === 3)
          return rounded(
            sum((i) => level(i + c)),
            area
          )
        return alpha === 0n
          ? 0
          : rounded(
              sum((i) => level(i + c) * level(i + 3)),
              alpha
            )
      })
      expect(sampleAt(made, x, y)).toEqual(expected)
    }
  }
}

const side = integer({ min: 1, max: 14 })

it('is the mean of the area, by whole numbers without rounding, for both depths and all channels', () => {
  assert(
    property(
      side,
      side,
      side,
      side,
      constantFrom<Channels>(1, 3, 4),
      integer({ min: 1, max: 1e6 }),
      (...given) => {
        const [a, b, c, d, channels, seed] = given
        const source = noise({ width: Math.max(a, b), height: Math.max(c, d) }, channels, seed)
        const size = { width: Math.min(a, b), height: Math.min(c, d) }
        expectMeans(source, size)
        expectMeans(widened(source), size)
      }
    ),
    { numRuns: 60 }
  )
})

it('takes whole factors and opaque pictures with alpha', () => {
  const opaque = raster({ width: 24, height: 12 }, 4, (x, y, c) =>
    c === 3 ? 255 : (x * 37 + y * 91 + c * 5) % 256
  )
  for (const factor of [2, 3, 4, 6]) {
    const size = { width: 24 / factor, height: 12 / factor }
    expectMeans(opaque, size)
    for (const channels of [1, 3] as const) expectMeans(noise({ width: 24, height: 12 }, channels), size)
  }
})

it('stays exact where one pixel covers a whole large picture', () => {
  // 1000 * 1000 pixels, half of them 0 and half 255: 127.5.
  const checks = raster({ width: 1000, height: 1000 }, 3, (x, y) => ((x + y) % 2) * 255)
  expect(sampleAt(areaShrink(checks, { width: 1, height: 1 }), 0, 0)).toEqual([128, 128, 128])
})
