import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displacementMap, invertMap, type PointMap } from '../../../../shared/geometry/displacement.ts'
import { frameOf } from '../../../../shared/geometry/frameSize.ts'
import type { Point } from '../../../../shared/geometry/matrix.ts'
import type { Displacement } from '../../../../shared/ops.ts'
import { parseConcreteSteps } from '../../../../shared/recipe/concrete.ts'
import { lowerSteps } from '../../../../shared/recipe/lower.ts'

const size = { width: 120, height: 80 }

const through = (map: PointMap, x: number, y: number): Point => {
  const out = { x: 0, y: 0 }
  map(x, y, out)
  return out
}

function mapOf(step: Record<string, unknown>, of = size): PointMap {
  const [op] = lowerSteps(parseConcreteSteps([step]), of)
  if (op?.op !== 'displace') throw new Error('expected a displacement')
  return displacementMap(op.field, op.frame)
}

function expectPoint(found: Point, x: number, y: number, digits = 9): void {
  expect(found.x).toBeCloseTo(x, digits)
  expect(found.y).toBeCloseTo(y, digits)
}

describe('a mesh', () => {
  // Two cells of 60 x 80 pixels; only the lower node of the middle moves, by (8, -4).
  const mesh = (triangles: boolean): Displacement => ({
    kind: 'mesh',
    columns: 3,
    rows: 2,
    dx: [0, 0, 0, 0, 8, 0],
    dy: [0, 0, 0, 0, -4, 0],
    triangles
  })

  it('moves its nodes, and half as much halfway along an edge', () => {
    for (const triangles of [false, true]) {
      const map = displacementMap(mesh(triangles), size)
      expectPoint(through(map, 59.5, 79.5), 67.5, 75.5)
      expectPoint(through(map, 59.5, 39.5), 63.5, 37.5)
      expectPoint(through(map, 29.5, 79.5), 33.5, 77.5)
      expectPoint(through(map, -0.5, -0.5), -0.5, -0.5)
    }
  })

  it('is bilinear in a cell, or linear in two triangles', () => {
    // At a quarter and three quarters of the first cell: weight 0.25 * 0.75 of the node, or min(0.25, 0.75).
    expectPoint(through(displacementMap(mesh(false), size), 14.5, 59.5), 14.5 + 8 * 0.1875, 59.5 - 4 * 0.1875)
    expectPoint(through(displacementMap(mesh(true), size), 14.5, 59.5), 14.5 + 8 * 0.25, 59.5 - 4 * 0.25)
  })

  it('goes on beyond the frame with the shift of the border', () => {
    expectPoint(through(displacementMap(mesh(false), size), 59.5, 500), 67.5, 496)
  })
})

describe('a thin-plate spline', () => {
  it('is exact for an affine map of the control points', () => {
    const from = [0, 0, 120, 0, 0, 80, 120, 80, 60, 40, 30, 60]
    const to = from.map((value, at) => (at % 2 === 0 ? 1.1 * value + 3 : 0.9 * value - 2))
    const map = displacementMap({ kind: 'thinPlate', from, to }, size)
    // Edge coordinates 45.5 and 20.5: 1.1 * 45.5 + 3 - 0.5, 0.9 * 20.5 - 2 - 0.5.
    expectPoint(through(map, 45, 20), 52.55, 15.95, 6)
  })

  it('brings control points where they belong, to a hundredth of the largest shift', () => {
    const from: number[] = []
    const to: number[] = []
    for (let index = 0; index < 16; index++) {
      const [x, y] = [(index % 4) * 40, Math.floor(index / 4) * (80 / 3)]
      from.push(x, y)
      to.push(x + 6 * Math.sin(index * 7), y + 6 * Math.cos(index * 5))
    }
    const map = displacementMap({ kind: 'thinPlate', from, to }, size)
    for (let index = 0; index < 16; index++) {
      const found = through(map, (from[2 * index] ?? 0) - 0.5, (from[2 * index + 1] ?? 0) - 0.5)
      expect(
        Math.hypot(found.x + 0.5 - (to[2 * index] ?? 0), found.y + 0.5 - (to[2 * index + 1] ?? 0))
      ).toBeLessThan(0.06)
    }
  })

  it('refuses control points on one line', () => {
    const line = [0, 0, 10, 10, 20, 20, 30, 30]
    expect(() =>
      displacementMap({ kind: 'thinPlate', from: line, to: line }, { width: 50, height: 50 })
    ).toThrow(/one line/)
  })
})

