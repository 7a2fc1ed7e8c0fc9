import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRecipe, type DrawnVariant, drawVariant } from '../../../../shared/draw/drawVariant.ts'
import { domains } from '../../../../shared/domains/index.ts'
import { natural } from '../../../../shared/domains/natural.ts'
import { scan } from '../../../../shared/domains/scan.ts'
import { upright } from '../../../../shared/domains/upright.ts'
import { type Aspect, aspectSpec } from '../../../../shared/policy/aspects.ts'
import { effectiveLimits, noSubject } from '../../../../shared/policy/limits.ts'
import type { Limits } from '../../../../shared/policy/profile.ts'
import { allowedInterval, judgeStep } from '../../../../shared/policy/verdict.ts'
import { parseRecipe, rangeOf } from '../../../../shared/recipe/schema.ts'
import { transformSpec } from '../../../../shared/transforms/index.ts'
import { anyRecipe } from '../arbitraryRecipe.ts'

const source = { width: 160, height: 120, contentHash: '3c'.repeat(32) }
const degrees = (radians: number): number => (radians * 180) / Math.PI

interface Seen {
  /** How far the picture's up and right point away from where they belong, averaged over both. */
  readonly turnedDeg: number
  readonly isMirrored: boolean
  readonly shearDeg: number
}

/**
 * Measures a net map without the code under test: solves for where the source's right and up vectors go, and reads
 * their angles on the screen. A mirrored picture is mirrored back first.
 */
function measure([[a, b], [c, d]]: DrawnVariant['matrix']): Seen {
  const det = a * d - b * c
  const isMirrored = det < 0
  const side = isMirrored ? -1 : 1
  // Inverse of (a b; c d) times (1, 0) and (0, -1): the screen's y points down.
  const right = { x: (side * d) / det, y: (side * -c) / det }
  const up = { x: b / det, y: -a / det }
  // Unit vectors add up to the middle direction, without trouble at half a turn. Up is turned right by 90 degrees.
  const turned = { x: -up.y, y: up.x }
  const [lengthRight, lengthUp] = [Math.hypot(right.x, right.y), Math.hypot(up.x, up.y)]
  // The polar factor weighs each axis by its length: the sum of both vectors as they are.
  const middle = { x: right.x + turned.x, y: right.y + turned.y }
  const cosine = (right.x * turned.x + right.y * turned.y) / (lengthRight * lengthUp)
  return {
    turnedDeg: Math.abs(degrees(Math.atan2(middle.y, middle.x))),
    isMirrored,
    shearDeg: degrees(Math.acos(Math.min(1, Math.max(-1, cosine))))
  }
}

const isRestricted = (limits: Limits, aspect: Aspect): boolean =>
  limits[aspect].limit < aspectSpec(aspect).unlimited

function expectInside(variant: DrawnVariant, limits: Limits): void {
  const seen = measure(variant.matrix)
  expect(seen.turnedDeg).toBeLessThanOrEqual(limits.rotation.limit + 1e-4)
  if (isRestricted(limits, 'mirror')) expect(seen.isMirrored).toBe(false)
  if (isRestricted(limits, 'shear')) expect(seen.shearDeg).toBeLessThanOrEqual(limits.shear.limit + 1e-4)
  if (isRestricted(limits, 'scale')) {
    const [[a, b], [c, d]] = variant.matrix
    const area = 1 / Math.abs(a * d - b * c)
    expect(Math.sqrt(area)).toBeLessThanOrEqual(1 + limits.scale.limit + 1e-4)
    expect(1 / Math.sqrt(area)).toBeLessThanOrEqual(1 + limits.scale.limit + 1e-4)
  }
}

const classNames = ['1', '2', '6', 'left hand', 'mohawk']
const anyCase = fc.record({
  recipe: anyRecipe,
  profile: fc.constantFrom(...domains),
  subject: fc
    .subarray(classNames, { maxLength: 2 })
    .map((names) => ({ classNames: names, labelKinds: ['class'] as const })),
  copyIndex: fc.nat(1_000_000)
})

