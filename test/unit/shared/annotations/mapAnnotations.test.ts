import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MapOptions, mapAnnotations } from '../../../../shared/annotations/mapAnnotations.ts'
import { scaleAnnotations } from '../../../../shared/annotations/scaleAnnotations.ts'
import type { Annotation, Box } from '../../../../shared/annotations/types.ts'
import { invert } from '../../../../shared/geometry/matrix.ts'
import type { Op } from '../../../../shared/ops.ts'
import { parseConcreteSteps } from '../../../../shared/recipe/concrete.ts'
import { lowerSteps } from '../../../../shared/recipe/lower.ts'

const size = { width: 100, height: 60 }

const box = (x: number, y: number, width: number, height: number): Annotation => ({
  kind: 'box',
  className: 'left turn',
  box: { x, y, width, height }
})

const polygon = (...rings: readonly (readonly number[])[]): Annotation => ({
  kind: 'polygon',
  className: null,
  rings
})

const points = (...list: readonly (readonly [number, number])[]): Annotation => ({
  kind: 'keypoints',
  className: null,
  points: list.map(([x, y]) => ({ x, y, visibility: 2 }))
})

const opsOf = (...steps: readonly Record<string, unknown>[]): readonly Op[] =>
  lowerSteps(parseConcreteSteps(steps), size)

function map(
  annotations: readonly Annotation[],
  ops: readonly Op[],
  options?: MapOptions
): ReturnType<typeof mapAnnotations> {
  return mapAnnotations(annotations, ops, size, options)
}

function onlyBox(annotation: Annotation, ops: readonly Op[], options?: MapOptions): Box {
  const [found] = map([annotation], ops, options).annotations
  if (found?.kind !== 'box') throw new Error('expected a box')
  return found.box
}

function expectBox(found: Box, expected: readonly [number, number, number, number]): void {
  const values = [found.x, found.y, found.width, found.height]
  values.forEach((value, at) => expect(value).toBeCloseTo(expected[at] ?? Number.NaN, 6))
}

