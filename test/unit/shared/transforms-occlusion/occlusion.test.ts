import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapAnnotations } from '../../../../shared/annotations/mapAnnotations.ts'
import type { Annotation, Box } from '../../../../shared/annotations/types.ts'
import { stream } from '../../../../shared/draw/rng.ts'
import type { Op, Shape } from '../../../../shared/ops.ts'
import type { Size } from '../../../../shared/raster.ts'
import { parseConcreteSteps } from '../../../../shared/recipe/concrete.ts'
import { coarseDropout } from '../../../../shared/transforms/occlusion/coarseDropout.ts'
import { constrainedDropout } from '../../../../shared/transforms/occlusion/constrainedDropout.ts'
import { coveredShare } from '../../../../shared/transforms/occlusion/coveredShare.ts'
import { gridDropout } from '../../../../shared/transforms/occlusion/gridDropout.ts'
import { maskDropout } from '../../../../shared/transforms/occlusion/maskDropout.ts'
import { randomErasing } from '../../../../shared/transforms/occlusion/randomErasing.ts'
import { rowColumnMasking } from '../../../../shared/transforms/occlusion/rowColumnMasking.ts'
import type { ConcreteStep, TransformSpec } from '../../../../shared/transforms/spec.ts'

const stepOf = (step: object): ConcreteStep => parseConcreteSteps([step])[0] as ConcreteStep
const rngOf = (seed: number) => stream([seed, 1], { copyIndex: 0, stepIndex: 0, attempt: 0 })
const shapesOf = (ops: readonly Op[]): readonly Shape[] =>
  ops.flatMap((op) => (op.op === 'cover' ? op.shapes : []))
const rectanglesOf = (ops: readonly Op[]): readonly Box[] =>
  shapesOf(ops).flatMap((shape) => (shape.kind === 'rectangle' ? [shape] : []))
const whole = ({ width, height }: Size): Box => ({ x: 0, y: 0, width, height })
const boxed = (box: Box): Annotation => ({ kind: 'box', className: 'a', box })

describe('coveredShare', () => {
  it('counts the union of rectangles once', () => {
    const box = { x: 0, y: 0, width: 10, height: 10 }
    const shapes: Shape[] = [
      { kind: 'rectangle', x: -5, y: 0, width: 10, height: 4 },
      { kind: 'rectangle', x: 2, y: 2, width: 4, height: 4 }
    ]
    // 5 * 4 + 4 * 4 less the common 3 * 2.
    expect(coveredShare(box, shapes)).toBeCloseTo((20 + 16 - 6) / 100, 12)
    expect(coveredShare({ ...box, width: 0 }, shapes)).toBe(0)
    expect(coveredShare(box, [])).toBe(0)
  })

  it('agrees with counting cells for rectangles on whole numbers', () => {
    const whole10 = fc.record({
      x: fc.integer({ min: -3, max: 12 }),
      y: fc.integer({ min: -3, max: 12 }),
      width: fc.integer({ min: 1, max: 9 }),
      height: fc.integer({ min: 1, max: 9 })
    })
    fc.assert(
      fc.property(whole10, fc.array(whole10, { maxLength: 8 }), (box, parts) => {
        const holds = (part: Box, x: number, y: number): boolean =>
          x >= part.x && x < part.x + part.width && y >= part.y && y < part.y + part.height
        let cells = 0
        for (let y = box.y; y < box.y + box.height; y++) {
          for (let x = box.x; x < box.x + box.width; x++) if (parts.some((part) => holds(part, x, y))) cells++
        }
        const shapes = parts.map((part): Shape => ({ kind: 'rectangle', ...part }))
        expect(coveredShare(box, shapes)).toBeCloseTo(cells / (box.width * box.height), 10)
      })
    )
  })
})

const steps: readonly (readonly [TransformSpec, object])[] = [
  [coarseDropout, { count: 4, widthFraction: 0.3, heightFraction: 0.25 }],
  [randomErasing, { areaFraction: 0.2 }],
  [gridDropout, { areaFraction: 0.25 }],
  [rowColumnMasking, { rowsFraction: 0.2, columnsFraction: 0.2, bands: 2 }],
  [constrainedDropout, { count: 3, widthFraction: 0.6, heightFraction: 0.7 }]
]

