import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { warp } from '../../../../electron/pixels/kernels/warp.ts'
import {
  about,
  applyMatrix,
  centreOf,
  identity,
  invert,
  type Mat3,
  multiply,
  translation
} from '../../../../shared/geometry/matrix.ts'
import { fillModes, interpolations } from '../../../../shared/ops.ts'
import type { Channels, Raster } from '../../../../shared/raster.ts'
import { noise, plain, waves } from './rasters.ts'

const size = { width: 60, height: 44 }

/** Turns, zooms, shears and shifts of about what a recipe draws; none shrinks so far that areas are averaged. */
const matrices: fc.Arbitrary<Mat3> = fc
  .record({
    turn: fc.double({ min: -1, max: 1, noNaN: true }),
    zoom: fc.double({ min: 0.75, max: 1.3, noNaN: true }),
    shear: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
    x: fc.double({ min: -6, max: 6, noNaN: true }),
    y: fc.double({ min: -6, max: 6, noNaN: true })
  })
  .map(({ turn, zoom, shear, x, y }) => {
    const [c, s] = [Math.cos(turn) * zoom, Math.sin(turn) * zoom]
    return multiply(translation(x, y), about(centreOf(size), [c, c * shear - s, s, s * shear + c]))
  })

/** Mirrors, half turns and whole shifts, as often as wanted. */
const wholePixels: fc.Arbitrary<Mat3> = fc
  .array(
    fc.oneof(
      fc.constant(about(centreOf(size), [-1, 0, 0, 1])),
      fc.constant(about(centreOf(size), [1, 0, 0, -1])),
      fc
        .tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }))
        .map(([x, y]) => translation(x, y))
    ),
    { minLength: 1, maxLength: 4 }
  )
  .map((all) => all.reduce(multiply))

const warped = (source: Raster, ...all: readonly Mat3[]): Raster =>
  warp(source, { maps: all.map((matrix) => ({ op: 'matrix', matrix })), outputSize: size, sampling: plain })

/**
 * Unit: levels. The waves bend by at most 60/81 and 50/121 levels a square pixel; read at steps of up to 1.6 pixels,
 * bilinear interpolation is off by an eighth of both times the squared step, twice, and every picture is rounded.
 */
const tolerance = 2 * (((60 / 81 + 50 / 121) * 1.6 ** 2) / 8 + 0.5) + 0.1

/** The largest difference at pixels that `map` (output to input) finds well inside of the picture. */
function differenceInside(a: Raster, b: Raster, maps: readonly Mat3[]): { most: number; compared: number } {
  let most = 0
  let compared = 0
  for (let pixel = 0; pixel < size.width * size.height; pixel++) {
    const point = { x: pixel % size.width, y: Math.floor(pixel / size.width) }
    const isInside = maps.every((map) => {
      const { x, y } = applyMatrix(map, point)
      return x >= 3 && y >= 3 && x <= size.width - 4 && y <= size.height - 4
    })
    if (!isInside) continue
    compared++
    for (let c = 0; c < a.channels; c++) {
      const at = pixel * a.channels + c
      most = Math.max(most, Math.abs((a.data[at] as number) - (b.data[at] as number)))
    }
  }
  return { most, compared }
}

describe.each([1, 3] as readonly Channels[])('warps of %s channels', (channels) => {
  it('give the picture back when they are undone', () => {
    const source = waves(size, channels)
    fc.assert(
      fc.property(matrices, (matrix) => {
        const back = warped(warped(source, matrix), invert(matrix))
        const { most, compared } = differenceInside(back, source, [identity, invert(matrix)])
        expect(compared).toBeGreaterThan(200)
        expect(most).toBeLessThanOrEqual(tolerance)
      })
    )
  })

  it('are the same in one matrix as step by step', () => {
    const source = waves(size, channels)
    fc.assert(
      fc.property(matrices, matrices, (first, second) => {
        const once = warped(source, multiply(first, second))
        const stepwise = warped(warped(source, first), second)
        const { most } = differenceInside(once, stepwise, [second, multiply(first, second)])
        expect(most).toBeLessThanOrEqual(tolerance)
        // Matrices are multiplied in another order of operations, which may tip a level.
        const fused = warped(source, first, second)
        expect(differenceInside(once, fused, [multiply(first, second)]).most).toBeLessThanOrEqual(1)
      })
    )
  })

  it('of whole pixels lose nothing', () => {
    const source = noise(size, channels)
    fc.assert(
      fc.property(wholePixels, wholePixels, (first, second) => {
        const once = warped(source, multiply(first, second))
        const stepwise = warped(warped(source, first), second)
        const { most } = differenceInside(once, stepwise, [second, multiply(first, second)])
        expect(most).toBe(0)
      })
    )
  })

  it('by the identity change nothing, whatever the sampling', () => {
    const source = noise(size, channels)
    for (const interpolation of interpolations) {
      for (const fillMode of fillModes) {
        const sampling = { ...plain, interpolation, fillMode }
        const maps = [{ op: 'matrix', matrix: identity }] as const
        expect(warp(source, { maps, outputSize: size, sampling })).toEqual(source)
      }
    }
  })
})