describe('drawVariant', () => {
  it('keeps every variant of every recipe inside the domain', () => {
    fc.assert(
      fc.property(anyCase, ({ recipe, profile, subject, copyIndex }) => {
        const variant = drawVariant(compileRecipe(recipe, profile, subject), source, copyIndex)
        expectInside(variant, effectiveLimits(profile, subject))
      }),
      { numRuns: 600 }
    )
  })

  it('draws every value inside the interval that the domain leaves, and only steps that it allows', () => {
    fc.assert(
      fc.property(anyCase, ({ recipe, profile, subject, copyIndex }) => {
        const limits = effectiveLimits(profile, subject)
        const { steps, redraws } = drawVariant(compileRecipe(recipe, profile, subject), source, copyIndex)
        // What a policy draws is in no step of the recipe; test/unit/shared/transforms/policies.test.ts looks at it.
        if (recipe.steps.some((one) => transformSpec(one.transform)?.policy !== undefined)) return
        for (const step of steps) {
          const asked = recipe.steps.filter(
            (one) =>
              one.transform === step.transform && judgeStep(recipe, one, limits).verdict !== 'forbidden'
          )
          expect(asked.length).toBeGreaterThan(0)
          for (const parameter of transformSpec(step.transform)?.parameters ?? []) {
            const value = Number(step[parameter.id])
            const [low, high] = allowedInterval(parameter, limits).range
            expect(value).toBeGreaterThanOrEqual(low - 1e-9)
            expect(value).toBeLessThanOrEqual(high + 1e-9)
            const isAsked = asked.some((one) => {
              const [from, to] = rangeOf(one, parameter)
              return value >= from - 1e-9 && value <= to + 1e-9
            })
            // After 32 attempts values move towards neutral, which may lie outside of what was asked for.
            expect(isAsked || redraws >= 32).toBe(true)
          }
        }
      }),
      { numRuns: 400 }
    )
  })

  it('gives the same variant for the same key, in any order', () => {
    fc.assert(
      fc.property(anyCase, ({ recipe, profile, subject, copyIndex }) => {
        const compiled = compileRecipe(recipe, profile, subject)
        const alone = drawVariant(compiled, source, copyIndex)
        drawVariant(compiled, source, copyIndex + 1)
        expect(drawVariant(compileRecipe(recipe, profile, subject), source, copyIndex)).toEqual(alone)
      }),
      { numRuns: 200 }
    )
  })

  it('keeps 10,000 flipped and turned characters within the limit from upright', () => {
    const recipe = parseRecipe({
      version: 1,
      seed: 1,
      steps: [
        { transform: 'horizontalFlip', probability: 0.5 },
        { transform: 'verticalFlip', probability: 0.5 },
        { transform: 'rotate', angleDegRange: [-170, 170] }
      ]
    })
    const compiled = compileRecipe(recipe, upright, noSubject)
    const seen = Array.from({ length: 10_000 }, (_, copyIndex) =>
      measure(drawVariant(compiled, source, copyIndex).matrix)
    )
    const furthest = Math.max(...seen.map(({ turnedDeg }) => turnedDeg))
    expect(furthest).toBeLessThanOrEqual(15 + 1e-6)
    // Uniform over ±15: the largest of 10,000 is below 14.9 with a chance of (14.9 / 15)^10000, about 1e-29.
    expect(furthest).toBeGreaterThan(14.9)
    // Half of them are mirrored: 5000 with a spread of 50.
    const mirrored = seen.filter(({ isMirrored }) => isMirrored).length
    expect(Math.abs(mirrored - 5000)).toBeLessThan(250)
  })

  it('draws again what two allowed steps take too far, and counts it', () => {
    const steps = [1, 2].map(() => ({ transform: 'rotate', angleDegRange: [-15, 15] }))
    const compiled = compileRecipe(parseRecipe({ version: 1, steps }), upright, noSubject)
    const variants = Array.from({ length: 2000 }, (_, copyIndex) => drawVariant(compiled, source, copyIndex))
    for (const { matrix } of variants) expect(measure(matrix).turnedDeg).toBeLessThanOrEqual(15 + 1e-6)
    const redraws = variants.reduce((sum, variant) => sum + variant.redraws, 0)
    // The sum of two uniform draws is a triangle over ±30; a quarter lies beyond ±15, so 1/3 redraw each on average.
    expect(redraws / 2000).toBeGreaterThan(0.25)
    expect(redraws / 2000).toBeLessThan(0.42)
  })

  it('ends when no free draw can stay inside, by moving towards no change', () => {
    const steps = [1, 2].map(() => ({ transform: 'rotate', angleDegRange: [14, 15] }))
    const compiled = compileRecipe(parseRecipe({ version: 1, steps }), upright, noSubject)
    const variant = drawVariant(compiled, source, 0)
    expect(variant.redraws).toBeGreaterThanOrEqual(32)
    expect(measure(variant.matrix).turnedDeg).toBeLessThanOrEqual(15)
  })

  it('lets an override through, and only that', () => {
    const recipe = parseRecipe({
      version: 1,
      steps: [
        { transform: 'verticalFlip', probability: 1 },
        { transform: 'invert', probability: 1 }
      ],
      overrides: [{ transform: 'verticalFlip', reason: 'bats hang upside down' }]
    })
    const variant = drawVariant(compileRecipe(recipe, upright, noSubject), source, 0)
    expect(variant.steps).toEqual([{ transform: 'verticalFlip' }])
    expect(measure(variant.matrix)).toMatchObject({ isMirrored: true })
  })

  it('swaps the label of a mirrored hand, and of no other', () => {
    const recipe = parseRecipe({ version: 1, steps: [{ transform: 'horizontalFlip', probability: 0.5 }] })
    const subject = { classNames: ['left hand'], labelKinds: ['class'] as const }
    const compiled = compileRecipe(recipe, scan, subject)
    const variants = Array.from({ length: 200 }, (_, copyIndex) => drawVariant(compiled, source, copyIndex))
    for (const { matrix, classNames: names } of variants) {
      expect(names).toEqual([measure(matrix).isMirrored ? 'right hand' : 'left hand'])
    }
    expect(new Set(variants.map(({ classNames: names }) => names[0])).size).toBe(2)
  })

  it('keeps the draws of other steps when the domain leaves a step out', () => {
    const brightness = { transform: 'brightness', factorRange: [0.9, 1.1] }
    const flip = { transform: 'verticalFlip', probability: 1 }
    const blur = { transform: 'gaussianBlur', sigmaPxRange: [0, 1] }
    const plain = compileRecipe(
      parseRecipe({ version: 1, steps: [brightness, flip, blur] }),
      natural,
      noSubject
    )
    const free = compileRecipe(
      parseRecipe({
        version: 1,
        steps: [brightness, flip, blur],
        overrides: [{ transform: 'verticalFlip', reason: 'reflections in water' }]
      }),
      natural,
      noSubject
    )
    const steps = drawVariant(free, source, 3).steps
    expect(drawVariant(plain, source, 3).steps).toEqual([steps[0], steps[2]])
  })
})