describe.each(steps.map(([spec, values]) => [spec.id, spec, values] as const))('%s', (id, spec, values) => {
  it('never covers more than the set share of any box', () => {
    const side = fc.double({ min: 0.01, max: 1, noNaN: true })
    const place = fc.double({ min: -0.2, max: 1, noNaN: true })
    const box = fc.record({ x: place, y: place, width: side, height: side })
    const size = fc.record({
      width: fc.integer({ min: 1, max: 300 }),
      height: fc.integer({ min: 1, max: 300 })
    })
    fc.assert(
      fc.property(
        size,
        fc.array(box, { maxLength: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        (frame, shares, mostOfBox, seed) => {
          const boxes = shares.map(({ x, y, width, height }) => ({
            x: x * frame.width,
            y: y * frame.height,
            width: width * frame.width,
            height: height * frame.height
          }))
          const free = stepOf({ transform: id, ...values, mostOfBox, shapeSeed: seed })
          const context = { size: frame, annotations: boxes.map(boxed), rng: rngOf(seed) }
          const fitted = spec.adjust?.(free, context)
          if (fitted === undefined) return
          const shapes = shapesOf(spec.lower(fitted, frame))
          for (const own of boxes) {
            // The part of the box that the picture shows, and its cover found from corner to corner of the shapes.
            const seen = clip(own, frame)
            if (seen === undefined) continue
            expect(slowShare(seen, shapes)).toBeLessThanOrEqual(mostOfBox + 1e-6)
          }
        }
      ),
      { numRuns: 60 }
    )
  })

  it('gives the same step for the same stream, and one that parses', () => {
    const size = { width: 64, height: 48 }
    const annotations = [boxed({ x: 8, y: 8, width: 30, height: 30 })]
    const free = stepOf({ transform: id, ...values, mostOfBox: 1, shapeSeed: 3 })
    const draw = () => spec.adjust?.(free, { size, annotations, rng: rngOf(5) })
    const drawn = draw()
    expect(drawn).toEqual(draw())
    expect(parseConcreteSteps([drawn])).toEqual([drawn])
    expect(shapesOf(spec.lower(drawn as ConcreteStep, size)).length).toBeGreaterThan(0)
  })
})

function clip(box: Box, { width, height }: Size): Box | undefined {
  const [x, y] = [Math.max(0, box.x), Math.max(0, box.y)]
  const [right, bottom] = [Math.min(width, box.x + box.width), Math.min(height, box.y + box.height)]
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : undefined
}

/** Every cell between neighbouring sides of all rectangles, one by one. */
function slowShare(box: Box, shapes: readonly Shape[]): number {
  const parts = shapes.flatMap((shape) => (shape.kind === 'rectangle' ? [shape] : []))
  const cuts = (low: number, high: number, sides: readonly number[]): readonly number[] =>
    [low, high, ...sides.filter((side) => side > low && side < high)].toSorted((a, b) => a - b)
  const xs = cuts(
    box.x,
    box.x + box.width,
    parts.flatMap(({ x, width }) => [x, x + width])
  )
  const ys = cuts(
    box.y,
    box.y + box.height,
    parts.flatMap(({ y, height }) => [y, y + height])
  )
  let area = 0
  for (let i = 0; i + 1 < xs.length; i++) {
    for (let j = 0; j + 1 < ys.length; j++) {
      const [left, right, top, bottom] = [xs[i] ?? 0, xs[i + 1] ?? 0, ys[j] ?? 0, ys[j + 1] ?? 0]
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      const isCovered = parts.some(
        (part) => x > part.x && x < part.x + part.width && y > part.y && y < part.y + part.height
      )
      if (isCovered) area += (right - left) * (bottom - top)
    }
  }
  return area / (box.width * box.height)
}

describe('what is covered', () => {
  const size = { width: 200, height: 100 }

  it('is as many holes of the set sides as asked, on whole pixels inside the picture', () => {
    const step = stepOf({
      transform: 'coarseDropout',
      count: 5,
      widthFraction: 0.1,
      heightFraction: 0.3,
      shapeSeed: 9
    })
    const holes = rectanglesOf(coarseDropout.lower(step, size))
    expect(holes).toHaveLength(5)
    for (const { x, y, width, height } of holes) {
      expect([width, height]).toEqual([20, 30])
      expect(Number.isInteger(x) && Number.isInteger(y)).toBe(true)
      expect(x >= 0 && y >= 0 && x + width <= 200 && y + height <= 100).toBe(true)
    }
  })

  it('has the area asked for and log-uniform proportions when erased at random', () => {
    const ratios = Array.from({ length: 2000 }, (_, shapeSeed) => {
      const step = stepOf({ transform: 'randomErasing', areaFraction: 0.05, shapeSeed })
      const [hole] = rectanglesOf(randomErasing.lower(step, { width: 2000, height: 2000 }))
      const { width, height } = hole ?? { width: 0, height: 0 }
      expect(Math.abs(width * height - 200_000)).toBeLessThan(2000)
      expect(width * height).toBeLessThanOrEqual(200_000)
      return height / width
    })
    expect(Math.min(...ratios)).toBeGreaterThan(0.29)
    expect(Math.max(...ratios)).toBeLessThan(3.33)
    // Log-uniform over 0.3..3.3: half of them lie below sqrt(0.3 * 3.3) = 0.995; 4 deviations of the share are 0.045.
    expect(Math.abs(ratios.filter((ratio) => ratio < 0.995).length / 2000 - 0.5)).toBeLessThan(0.045)
  })

  it('fits into strips when erased at random', () => {
    for (const strip of [
      { width: 1, height: 5000 },
      { width: 5000, height: 1 },
      { width: 1, height: 1 }
    ]) {
      const step = stepOf({ transform: 'randomErasing', areaFraction: 0.1, shapeSeed: 4 })
      const [hole] = rectanglesOf(randomErasing.lower(step, strip))
      expect(hole?.width).toBeLessThanOrEqual(strip.width)
      expect(hole?.height).toBeLessThanOrEqual(strip.height)
    }
  })

  it('is exactly the share of the grid, whatever its offset', () => {
    for (let shapeSeed = 0; shapeSeed < 20; shapeSeed++) {
      const step = stepOf({ transform: 'gridDropout', areaFraction: 0.16, shapeSeed })
      const shapes = shapesOf(gridDropout.lower(step, size))
      expect(coveredShare(whole(size), shapes)).toBeCloseTo(0.16, 9)
    }
  })

  it('is bands from border to border, no more than asked for', () => {
    const step = stepOf({
      transform: 'rowColumnMasking',
      rowsFraction: 0.2,
      columnsFraction: 0.1,
      bands: 2,
      shapeSeed: 1
    })
    const bands = rectanglesOf(rowColumnMasking.lower(step, size))
    expect(bands.map(({ width, height }) => [width, height])).toEqual([
      [200, 10],
      [200, 10],
      [10, 100],
      [10, 100]
    ])
    expect(coveredShare(whole(size), shapesOf(rowColumnMasking.lower(step, size)))).toBeLessThanOrEqual(0.3)
  })

  it('is one object that is not too large, by its outline', () => {
    const polygon: Annotation = { kind: 'polygon', className: 'b', rings: [[20, 10, 60, 10, 20, 50]] }
    const annotations = [boxed({ x: 0, y: 0, width: 200, height: 90 }), polygon]
    const free = stepOf({ transform: 'maskDropout', largestFraction: 0.1, shapeSeed: 1 })
    const step = maskDropout.adjust(free, { size, annotations, rng: rngOf(1) })
    expect(step?.['rings']).toEqual([[0.1, 0.1, 0.3, 0.1, 0.1, 0.5]])
    const [shape] = shapesOf(maskDropout.lower(step as ConcreteStep, { width: 100, height: 100 }))
    expect(shape?.kind === 'polygon' && shape.points.map((value) => Math.round(value))).toEqual([
      10, 10, 30, 10, 10, 50
    ])
    expect(maskDropout.adjust(free, { size, annotations: [], rng: rngOf(1) })).toBeUndefined()
  })

  it('takes the object that it covers from the annotations, and no other', () => {
    const outlined = (x: number, y: number): Annotation => ({
      kind: 'polygon',
      className: 'b',
      rings: [[x, y, x + 30, y, x + 30, y + 20, x, y + 20]]
    })
    const annotations = [outlined(5, 5), outlined(80, 40), outlined(160, 75)]
    const free = stepOf({ transform: 'maskDropout', largestFraction: 0.2, shapeSeed: 1 })
    const chosen = Array.from({ length: 40 }, (_, seed) => {
      const step = maskDropout.adjust(free, { size, annotations, rng: rngOf(seed) })
      const { annotations: left, dropped } = mapAnnotations(
        annotations,
        maskDropout.lower(step as ConcreteStep, size),
        size
      )
      expect(dropped).toEqual([
        { index: expect.any(Number), why: 'covered', visibleShare: expect.closeTo(0, 9) }
      ])
      expect(left).toEqual(annotations.filter((_one, index) => index !== dropped[0]?.index))
      return dropped[0]?.index
    })
    expect(new Set(chosen)).toEqual(new Set([0, 1, 2]))
  })

  it('is nothing at the neutral values', () => {
    for (const [spec] of steps) expect(spec.lower(stepOf({ transform: spec.id }), size)).toEqual([])
    expect(maskDropout.lower(stepOf({ transform: 'maskDropout' }), size)).toEqual([])
  })

  it('is left out when a box cannot be spared', () => {
    const free = stepOf({ transform: 'gridDropout', areaFraction: 0.5, mostOfBox: 0.1, shapeSeed: 1 })
    const context = { size, annotations: [boxed(whole(size))], rng: rngOf(1) }
    expect(gridDropout.adjust(free, context)).toBeUndefined()
  })
})