describe('boxes', () => {
  it('stay as they are where nothing moves', () => {
    const mapped = map([box(10, 20, 30, 15)], opsOf({ transform: 'brightness', factor: 1.2 }))
    expect(mapped).toEqual({
      annotations: [box(10, 20, 30, 15)],
      origins: [0],
      visibleShares: [1],
      dropped: []
    })
  })

  it('are mirrored edge to edge: W - x', () => {
    expectBox(onlyBox(box(10, 20, 30, 15), opsOf({ transform: 'horizontalFlip' })), [60, 20, 30, 15])
  })

  it('enclose their turned corners', () => {
    // Centred at (50, 30), 40 x 20, turned by 45 degrees: width and height (40 + 20) / sqrt 2.
    const ops = opsOf({ transform: 'rotate', angleDeg: 45 })
    const side = 60 / Math.SQRT2
    expectBox(onlyBox(box(30, 20, 40, 20), ops), [50 - side / 2, 30 - side / 2, side, side])
  })

  it('enclose a turned ellipse instead, when asked', () => {
    // Half width of an ellipse with half axes 20 and 10 turned by 45 degrees: sqrt((20^2 + 10^2) / 2).
    const ops = opsOf({ transform: 'rotate', angleDeg: 45 })
    const half = Math.sqrt(250)
    const found = onlyBox(box(30, 20, 40, 20), ops, { boxMethod: 'ellipse' })
    expect(found.x).toBeCloseTo(50 - half, 1)
    expect(found.width).toBeCloseTo(2 * half, 1)
  })

  it('come back exactly when they are turned there and back, in two warps', () => {
    const ops = opsOf(
      { transform: 'rotate', angleDeg: 30 },
      { transform: 'gaussianBlur', sigmaPx: 1 },
      { transform: 'rotate', angleDeg: -30 }
    )
    expectBox(onlyBox(box(40, 22, 20, 16), ops), [40, 22, 20, 16])
  })

  it('are cut to the frame, and the share that is left is reported', () => {
    // Moved right by 40: from 60 + 30 = 90..120 of 100 pixels, a third of it is left.
    const mapped = map([box(50, 20, 30, 15)], opsOf({ transform: 'translate', xFraction: 0.4 }))
    expect(mapped.annotations).toEqual([box(90, 20, 10, 15)])
    expect(mapped.visibleShares[0]).toBeCloseTo(1 / 3, 9)
  })

  it('are dropped below the least share, with the reason', () => {
    const ops = opsOf({ transform: 'translate', xFraction: 0.4 })
    const marks = [box(50, 20, 30, 15), box(70, 20, 20, 10), box(59, 5, 22, 3), box(20, 10, 10, 10)]
    // 1/3 is left of the first, nothing of the second, 1/22 of the third and all of the last.
    const mapped = map(marks, ops)
    expect(mapped.origins).toEqual([0, 3])
    expect(mapped.dropped[0]).toEqual({ index: 1, why: 'outside', visibleShare: 0 })
    expect(mapped.dropped[1]).toMatchObject({ index: 2, why: 'mostlyOutside' })
    expect(mapped.dropped[1]?.visibleShare).toBeCloseTo(1 / 22, 9)
    expect(map(marks, ops, { minVisibleShare: 0.5 }).origins).toEqual([3])
    expect(map(marks, ops, { minVisibleShare: 0, minSidePx: 0 }).origins).toEqual([0, 2, 3])
  })

  it('are dropped when they become smaller than a pixel', () => {
    const ops = opsOf({ transform: 'zoom', factor: 0.1 })
    expect(map([box(40, 20, 9, 30), box(40, 20, 11, 30)], ops).dropped).toEqual([
      { index: 0, why: 'tooSmall', visibleShare: 1 }
    ])
  })

  it('follow a lost frame: what one warp cuts off does not come back in the next', () => {
    const away = { transform: 'translate', xFraction: 0.5 }
    const back = { transform: 'translate', xFraction: -0.5 }
    const marked = box(40, 20, 20, 10)
    // In one warp nothing is lost; with a blur between them what was right of the middle is.
    expectBox(onlyBox(marked, opsOf(away, back)), [40, 20, 20, 10])
    const blur = { transform: 'gaussianBlur', sigmaPx: 1 }
    expectBox(onlyBox(marked, opsOf(away, blur, back)), [40, 20, 10, 10])
  })

  it('enclose a bent outline', () => {
    // Barrel: the middle of each side is bent outwards less than the corners inwards; every pixel of the box's outline
    // must lie in the new box. Compared with 4000 points put through the same search one by one.
    const ops = opsOf({ transform: 'lens', distort: 0.4 })
    const marked = box(5, 5, 90, 50)
    const found = onlyBox(marked, ops)
    for (let k = 0; k <= 1000; k++) {
      const [x, y] = [5 + (k / 1000) * 90, 5 + (k / 1000) * 50]
      const line = points([x - 0.5, 4.5], [x - 0.5, 54.5], [4.5, y - 0.5], [94.5, y - 0.5])
      const [moved] = map([line], ops).annotations
      if (moved?.kind !== 'keypoints') throw new Error('expected keypoints')
      for (const point of moved.points) {
        expect(point.x + 0.5).toBeGreaterThan(found.x - 0.02)
        expect(point.x + 0.5).toBeLessThan(found.x + found.width + 0.02)
        expect(point.y + 0.5).toBeGreaterThan(found.y - 0.02)
        expect(point.y + 0.5).toBeLessThan(found.y + found.height + 0.02)
      }
    }
  })
})

/** From a point to the nearest one of an outline. */
function distanceTo(ring: readonly number[], x: number, y: number): number {
  let least = Infinity
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length
    const [ax = 0, ay = 0] = ring.slice(at, at + 2)
    const [dx, dy] = [(ring[next] ?? 0) - ax, (ring[next + 1] ?? 0) - ay]
    const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
    least = Math.min(least, Math.hypot(x - ax - along * dx, y - ay - along * dy))
  }
  return least
}

