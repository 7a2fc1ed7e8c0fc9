import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapAnnotations } from '../../../../shared/annotations/mapAnnotations.ts'
import type { Annotation, Box } from '../../../../shared/annotations/types.ts'
import { drawSteps, planSteps } from '../../../../shared/draw/drawSteps.ts'
import { uncutSteps } from '../../../../shared/policy/verdict.ts'
import type { Size } from '../../../../shared/raster.ts'
import { parseConcreteSteps } from '../../../../shared/recipe/concrete.ts'
import { lower } from '../../../../shared/recipe/lower.ts'
import { parseRecipe } from '../../../../shared/recipe/schema.ts'
import { cropTransforms } from '../../../../shared/transforms/crop/index.ts'
import type { ConcreteStep, TransformSpec } from '../../../../shared/transforms/spec.ts'

const size = { width: 120, height: 80 }

const frameOf = (step: Record<string, unknown>, of: Size = size): readonly number[] => {
  const { frame } = lower(parseConcreteSteps([step]), of, 'nearest')
  return [frame.width, frame.height]
}

describe('frames', () => {
  it('are what arithmetic says', () => {
    expect(frameOf({ transform: 'randomCrop', widthShare: 0.75, heightShare: 0.5 })).toEqual([90, 40])
    expect(frameOf({ transform: 'randomResizedCrop', areaShare: 0.3 })).toEqual([120, 80])
    expect(frameOf({ transform: 'centreCrop', widthShare: 0.5 })).toEqual([60, 80])
    expect(frameOf({ transform: 'cropFromBorders', leftShare: 0.1, bottomShare: 0.25 })).toEqual([108, 60])
    expect(frameOf({ transform: 'pad', leftShare: 0.5, rightShare: 0.25, topShare: 1 })).toEqual([210, 160])
    expect(frameOf({ transform: 'letterbox' })).toEqual([120, 120])
    expect(frameOf({ transform: 'letterbox', proportions: 3 })).toEqual([240, 80])
    expect(frameOf({ transform: 'transpose' })).toEqual([80, 120])
    expect(frameOf({ transform: 'quarterTurn', turns: 2 })).toEqual([120, 80])
    // 120 cos 30 + 80 sin 30 = 143.9, 120 sin 30 + 80 cos 30 = 129.3.
    expect(frameOf({ transform: 'rotate', angleDeg: 30, border: 'expand' })).toEqual([144, 130])
    expect(frameOf({ transform: 'rotate', angleDeg: 90, border: 'expand' })).toEqual([80, 120])
    expect(frameOf({ transform: 'rotate', angleDeg: 90, border: 'crop' })).toEqual([80, 120])
    // A square of 100 turned by 45 degrees holds one of 100 / sqrt 2 = 70.7.
    expect(
      frameOf({ transform: 'rotate', angleDeg: 45, border: 'crop' }, { width: 100, height: 100 })
    ).toEqual([70, 70])
  })

  it('cut to the inner rectangle shows nothing from outside, and is the largest within two pixels', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.integer({ min: 20, max: 200 }),
        fc.integer({ min: 20, max: 200 }),
        (angleDeg, width, height) => {
          const { frame } = lower(
            parseConcreteSteps([{ transform: 'rotate', angleDeg, border: 'crop' }]),
            { width, height },
            'nearest'
          )
          const [c, s] = [
            Math.abs(Math.cos((angleDeg * Math.PI) / 180)),
            Math.abs(Math.sin((angleDeg * Math.PI) / 180))
          ]
          const fits = (w: number, h: number): boolean =>
            w * c + h * s <= width + 1e-3 && w * s + h * c <= height + 1e-3
          expect(fits(frame.width, frame.height)).toBe(true)
          // By trying every width with the greatest height that fits.
          let most = 0
          for (let w = 1; w <= width + height; w++) {
            const h = Math.min((width - w * c) / (s || 1e-9), (height - w * s) / (c || 1e-9))
            if (h > 0) most = Math.max(most, w * h)
          }
          expect((frame.width + 2) * (frame.height + 2)).toBeGreaterThan(most)
        }
      )
    )
  })

  it('have a pixel at least, whatever is cut from whatever picture', () => {
    const specs: readonly TransformSpec[] = cropTransforms
    for (const of of [
      { width: 1, height: 1 },
      { width: 1, height: 5000 },
      { width: 2, height: 3 }
    ]) {
      for (const spec of specs) {
        for (const end of ['min', 'max'] as const) {
          const values = Object.fromEntries(
            spec.parameters.map((parameter) => [parameter.id, parameter[end]])
          )
          const [width = 0, height = 0] = frameOf({ transform: spec.id, ...values }, of)
          expect(Math.min(width, height)).toBeGreaterThanOrEqual(1)
        }
      }
    }
  })

  it('too large to hold are an error that says so', () => {
    const wide = { width: 20_000, height: 100 }
    expect(() => frameOf({ transform: 'pad', leftShare: 1 }, wide)).toThrow(/40000 x 100/)
    expect(() => frameOf({ transform: 'letterbox' }, wide)).toThrow(/20000 x 20000/)
    expect(frameOf({ transform: 'randomCrop', widthShare: 0.5 }, wide)).toEqual([10_000, 100])
  })
})