describe('tiles', () => {
  it('copies cells of the same size pixel by pixel', () => {
    const field = { kind: 'tiles', columns: 2, rows: 1, order: [1, 0] } as const
    const map = displacementMap(field, { width: 10, height: 4 })
    expectPoint(through(map, 0, 3), 5, 3)
    expectPoint(through(map, 4, 0), 9, 0)
    expectPoint(through(map, 5, 1), 0, 1)
    expectPoint(through(map, -3, 1), -3, 1)
  })

  it('bears pictures with fewer pixels than cells', () => {
    const field = { kind: 'tiles', columns: 3, rows: 3, order: [8, 7, 6, 5, 4, 3, 2, 1, 0] } as const
    const found = through(displacementMap(field, { width: 1, height: 2 }), 0, 1)
    expect(Number.isFinite(found.x) && Number.isFinite(found.y)).toBe(true)
  })
})

describe('a radial field with two coefficients', () => {
  const field = { kind: 'radial', k: 0.1, k2: 0.05, radiusPx: 50, centreX: 60, centreY: 40 } as const
  it('follows the polynomial, and its slope beyond the radius', () => {
    // At half the radius: 25 * (1 + 0.1 / 4 + 0.05 / 16) = 25.703125; at the radius 57.5, slope 1 + 0.3 + 0.25.
    expectPoint(through(displacementMap(field, size), 85, 40), 85.703125, 40)
    expectPoint(through(displacementMap(field, size), 130, 40), 60 + 57.5 + 1.55 * 20, 40)
  })
})

describe('no field folds at its strongest', () => {
  const cases = [
    ...[2, 4, 7, 12].flatMap((cellCount) =>
      ['gridElastic', 'piecewiseAffine'].map((transform) => ({
        transform,
        cellCount,
        strengthFraction: 0.12
      }))
    ),
    ...[3, 4, 7].map((pointCount) => ({ transform: 'thinPlateSpline', pointCount, strengthFraction: 0.09 })),
    { transform: 'lens', distort: -0.3, outerDistort: -0.1 },
    { transform: 'lens', distort: -0.3, outerDistort: 0.2 },
    { transform: 'lens', distort: 0.5, outerDistort: -0.1 }
  ]

  it.each(cases.map((step) => [JSON.stringify(step), step] as const))('%s', (_name, step) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.double({ min: -60, max: 180, noNaN: true }),
        fc.double({ min: -40, max: 120, noNaN: true }),
        (shapeSeed, x, y) => {
          const map = mapOf(step.transform === 'lens' ? step : { ...step, shapeSeed })
          const [here, right, below] = [
            through(map, x, y),
            through(map, x + 1e-4, y),
            through(map, x, y + 1e-4)
          ]
          const [ax, ay, bx, by] = [right.x - here.x, right.y - here.y, below.x - here.x, below.y - here.y]
          // The picture's orientation is kept everywhere, so neighbours never change sides.
          expect(ax * by - ay * bx).toBeGreaterThan(0)
          const found = invertMap(map, here)
          expect(Math.hypot(found.x - x, found.y - y)).toBeLessThan(1e-3)
        }
      ),
      { numRuns: 150 }
    )
  })
})

describe('a frame', () => {
  it('has a pixel at least, and an error says so when it is too large', () => {
    expect(frameOf(0.2, 7.6)).toEqual({ width: 1, height: 8 })
    expect(() => frameOf(40_000, 10)).toThrow(/40000 x 10/)
    // 20000 * 20000 = 400 megapixels.
    expect(() => frameOf(20_000, 20_000)).toThrow(/268/)
    expect(() => frameOf(Number.NaN, 4)).toThrow()
  })
})