describe('polygons', () => {
  it('are cut to the frame, and rings without area go', () => {
    const ops = opsOf({ transform: 'translate', xFraction: 0.4 })
    // A triangle and a square; the square leaves the frame, the triangle's right half too.
    const marked = polygon([40, 10, 80, 10, 40, 50], [80, 0, 90, 0, 90, 10, 80, 10])
    const [found] = map([marked], ops).annotations
    if (found?.kind !== 'polygon') throw new Error('expected a polygon')
    expect(found.rings).toHaveLength(1)
    // 80..120 becomes 80..100: a trapezium of 40 and 20 high and 20 wide is left of 800.
    const ring = found.rings[0] ?? []
    const sorted = [...Array(ring.length / 2).keys()]
      .map((at) => `${ring[2 * at]},${ring[2 * at + 1]}`)
      .toSorted()
    expect(sorted).toEqual(['100,10', '100,30', '80,10', '80,50'])
  })

  it('are bent with the picture, by as few corners as it takes', () => {
    const ops = opsOf({ transform: 'elastic', strengthFraction: 0.03, shapeSeed: 7 })
    const [found] = map([polygon([10, 10, 90, 10, 90, 50, 10, 50])], ops).annotations
    if (found?.kind !== 'polygon') throw new Error('expected a polygon')
    const ring = found.rings[0] ?? []
    // Pieces of a 128th of the diagonal, 0.9 pixels, would be 240 / 0.9.
    expect(ring.length / 2).toBeLessThan(130)
    for (let k = 0; k < 240; k++) {
      const at = k < 80 ? [10 + k, 10] : k < 120 ? [90, k - 70] : k < 200 ? [210 - k, 50] : [10, 250 - k]
      const [moved] = map([points([(at[0] ?? 0) - 0.5, (at[1] ?? 0) - 0.5])], ops).annotations
      if (moved?.kind !== 'keypoints') throw new Error('expected keypoints')
      const { x, y } = moved.points[0] ?? { x: 0, y: 0 }
      expect(distanceTo(ring, x + 0.5, y + 0.5)).toBeLessThan(0.05)
    }
  })

  it('go with tiles in parts', () => {
    const ops: readonly Op[] = [
      { op: 'displace', field: { kind: 'tiles', columns: 2, rows: 1, order: [1, 0] }, frame: size }
    ]
    const [found] = map([polygon([40, 10, 60, 10, 60, 20, 40, 20])], ops).annotations
    if (found?.kind !== 'polygon') throw new Error('expected a polygon')
    // 40..50 goes to 90..100, 50..60 to 0..10.
    const xs = found.rings.map((ring) => ring.filter((_, at) => at % 2 === 0))
    expect(xs.map((list) => [Math.min(...list), Math.max(...list)])).toEqual([
      [0, 10],
      [90, 100]
    ])
  })
})

describe('boxes and keypoints in tiles', () => {
  const swap: Op = {
    op: 'displace',
    field: { kind: 'tiles', columns: 2, rows: 1, order: [1, 0] },
    frame: size
  }
  const stay: Op = { ...swap, field: { kind: 'tiles', columns: 2, rows: 1, order: [0, 1] } }

  it('go with their cell', () => {
    expectBox(onlyBox(box(10, 10, 20, 20), [swap]), [60, 10, 20, 20])
    expect(map([points([10, 10], [60, 5])], [swap]).annotations).toEqual([points([60, 10], [10, 5])])
  })

  it('keep their largest part, or are torn', () => {
    // 15 of 20 pixels lie in the left cell and go to 85..100.
    const mapped = map([box(35, 10, 20, 10)], [swap])
    expect(mapped.annotations).toEqual([box(85, 10, 15, 10)])
    expect(mapped.visibleShares).toEqual([0.75])
    const corner: Op = {
      op: 'displace',
      field: { kind: 'tiles', columns: 2, rows: 2, order: [3, 2, 1, 0] },
      frame: size
    }
    expect(map([box(40, 20, 20, 20)], [corner]).dropped).toEqual([{ index: 0, why: 'torn', visibleShare: 0 }])
  })

  it('stay whole where neighbours stay together', () => {
    expectBox(onlyBox(box(35, 10, 20, 10), [stay]), [35, 10, 20, 10])
  })
})

