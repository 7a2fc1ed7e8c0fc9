import { describe, expect, it } from 'vitest'
import {
  countParts,
  forecastDraw,
  gentleSteps,
  grainOf,
  isFound,
  limitsFor,
  missingAnnotation,
  newStep,
  onGrid,
  passesFilter,
  trackInterval,
  withMovedStep,
  withOverride
} from '../../../../renderer/recipe/form.ts'
import { domains } from '../../../../shared/domains/index.ts'
import { effectiveLimits, noSubject } from '../../../../shared/policy/limits.ts'
import { allowedInterval, judgeStep } from '../../../../shared/policy/verdict.ts'
import { parseRecipe, rangeOf } from '../../../../shared/recipe/schema.ts'
import { transforms, transformSpec } from '../../../../shared/transforms/index.ts'
import type { TransformSpec } from '../../../../shared/transforms/spec.ts'

const empty = parseRecipe({ version: 1, steps: [] })

describe.each(domains.map((profile) => [profile.id, effectiveLimits(profile, noSubject)] as const))(
  'forms in the domain %s',
  (_id, limits) => {
    it('begin a step that the recipe schema takes', () => {
      for (const spec of transforms) {
        const step = newStep(spec, limits)
        expect(parseRecipe({ version: 1, steps: [step] }).steps).toEqual([step])
      }
    })

    it('begin with gentle steps that the domain allows as they are', () => {
      const verdicts = gentleSteps(limits).map((step) => judgeStep(empty, step, limits).verdict)
      expect(new Set(verdicts)).toEqual(new Set(['allowed']))
    })

    it('span a track that holds the asked and lies within the hard interval', () => {
      for (const spec of transforms) {
        for (const parameter of spec.parameters) {
          const asked = rangeOf(newStep(spec, limits), parameter)
          const [low, high] = trackInterval(parameter, allowedInterval(parameter, limits).range, asked)
          expect(low).toBeLessThan(high)
          expect(low).toBeLessThanOrEqual(asked[0])
          expect(high).toBeGreaterThanOrEqual(asked[1])
          expect(low).toBeGreaterThanOrEqual(parameter.min)
          expect(high).toBeLessThanOrEqual(parameter.max)
        }
      }
    })
  }
)

it('rounds an allowed interval inwards to the steps of its slider', () => {
  // 1 / 1.2 = 0.8333...
  expect(onGrid([1 / 1.2, 1.2], 0.01)).toEqual([0.84, 1.2])
  expect(onGrid([-0.3, 0.3], 0.1)).toEqual([-0.3, 0.3])
  expect(onGrid([0.001, 0.002], 0.01)).toEqual([0.001, 0.002])
})

it('shows some of the blocked zone beside a limit', () => {
  const [angle] = transforms.find(({ id }) => id === 'rotate')?.parameters ?? []
  if (angle === undefined) throw new Error('rotate has no parameter')
  expect(trackInterval(angle, [-20, 20], [-10, 10])).toEqual([-40, 40])
  expect(trackInterval(angle, [-180, 180], [-10, 10])).toEqual([-180, 180])
})

it('lifts the limits of a transform that is overridden, and no others', () => {
  const [profile] = domains
  if (profile === undefined) throw new Error('no domain')
  const limits = effectiveLimits(profile, noSubject)
  const recipe = withOverride(empty, 'rotate', 'seen from above')
  const rotate = transforms.find(({ id }) => id === 'rotate')
  const blur = transforms.find(({ id }) => id === 'gaussianBlur')
  if (rotate === undefined || blur === undefined) throw new Error('transforms are missing')
  expect(limitsFor(recipe, rotate, limits).rotation.limit).toBe(180)
  expect(limitsFor(recipe, blur, limits)).toEqual(limits)
  expect(withOverride(recipe, 'rotate', null)).toEqual(empty)
})

it('moves a step by one place and not beyond the ends', () => {
  const steps = [
    { transform: 'invert', probability: 1 },
    { transform: 'grey', probability: 1 }
  ]
  const recipe = parseRecipe({ version: 1, steps })
  expect(withMovedStep(recipe, 0, 1).steps.map(({ transform }) => transform)).toEqual(['grey', 'invert'])
  expect(withMovedStep(recipe, 0, -1)).toBe(recipe)
})

it('forecasts copies and balanced classes', () => {
  expect(forecastDraw({ copies: 10 }, [3, 5])).toBe(80)
  // 100 for each class, however many sources it has, but for the one that has none to vary.
  expect(forecastDraw({ balance: 100 }, [30, 120, 0])).toBe(200)
})

const specOf = (id: string): TransformSpec => {
  const spec = transformSpec(id)
  if (spec === undefined) throw new Error(`${id} is missing`)
  return spec
}

it('finds a transform by words of its title, its id and its help, whatever their order and case', () => {
  const blur = specOf('gaussianBlur')
  expect(isFound(blur, '')).toBe(true)
  expect(isFound(blur, 'BLUR gauss')).toBe(true)
  expect(isFound(blur, 'blur rain')).toBe(false)
})

it('lists what is used or allowed, and counts what lacks its annotations as not allowed', () => {
  const verdict = { verdict: 'allowed', reason: 'Allowed.' } as const
  const row = { verdict, isUsed: false, missing: missingAnnotation(specOf('gaussianBlur'), []) }
  const paste = { ...row, missing: missingAnnotation(specOf('copyPaste'), []) }
  expect(row.missing).toBeUndefined()
  expect(paste.missing).toBe('It needs outlines or masks, and nothing is marked in these pictures.')
  expect(missingAnnotation(specOf('copyPaste'), ['box', 'caption'])).toBe(
    'It needs outlines or masks, and these pictures have boxes only.'
  )
  for (const kind of ['polygon', 'mask'] as const) {
    expect(missingAnnotation(specOf('copyPaste'), ['box', kind])).toBeUndefined()
  }
  expect([passesFilter('all', row), passesFilter('used', row), passesFilter('allowed', row)]).toEqual([
    true,
    false,
    true
  ])
  expect([passesFilter('all', paste), passesFilter('allowed', paste)]).toEqual([true, false])
  const forbidden = { ...row, verdict: { verdict: 'forbidden', reason: 'No.' } as const, isUsed: true }
  expect([passesFilter('used', forbidden), passesFilter('allowed', forbidden)]).toEqual([true, false])
})

it('counts equal parts of a policy together and begins with those left out', () => {
  const part = (title: string, verdict: 'allowed' | 'forbidden') =>
    ({ transform: title, title, verdict, reason: verdict }) as const
  const parts = [part('Rotate', 'allowed'), part('Invert', 'forbidden'), part('Rotate', 'allowed')]
  expect(countParts(parts).map(({ title, count }) => [title, count])).toEqual([
    ['Invert', 1],
    ['Rotate', 2]
  ])
})

it('moves in whole steps where only whole numbers are drawn', () => {
  const parameter = { ...specOf('rotate').parameters[0], step: 0.5 } as TransformSpec['parameters'][number]
  expect(grainOf(parameter)).toBe(0.5)
  expect(grainOf({ ...parameter, isWhole: true })).toBe(1)
})
