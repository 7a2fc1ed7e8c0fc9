import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leastRectangle } from '../../../../shared/annotations/leastRectangle.ts'
import { type MapOptions, mapAnnotations } from '../../../../shared/annotations/mapAnnotations.ts'
import { ringArea } from '../../../../shared/annotations/rings.ts'
import { scaleAnnotations } from '../../../../shared/annotations/scaleAnnotations.ts'
import type { RotatedBox } from '../../../../shared/annotations/types.ts'
import { forwardChain } from '../../../../shared/geometry/inverse.ts'
import type { GeometryOp, Op } from '../../../../shared/ops.ts'
import { parseConcreteSteps } from '../../../../shared/recipe/concrete.ts'
import { lowerSteps } from '../../../../shared/recipe/lower.ts'

const size = { width: 100, height: 60 }

interface Turned {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly angleDeg: number
}

/** Corners from the upper left one on, turned about the middle. */
function turned({ x, y, width, height, angleDeg }: Turned): RotatedBox {
  const [c, s] = [Math.cos((angleDeg * Math.PI) / 180), Math.sin((angleDeg * Math.PI) / 180)]
  const corners = [
    [-width / 2, -height / 2],
    [width / 2, -height / 2],
    [width / 2, height / 2],
    [-width / 2, height / 2]
  ].flatMap(([dx = 0, dy = 0]) => [x + c * dx - s * dy, y + s * dx + c * dy])
  return { kind: 'rotatedBox', className: 'ship', corners }
}

const opsOf = (...steps: readonly Record<string, unknown>[]): readonly Op[] =>
  lowerSteps(parseConcreteSteps(steps), size)

function cornersAfter(box: RotatedBox, ops: readonly Op[], options?: MapOptions): readonly number[] {
  const [found] = mapAnnotations([box], ops, size, options).annotations
  if (found?.kind !== 'rotatedBox') throw new Error('expected a rotated box')
  return found.corners
}

function expectCorners(found: readonly number[], expected: readonly number[], digits = 6): void {
  expect(found).toHaveLength(8)
  found.forEach((value, at) => expect(value).toBeCloseTo(expected[at] ?? Number.NaN, digits))
}

/** Two sides from the first corner, and how far from a right angle they stand. */
function sidesOf([ax = 0, ay = 0, bx = 0, by = 0, , , dx = 0, dy = 0]: readonly number[]): {
  readonly first: number
  readonly second: number
  readonly cosine: number
} {
  const [first, second] = [Math.hypot(bx - ax, by - ay), Math.hypot(dx - ax, dy - ay)]
  return {
    first,
    second,
    cosine: ((bx - ax) * (dx - ax) + (by - ay) * (dy - ay)) / (first * second)
  }
}

const inside = fc.record({
  x: fc.double({ min: 40, max: 60, noNaN: true }),
  y: fc.double({ min: 26, max: 34, noNaN: true }),
  width: fc.double({ min: 4, max: 20, noNaN: true }),
  height: fc.double({ min: 4, max: 20, noNaN: true }),
  angleDeg: fc.double({ min: -180, max: 180, noNaN: true })
})