describe('keypoints', () => {
  it('are mirrored centre to centre: W - 1 - x', () => {
    expect(map([points([10, 20])], opsOf({ transform: 'horizontalFlip' })).annotations).toEqual([
      points([89, 20])
    ])
  })

  it('keep their place in the list when they leave, without a label, and go when none is left', () => {
    const ops = opsOf({ transform: 'translate', xFraction: 0.5 })
    const [found] = map([points([10, 20], [70, 20])], ops).annotations
    if (found?.kind !== 'keypoints') throw new Error('expected keypoints')
    expect(found.points).toEqual([
      { x: 60, y: 20, visibility: 2 },
      { x: 0, y: 0, visibility: 0 }
    ])
    expect(map([points([70, 20])], ops).dropped).toEqual([{ index: 0, why: 'outside', visibleShare: 0 }])
  })
})

describe('what is covered', () => {
  const cover: Op = {
    op: 'cover',
    shapes: [{ kind: 'rectangle', x: 0, y: 0, width: 50, height: 60 }],
    covering: 'black',
    shapeSeed: 1
  }

  it('counts as lost for boxes, and hides keypoints', () => {
    // Of 30..70 half is under the rectangle; of 20..45 all; of 10..51 all but a fortieth.
    const mapped = map([box(30, 10, 40, 10), box(20, 10, 25, 10), box(10, 10, 41, 10)], [cover])
    expect(mapped.visibleShares[0]).toBeCloseTo(0.5, 1)
    expect(mapped.dropped.map(({ index, why }) => [index, why])).toEqual([
      [1, 'covered'],
      [2, 'covered']
    ])
    const [found] = map([points([20, 20], [80, 20])], [cover]).annotations
    if (found?.kind !== 'keypoints') throw new Error('expected keypoints')
    expect(found.points.map(({ visibility }) => visibility)).toEqual([1, 2])
  })
})

describe('an outline that is covered', () => {
  const left: Op = {
    op: 'cover',
    shapes: [
      { kind: 'polygon', points: [0, 0, 50, 0, 50, 60, 0, 60] },
      { kind: 'rectangle', x: 90, y: 50, width: 5, height: 5 }
    ],
    covering: 'grey',
    shapeSeed: 1
  }

  it('keeps its shape and loses visibility, by its own area and not by that of its box', () => {
    // A triangle with its right angle at (30, 10) and legs of 40 and 20: left of x = 50 lies all but a triangle of half
    // its size, 3/4. Its box would lose half.
    const triangle = polygon([30, 10, 70, 10, 30, 30])
    const mapped = map([triangle], [left])
    expect(mapped.annotations).toEqual([triangle])
    expect(mapped.visibleShares[0]).toBeCloseTo(1 / 4, 1)
    expect(map([triangle], [left], { minVisibleShare: 0.4 }).dropped).toMatchObject([{ why: 'covered' }])
  })

  it('loses nothing where the shapes lie elsewhere', () => {
    expect(map([polygon([60, 10, 80, 10, 80, 30])], [left]).visibleShares).toEqual([1])
  })
})

describe('classes', () => {
  const mirroredLabel = (name: string): string => (name === 'left turn' ? 'right turn' : name)
  const classOf = (...steps: readonly Record<string, unknown>[]): string | null | undefined =>
    map([box(40, 20, 20, 20)], opsOf(...steps), { mirroredLabel }).annotations[0]?.className

  it('are swapped where the net map is mirrored', () => {
    expect(classOf({ transform: 'horizontalFlip' })).toBe('right turn')
    expect(classOf({ transform: 'transpose' })).toBe('right turn')
    expect(classOf({ transform: 'horizontalFlip' }, { transform: 'verticalFlip' })).toBe('left turn')
    expect(classOf({ transform: 'rotate', angleDeg: 10 })).toBe('left turn')
  })
})

