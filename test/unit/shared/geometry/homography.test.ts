import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quadrilateralToRectangle } from '../../../../shared/geometry/homography.ts'
import { applyMatrix, isAffine } from '../../../../shared/geometry/matrix.ts'

const size = { width: 100, height: 60 }
/** The picture's own corners, clockwise from the top left: half a pixel outside the outer pixel centres. */
const own = [
  { x: -0.5, y: -0.5 },
  { x: 99.5, y: -0.5 },
  { x: 99.5, y: 59.5 },
  { x: -0.5, y: 59.5 }
]

describe('quadrilateralToRectangle', () => {
  it('maps four moved corners back to the corners of the picture', () => {
    const shift = fc.double({ min: -15, max: 15, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(shift, shift), { minLength: 4, maxLength: 4 }), (shifts) => {
        const corners = own.map(({ x, y }, index) => ({
          x: x + (shifts[index]?.[0] ?? 0),
          y: y + (shifts[index]?.[1] ?? 0)
        }))
        const m = quadrilateralToRectangle(corners, size)
        corners.forEach((corner, index) => {
          const back = applyMatrix(m, corner)
          expect(back.x).toBeCloseTo(own[index]?.x ?? Number.NaN, 6)
          expect(back.y).toBeCloseTo(own[index]?.y ?? Number.NaN, 6)
        })
      })
    )
  })

  it('is affine for a parallelogram', () => {
    // Moved by (5, 2) and nothing else: output (5, 2) shows input (0, 0).
    const m = quadrilateralToRectangle(
      own.map(({ x, y }) => ({ x: x + 5, y: y + 2 })),
      size
    )
    expect(isAffine(m)).toBe(true)
    const back = applyMatrix(m, { x: 5, y: 2 })
    expect(back.x).toBeCloseTo(0, 9)
    expect(back.y).toBeCloseTo(0, 9)
  })

  it('refuses three corners', () => {
    expect(() => quadrilateralToRectangle(own.slice(0, 3), size)).toThrow(RangeError)
  })
})
