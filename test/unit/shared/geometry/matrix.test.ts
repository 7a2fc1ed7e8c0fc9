import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  about,
  applyMatrix,
  centreOf,
  determinant,
  fromRows,
  identity,
  invert,
  isAffine,
  type Mat3,
  multiply,
  rescale,
  toRowsAt,
  translation
} from '../../../../shared/geometry/matrix.ts'

const entry = fc.double({ min: -2, max: 2, noNaN: true })
const linear = fc.tuple(entry, entry, entry, entry).filter(([a, b, c, d]) => Math.abs(a * d - b * c) > 0.1)
const affine = fc.tuple(linear, entry, entry).map(([[a, b, c, d], x, y]): Mat3 => [a, b, x, c, d, y, 0, 0, 1])

function expectClose(a: readonly number[], b: readonly number[]): void {
  expect(a).toHaveLength(b.length)
  a.forEach((value, index) => expect(value).toBeCloseTo(b[index] ?? Number.NaN, 9))
}

describe('matrices', () => {
  it('multiply by hand: a shift after a doubling', () => {
    // Point (1, 1), doubled: (2, 2), then moved by (3, 4): (5, 6).
    const net = multiply(translation(3, 4), [2, 0, 0, 0, 2, 0, 0, 0, 1])
    expect(applyMatrix(net, { x: 1, y: 1 })).toEqual({ x: 5, y: 6 })
  })

  it('apply in the order of the product', () => {
    fc.assert(
      fc.property(affine, affine, entry, entry, (a, b, x, y) => {
        const once = applyMatrix(multiply(a, b), { x, y })
        const twice = applyMatrix(a, applyMatrix(b, { x, y }))
        expectClose([once.x, once.y], [twice.x, twice.y])
      })
    )
  })

  it('have an inverse that undoes them', () => {
    fc.assert(
      fc.property(affine, (m) => {
        expectClose(multiply(m, invert(m)), identity)
        expectClose(multiply(invert(m), m), identity)
      })
    )
  })

  it('refuse to invert what has no inverse', () => {
    expect(() => invert([1, 2, 0, 2, 4, 0, 0, 0, 1])).toThrow(RangeError)
    expect(() => invert([Number.NaN, 0, 0, 0, 1, 0, 0, 0, 1])).toThrow(RangeError)
  })

  it('have a determinant that is the factor of the area', () => {
    expect(determinant([3, 0, 7, 0, 5, 9, 0, 0, 1])).toBe(15)
  })

  it('leave the centre where it is when applied about it', () => {
    fc.assert(
      fc.property(linear, entry, entry, (m, x, y) => {
        const moved = applyMatrix(about({ x, y }, m), { x, y })
        expectClose([moved.x, moved.y], [x, y])
      })
    )
  })

  it('count the centre between pixel centres', () => {
    expect(centreOf({ width: 4, height: 3 })).toEqual({ x: 1.5, y: 1 })
  })

  it('go to rows and back when affine', () => {
    fc.assert(
      fc.property(affine, entry, entry, (m, x, y) => {
        expect(isAffine(m)).toBe(true)
        expectClose(fromRows(toRowsAt(m, { x, y })), m)
      })
    )
  })

  it('agree with the slope of a homography at the point asked for', () => {
    const m: Mat3 = [1.1, 0.1, 2, -0.05, 0.9, 1, 0.002, -0.001, 1]
    const at = { x: 10, y: 20 }
    const rows = fromRows(toRowsAt(m, at))
    expect(isAffine(m)).toBe(false)
    const h = 1e-4
    for (const [dx, dy] of [
      [0, 0],
      [h, 0],
      [0, h]
    ] as const) {
      const point = { x: at.x + dx, y: at.y + dy }
      const [exact, linearised] = [applyMatrix(m, point), applyMatrix(rows, point)]
      // The error of a first-order map is of the order of h squared = 1e-8.
      expect(Math.abs(exact.x - linearised.x) + Math.abs(exact.y - linearised.y)).toBeLessThan(1e-7)
    }
  })

  it('put edges on edges when they rescale', () => {
    // A picture of 8 px shown at 4: the left edge of pixel 0 is at -0.5, the right edge of the last at 3.5 and 7.5.
    const m = rescale({ width: 8, height: 6 }, { width: 4, height: 2 })
    expect(applyMatrix(m, { x: -0.5, y: -0.5 })).toEqual({ x: -0.5, y: -0.5 })
    expect(applyMatrix(m, { x: 3.5, y: 1.5 })).toEqual({ x: 7.5, y: 5.5 })
  })
})