describe('a rotated box', () => {
  it('is turned by its corners, and the first stays the first', () => {
    const box = turned({ x: 50, y: 30, width: 20, height: 10, angleDeg: 20 })
    // Counter-clockwise on the screen: y points down, so 20 degrees clockwise become -15.
    const ops = opsOf({ transform: 'rotate', angleDeg: 35 })
    expectCorners(
      cornersAfter(box, ops),
      turned({ x: 50, y: 30, width: 20, height: 10, angleDeg: -15 }).corners
    )
  })

  it('is mirrored edge to edge: W - x for every corner', () => {
    const box = turned({ x: 40, y: 30, width: 20, height: 10, angleDeg: 20 })
    const expected = box.corners.map((value, at) => (at % 2 === 0 ? 100 - value : value))
    expectCorners(cornersAfter(box, opsOf({ transform: 'horizontalFlip' })), expected)
  })

  it('comes back when it is turned by an angle and back, in two warps', () => {
    fc.assert(
      fc.property(inside, fc.double({ min: -180, max: 180, noNaN: true }), (given, angleDeg) => {
        const box = turned(given)
        const ops = opsOf(
          { transform: 'rotate', angleDeg },
          { transform: 'gaussianBlur', sigmaPx: 1 },
          { transform: 'rotate', angleDeg: -angleDeg }
        )
        expectCorners(cornersAfter(box, ops), box.corners)
      })
    )
  })

  it('is exactly as it came where nothing moves, be it a rectangle or nearly one', () => {
    const nearly: RotatedBox = {
      kind: 'rotatedBox',
      className: null,
      corners: [10, 10, 30, 11, 29, 20, 9, 19]
    }
    expect(cornersAfter(nearly, opsOf({ transform: 'brightness', factor: 1.1 }))).toEqual(nearly.corners)
  })

  it('becomes the least rectangle around what a shear makes of it, from the same corner on', () => {
    const box = turned({ x: 50, y: 30, width: 20, height: 10, angleDeg: 0 })
    const ops = opsOf({ transform: 'shear', xDeg: 30 })
    const forward = forwardChain(ops as readonly GeometryOp[])
    const found = cornersAfter(box, ops)
    const { first, second, cosine } = sidesOf(found)
    expect(cosine).toBeCloseTo(0, 9)
    // A parallelogram with sides 20 and 10 / cos 30, and of height 10: a rectangle of 20 + 10 tan 30 by 10 or one along
    // the other side, 10 / cos 30 + 20 sin 30 by 20 cos 30, which is larger.
    expect(Math.max(first, second)).toBeCloseTo(20 + 10 * Math.tan(Math.PI / 6), 6)
    expect(Math.min(first, second)).toBeCloseTo(10, 6)
    const start = forward({ x: 39.5, y: 24.5 })
    const distances = [0, 2, 4, 6].map((at) =>
      Math.hypot((found[at] ?? 0) - 0.5 - (start?.x ?? 0), (found[at + 1] ?? 0) - 0.5 - (start?.y ?? 0))
    )
    expect(Math.min(...distances)).toBe(distances[0])
  })

  it('becomes the least rectangle around what the frame leaves of it, with the share that is left', () => {
    // 10 x 10 on its side, its middle on the right border after the shift: a triangle is left, half of it.
    const box = turned({ x: 60, y: 30, width: 10, height: 10, angleDeg: 45 })
    const mapped = mapAnnotations([box], opsOf({ transform: 'translate', xFraction: 0.4 }), size)
    expect(mapped.visibleShares[0]).toBeCloseTo(0.5, 9)
    const [found] = mapped.annotations
    if (found?.kind !== 'rotatedBox') throw new Error('expected a rotated box')
    // The half of a square that is cut along its diagonal: the least rectangle around it is the square itself, or the one
    // along the diagonal, of the same area.
    const { first, second } = sidesOf(found.corners)
    expect(first * second).toBeCloseTo(100, 6)
  })

  it('goes with its tile, from the same corner on', () => {
    const swap: Op = {
      op: 'displace',
      field: { kind: 'tiles', columns: 2, rows: 1, order: [1, 0] },
      frame: size
    }
    const box = turned({ x: 20, y: 30, width: 20, height: 10, angleDeg: 160 })
    expectCorners(
      cornersAfter(box, [swap]),
      box.corners.map((value, at) => (at % 2 === 0 ? value + 50 : value))
    )
  })

  it('is dropped as boxes are, with the reason', () => {
    const box = turned({ x: 60, y: 30, width: 10, height: 10, angleDeg: 45 })
    const out = mapAnnotations([box], opsOf({ transform: 'translate', xFraction: 0.5 }), size)
    expect(out.dropped).toEqual([{ index: 0, why: 'outside', visibleShare: 0 }])
    const cover: Op = {
      op: 'cover',
      shapes: [{ kind: 'rectangle', x: 0, y: 0, width: 100, height: 60 }],
      covering: 'black',
      shapeSeed: 1
    }
    expect(mapAnnotations([box], [cover], size).dropped).toEqual([
      { index: 0, why: 'covered', visibleShare: 0 }
    ])
    // 10 pixels a side become 0.9, a box of 10 x 40 one of 0.9 x 3.6.
    const shrunk = opsOf({ transform: 'zoom', factor: 0.3 }, { transform: 'zoom', factor: 0.3 })
    const long = turned({ x: 50, y: 30, width: 10, height: 40, angleDeg: 0 })
    const small = mapAnnotations([long], shrunk, size)
    expect(small.dropped).toMatchObject([{ why: 'tooSmall' }])
  })

  it('holds every point of itself after a bend, within the frame', () => {
    fc.assert(
      fc.property(
        inside,
        fc.constantFrom('elastic', 'thinPlateSpline', 'lens', 'perspective'),
        fc.integer({ min: 0, max: 0xffffffff }),
        (given, transform, shapeSeed) => {
          const values = {
            elastic: { strengthFraction: 0.05, shapeSeed },
            thinPlateSpline: { strengthFraction: 0.06, shapeSeed },
            lens: { distort: 0.4 },
            perspective: { strength: 0.3, shapeSeed }
          }[transform]
          const ops = opsOf({ transform, ...values })
          const box = turned(given)
          const found = cornersAfter(box, ops, { minVisibleShare: 0, minSidePx: 0 })
          expect(Math.abs(sidesOf(found).cosine)).toBeLessThan(1e-6)
          const forward = forwardChain(ops as readonly GeometryOp[])
          const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0, dx = 0, dy = 0] = box.corners
          for (let k = 0; k < 40; k++) {
            const t = k / 40
            for (const [px, py, qx, qy] of [
              [ax, ay, bx, by],
              [bx, by, cx, cy],
              [cx, cy, dx, dy],
              [dx, dy, ax, ay]
            ] as const) {
              const at = forward({ x: px + t * (qx - px) - 0.5, y: py + t * (qy - py) - 0.5 })
              if (at === undefined || at.x < 0 || at.y < 0 || at.x > 99 || at.y > 59) continue
              expect(outsideBy(found, at.x + 0.5, at.y + 0.5)).toBeLessThan(0.05)
            }
          }
        }
      ),
      { numRuns: 60 }
    )
  })
})