describe('properties', () => {
  const inside = fc.tuple(
    fc.double({ min: 30, max: 70, noNaN: true }),
    fc.double({ min: 20, max: 40, noNaN: true })
  )
  const affine = fc
    .record({
      angleDeg: fc.double({ min: -180, max: 180, noNaN: true }),
      factor: fc.double({ min: 0.5, max: 1.2, noNaN: true }),
      xDeg: fc.double({ min: -20, max: 20, noNaN: true })
    })
    .map(({ angleDeg, factor, xDeg }) =>
      opsOf({ transform: 'rotate', angleDeg }, { transform: 'zoom', factor }, { transform: 'shear', xDeg })
    )

  it('a map and its inverse give the points back', () => {
    fc.assert(
      fc.property(affine, inside, (ops, at) => {
        const back = ops.toReversed().map((op): Op => {
          if (op.op !== 'matrix') throw new Error('expected matrices')
          return { op: 'matrix', matrix: invert(op.matrix) }
        })
        const [found] = map([points(at)], [...ops, ...back]).annotations
        if (found?.kind !== 'keypoints') throw new Error('expected keypoints')
        expect(found.points[0]?.x).toBeCloseTo(at[0], 6)
        expect(found.points[0]?.y).toBeCloseTo(at[1], 6)
      })
    )
  })

  it('boxes stay inside the frame, and shares between 0 and 1, whatever happens', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'elastic',
          'gridDistortion',
          'thinPlateSpline',
          'gridShuffle',
          'perspective',
          'gridElastic'
        ),
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.array(inside, { minLength: 1, maxLength: 3 }),
        (transform, shapeSeed, corners) => {
          const strong = { strengthFraction: 0.06, strength: 0.3, distort: 0.7 }
          const known = {
            elastic: ['strengthFraction'],
            thinPlateSpline: ['strengthFraction'],
            gridElastic: ['strengthFraction'],
            gridDistortion: ['distort'],
            perspective: ['strength'],
            gridShuffle: []
          }[transform] as readonly (keyof typeof strong)[]
          const values = Object.fromEntries(known.map((name) => [name, strong[name]]))
          const ops = opsOf({ transform, ...values, shapeSeed }, { transform: 'rotate', angleDeg: 33 })
          const marks = corners.map(([x, y]) => box(x - 30, y - 20, 60, 35))
          const mapped = map(marks, ops, { minVisibleShare: 0 })
          expect(mapped.annotations.length + mapped.dropped.length).toBe(marks.length)
          for (const share of mapped.visibleShares) {
            expect(share).toBeGreaterThanOrEqual(0)
            expect(share).toBeLessThanOrEqual(1)
          }
          for (const one of mapped.annotations) {
            if (one.kind !== 'box') throw new Error('expected boxes')
            expect(one.box.x).toBeGreaterThanOrEqual(0)
            expect(one.box.y).toBeGreaterThanOrEqual(0)
            expect(one.box.x + one.box.width).toBeLessThanOrEqual(100 + 1e-9)
            expect(one.box.y + one.box.height).toBeLessThanOrEqual(60 + 1e-9)
          }
        }
      ),
      { numRuns: 60 }
    )
  })
})

describe('scaleAnnotations', () => {
  it('scales edges on edges', () => {
    // Centre 10 is edge 10.5, at half the size 5.25, so centre 4.75.
    const scaled = scaleAnnotations([box(10, 20, 30, 16), points([10, 20])], size, { width: 50, height: 15 })
    expect(scaled).toEqual([box(5, 5, 15, 4), points([4.75, 4.625])])
  })
})
