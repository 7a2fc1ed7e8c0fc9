import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ringArea } from '../../../../shared/annotations/rings.ts'
import { smallestRectangle } from '../../../../shared/geometry/smallestRectangle.ts'

/** The corners as texts, in an order of their own. */
const cornersOf = (ring: readonly number[] | undefined): readonly string[] =>
  Array.from({ length: (ring?.length ?? 0) / 2 }, (_, n) =>
    [ring?.[2 * n] ?? 0, ring?.[2 * n + 1] ?? 0]
      .map((value) => (Math.round(value * 1e6) / 1e6 + 0).toString())
      .join(' ')
  ).sort()

const points = fc
  .array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
    minLength: 3,
    maxLength: 12
  })
  .map((pairs) => pairs.flat())

describe('the smallest rectangle around points', () => {
  it('of a square on its tip is the square, not the upright one of twice its area', () => {
    const tip = [5, 0, 10, 5, 5, 10, 0, 5]
    expect(cornersOf(smallestRectangle(tip))).toEqual(cornersOf(tip))
  })

  it('of an upright box with points in it is the box', () => {
    const box = smallestRectangle([1, 2, 8, 2, 8, 5, 1, 5, 3, 3, 4, 4])
    expect(cornersOf(box)).toEqual(cornersOf([1, 2, 8, 2, 8, 5, 1, 5]))
  })

  it('of points on a line, of one point and of none', () => {
    expect(cornersOf(smallestRectangle([0, 0, 3, 3, 1, 1]))).toEqual(cornersOf([0, 0, 0, 0, 3, 3, 3, 3]))
    expect(smallestRectangle([4, 7])).toEqual([4, 7, 4, 7, 4, 7, 4, 7])
    expect(smallestRectangle([])).toBeUndefined()
  })

  it('holds all points, is a rectangle, and none turned by any degree that holds them is smaller', () => {
    fc.assert(
      fc.property(points, (pairs) => {
        const [ax = 0, ay = 0, bx = 0, by = 0, , , dx = 0, dy = 0] = smallestRectangle(pairs) ?? []
        const [u, v] = [[bx - ax, by - ay] as const, [dx - ax, dy - ay] as const]
        expect(u[0] * v[0] + u[1] * v[1]).toBeCloseTo(0, 6)
        for (let at = 0; at < pairs.length; at += 2) {
          const [x, y] = [(pairs[at] ?? 0) - ax, (pairs[at + 1] ?? 0) - ay]
          for (const side of [u, v]) {
            const along = x * side[0] + y * side[1]
            expect(along).toBeGreaterThanOrEqual(-1e-6)
            expect(along).toBeLessThanOrEqual(side[0] ** 2 + side[1] ** 2 + 1e-6)
          }
        }
        const area = Math.hypot(...u) * Math.hypot(...v)
        for (let degree = 0; degree < 90; degree++)
          expect(area).toBeLessThanOrEqual(areaAt(pairs, degree) + 1e-6)
      }),
      { numRuns: 60 }
    )
  })

  it('has the area of its corners', () => {
    expect(ringArea(smallestRectangle([0, 0, 4, 0, 0, 3]) ?? [])).toBeCloseTo(12, 9)
  })
})

function areaAt(pairs: readonly number[], degree: number): number {
  const [cos, sin] = [Math.cos((degree * Math.PI) / 180), Math.sin((degree * Math.PI) / 180)]
  const [along, across]: [number[], number[]] = [[], []]
  for (let at = 0; at < pairs.length; at += 2) {
    const [x, y] = [pairs[at] ?? 0, pairs[at + 1] ?? 0]
    along.push(x * cos + y * sin)
    across.push(y * cos - x * sin)
  }
  return (Math.max(...along) - Math.min(...along)) * (Math.max(...across) - Math.min(...across))
}
