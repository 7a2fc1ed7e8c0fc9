import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displacementMap, invertMap } from '../../../../shared/geometry/displacement.ts'
import type { Displacement } from '../../../../shared/ops.ts'
import { lowerSteps } from '../../../../shared/recipe/lower.ts'

const size = { width: 120, height: 80 }

function at(field: Displacement, x: number, y: number, of = size): { x: number; y: number } {
  const out = { x: 0, y: 0 }
  displacementMap(field, of)(x, y, out)
  return out
}

function fieldOf(transform: string, values: Record<string, number>): Displacement {
  const [op] = lowerSteps([{ transform, ...values }], size)
  if (op?.op !== 'displace') throw new Error('expected a displacement')
  return op.field
}

describe('radial displacement', () => {
  const field = { kind: 'radial', k: 0.2, radiusPx: 50, centreX: 60, centreY: 40 } as const

  it('keeps the centre and moves a point by the cube of its distance', () => {
    expect(at(field, 60, 40)).toEqual({ x: 60, y: 40 })
    // At distance 50 = radius: 50 * (1 + 0.2) = 60; at 25: 25 * (1 + 0.2 / 4) = 26.25.
    expect(at(field, 110, 40).x).toBeCloseTo(120, 9)
    expect(at(field, 60, 65).y).toBeCloseTo(66.25, 9)
  })
})

describe('grid displacement', () => {
  it('is linear between the edges', () => {
    const field = { kind: 'grid', xEdges: [0, 90, 120], yEdges: [0, 40, 80] } as const
    // Columns of 60 px show 90 and 30 px: edge coordinate 30 is halfway into the first, so 45; 90 is at 90 + 15.
    expect(at(field, 29.5, 9.5)).toEqual({ x: 44.5, y: 9.5 })
    expect(at(field, 89.5, 39.5)).toEqual({ x: 104.5, y: 39.5 })
  })

  it('keeps the frame of the picture', () => {
    const field = fieldOf('gridDistortion', { distort: 0.5, stepCount: 5, shapeSeed: 9 })
    const [from, to] = [at(field, -0.5, -0.5), at(field, 119.5, 79.5)]
    expect(from.x).toBeCloseTo(-0.5, 9)
    expect(from.y).toBeCloseTo(-0.5, 9)
    expect(to.x).toBeCloseTo(119.5, 9)
    expect(to.y).toBeCloseTo(79.5, 9)
  })
})

describe('elastic displacement', () => {
  const elastic = (shapeSeed: number): Displacement =>
    fieldOf('elastic', { strengthFraction: 0.03, smoothnessFraction: 0.15, shapeSeed })

  it('never moves a point further than its amplitude along an axis', () => {
    const field = elastic(7)
    // 0.03 of the shorter side of 80 px = 2.4 px; the weights of a B-spline add up to 1.
    for (let y = 0; y < size.height; y += 3) {
      for (let x = 0; x < size.width; x += 3) {
        const moved = at(field, x, y)
        expect(Math.max(Math.abs(moved.x - x), Math.abs(moved.y - y))).toBeLessThanOrEqual(2.4)
      }
    }
  })

  it('has the same shape at half the size', () => {
    const half = { width: 60, height: 40 }
    const [small] = lowerSteps(
      [{ transform: 'elastic', strengthFraction: 0.03, smoothnessFraction: 0.15, shapeSeed: 7 }],
      half
    )
    if (small?.op !== 'displace') throw new Error('expected a displacement')
    // The edge coordinates (x + 0.5) of the same place are 2 to 1, and so are the shifts.
    for (const [x, y] of [
      [10, 10],
      [33, 21],
      [50, 38]
    ] as const) {
      const little = at(small.field, x - 0.5, y - 0.5, half)
      const large = at(elastic(7), 2 * x - 0.5, 2 * y - 0.5)
      expect(large.x + 0.5).toBeCloseTo(2 * (little.x + 0.5), 9)
      expect(large.y + 0.5).toBeCloseTo(2 * (little.y + 0.5), 9)
    }
  })

  it('is another one for another seed', () => {
    expect(at(elastic(1), 40, 40)).not.toEqual(at(elastic(2), 40, 40))
  })
})

describe('invertMap', () => {
  it.each([
    ['elastic', { strengthFraction: 0.06, smoothnessFraction: 0.15 }],
    ['elastic', { strengthFraction: 0.06, smoothnessFraction: 0.13 }],
    ['gridDistortion', { distort: 0.3, stepCount: 5 }],
    ['gridDistortion', { distort: 0.8, stepCount: 12 }],
    ['lens', { distort: 0.5 }],
    ['lens', { distort: -0.3 }]
  ])('finds the point that %s %j moves to the target', (transform, values) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.double({ min: 10, max: 109, noNaN: true }),
        fc.double({ min: 10, max: 69, noNaN: true }),
        (shapeSeed, x, y) => {
          const map = displacementMap(fieldOf(transform, { ...values, shapeSeed }), size)
          const target = { x: 0, y: 0 }
          map(x, y, target)
          const found = invertMap(map, target)
          const back = { x: 0, y: 0 }
          map(found.x, found.y, back)
          expect(Math.hypot(back.x - target.x, back.y - target.y)).toBeLessThan(1e-5)
        }
      ),
      { numRuns: 300 }
    )
  })
})