/** How far a point lies outside of a rectangle given by its corners; below 0 inside. */
function outsideBy(corners: readonly number[], x: number, y: number): number {
  const [ax = 0, ay = 0, bx = 0, by = 0, , , dx = 0, dy = 0] = corners
  const { first, second } = sidesOf(corners)
  const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / first
  const across = ((x - ax) * (dx - ax) + (y - ay) * (dy - ay)) / second
  return Math.max(-along, along - first, -across, across - second)
}

describe('a rotated box in another size', () => {
  it('keeps its corners where both sides scale alike', () => {
    const box = turned({ x: 50, y: 30, width: 20, height: 10, angleDeg: 20 })
    const [found] = scaleAnnotations([box], size, { width: 50, height: 30 })
    if (found?.kind !== 'rotatedBox') throw new Error('expected a rotated box')
    expectCorners(
      found.corners,
      box.corners.map((value) => value / 2)
    )
  })

  it('is a rectangle around its corners where they do not', () => {
    const box = turned({ x: 50, y: 30, width: 20, height: 10, angleDeg: 30 })
    const [found] = scaleAnnotations([box], size, { width: 200, height: 60 })
    if (found?.kind !== 'rotatedBox') throw new Error('expected a rotated box')
    expect(Math.abs(sidesOf(found.corners).cosine)).toBeLessThan(1e-9)
    const wide = box.corners.map((value, at) => (at % 2 === 0 ? 2 * value : value))
    for (let at = 0; at < 8; at += 2) {
      expect(outsideBy(found.corners, wide[at] ?? 0, wide[at + 1] ?? 0)).toBeLessThan(1e-9)
    }
    // The same as by the option, in one go.
    expectCorners(cornersAfter(box, [], { outputSize: { width: 200, height: 60 } }), found.corners)
  })
})

describe('leastRectangle', () => {
  it('is no larger than any other rectangle around the points', () => {
    // On a grid, so that no rectangle is as thin as the rounding of its corners.
    const points = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 6, maxLength: 24 })
    fc.assert(
      fc.property(points, (list) => {
        const even = list.slice(0, list.length - (list.length % 2))
        const found = leastRectangle(even, undefined)
        if (found === undefined) return
        const area = ringArea(found)
        for (let degrees = 0; degrees < 90; degrees += 1) {
          const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
          const along: number[] = []
          const across: number[] = []
          for (let at = 0; at < even.length; at += 2) {
            const [x, y] = [even[at] ?? 0, even[at + 1] ?? 0]
            along.push(c * x + s * y)
            across.push(c * y - s * x)
          }
          const other =
            (Math.max(...along) - Math.min(...along)) * (Math.max(...across) - Math.min(...across))
          expect(area).toBeLessThanOrEqual(other * (1 + 1e-6) + 1e-6)
        }
        for (let at = 0; at < even.length; at += 2) {
          expect(outsideBy(found, even[at] ?? 0, even[at + 1] ?? 0)).toBeLessThan(1e-6)
        }
      })
    )
  })

  it('has none around points on a line', () => {
    expect(leastRectangle([1, 1, 2, 2, 5, 5], undefined)).toBeUndefined()
  })
})