const marks = fc.array(
  fc
    .record({
      x: fc.double({ min: 0, max: 100, noNaN: true }),
      y: fc.double({ min: 0, max: 60, noNaN: true }),
      width: fc.double({ min: 1, max: 20, noNaN: true }),
      height: fc.double({ min: 1, max: 20, noNaN: true })
    })
    .map((box): Annotation => ({ kind: 'box', className: null, box })),
  { minLength: 1, maxLength: 4 }
)

interface Drawn {
  readonly steps: readonly ConcreteStep[]
  readonly shares: readonly number[]
  readonly kept: readonly Box[]
}

function draw(step: Record<string, unknown>, annotations: readonly Annotation[], copyIndex: number): Drawn {
  const flip = { transform: 'horizontalFlip', probability: 1 }
  const recipe = parseRecipe({ version: 1, steps: [flip, { probability: 1, ...step }] })
  const source = { ...size, contentHash: 'ab'.repeat(32), annotations }
  const steps = drawSteps(planSteps(uncutSteps(recipe)), source, { seed: 1, copyIndex, attempt: 0 })
  // Limits of the parameters hold after fitting too, or this throws.
  parseConcreteSteps(steps)
  const mapped = mapAnnotations(annotations, lower(steps, size, 'nearest').ops, size, {
    minVisibleShare: 0,
    minSidePx: 0
  })
  return {
    steps,
    shares: mapped.visibleShares,
    kept: mapped.annotations.flatMap((one) => (one.kind === 'box' ? [one.box] : []))
  }
}

describe.each([
  ['randomCrop', { widthShareRange: [0.1, 0.5], heightShareRange: [0.1, 0.5] }],
  ['randomResizedCrop', { areaShareRange: [0.02, 0.3], ratioRange: [0.5, 2] }]
] as const)('%s behind a mirror', (transform, ranges) => {
  const places = { xPlaceRange: [-1, 1], yPlaceRange: [-1, 1] }
  const step = { transform, ...ranges, ...places }
  const copies = fc.integer({ min: 0, max: 1000 })

  it('keeps all boxes whole', () => {
    fc.assert(
      fc.property(marks, copies, (annotations, copyIndex) => {
        const { shares } = draw({ ...step, keep: 'allBoxes' }, annotations, copyIndex)
        expect(shares).toHaveLength(annotations.length)
        for (const share of shares) expect(share).toBeCloseTo(1, 6)
      })
    )
  })

  it('keeps one box whole', () => {
    fc.assert(
      fc.property(marks, copies, (annotations, copyIndex) => {
        const { shares } = draw({ ...step, keep: 'oneBox' }, annotations, copyIndex)
        expect(Math.max(...shares)).toBeCloseTo(1, 6)
      })
    )
  })

  it('keeps every centre, so a quarter of each box at least', () => {
    fc.assert(
      fc.property(marks, copies, (annotations, copyIndex) => {
        const { shares } = draw({ ...step, keep: 'centres' }, annotations, copyIndex)
        expect(shares).toHaveLength(annotations.length)
      })
    )
  })

  it('keeps part of one object', () => {
    fc.assert(
      fc.property(marks, copies, (annotations, copyIndex) => {
        expect(draw({ ...step, keep: 'touch' }, annotations, copyIndex).shares.length).toBeGreaterThan(0)
      })
    )
  })

  it('is drawn freely where nothing is marked, the same as without a wish', () => {
    const free = draw({ ...step, keep: 'none' }, [], 3).steps[1]
    const wished = draw({ ...step, keep: 'allBoxes' }, [], 3).steps[1]
    expect({ ...wished, keep: 'none' }).toEqual(free)
  })
})

describe('symmetries of the square', () => {
  it('are eight different ones that bring every pixel to its place', () => {
    const square = { width: 5, height: 5 }
    const seen = new Set<string>()
    for (let symmetry = 0; symmetry < 8; symmetry++) {
      const ops = lower(
        parseConcreteSteps([{ transform: 'squareSymmetry', symmetry }]),
        square,
        'nearest'
      ).ops
      const points = [
        { x: 0, y: 1, visibility: 2 as const },
        { x: 4, y: 4, visibility: 2 as const }
      ]
      const [found] = mapAnnotations(
        [{ kind: 'keypoints', className: null, points }],
        ops,
        square
      ).annotations
      if (found?.kind !== 'keypoints') throw new Error('expected keypoints')
      seen.add(found.points.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`).join(' '))
    }
    expect(seen.size).toBe(8)
  })
})
