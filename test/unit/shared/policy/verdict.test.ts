import { describe, expect, it } from 'vitest'
import { any } from '../../../../shared/domains/any.ts'
import type { Aspect } from '../../../../shared/policy/aspects.ts'
import type { Limits } from '../../../../shared/policy/profile.ts'
import {
  allowedInterval,
  cutSteps,
  disturbedAspects,
  judgeTransform
} from '../../../../shared/policy/verdict.ts'
import { parseRecipe } from '../../../../shared/recipe/schema.ts'
import { transformSpec } from '../../../../shared/transforms/index.ts'
import type { ParameterSpec, TransformSpec } from '../../../../shared/transforms/spec.ts'

/** No limits, apart from those given. */
const limited = (limits: Partial<Record<Aspect, number>>): Limits => ({
  ...any.limits,
  ...Object.fromEntries(
    Object.entries(limits).map(([aspect, limit]) => [aspect, { limit, reason: `Because of ${aspect}.` }])
  )
})

function specOf(id: string): TransformSpec {
  const spec = transformSpec(id)
  if (spec === undefined) throw new Error(`no transform ${id}`)
  return spec
}

function parameterOf(transform: string, id: string): ParameterSpec {
  const parameter = specOf(transform).parameters.find((one) => one.id === id)
  if (parameter === undefined) throw new Error(`no parameter ${id}`)
  return parameter
}

describe('allowedInterval', () => {
  it.each([
    ['rotate', 'angleDeg', { rotation: 15 }, [-15, 15]],
    ['gaussianBlur', 'sigmaPx', { blur: 1.5 }, [0, 1.5]],
    ['brightness', 'factor', { tone: 0.25 }, [0.75, 1.25]],
    // Not below 0: 1 - 2 is cut.
    ['contrast', 'factor', { tone: 2 }, [0, 3]],
    // 1 / (1 + 0.25) = 0.8
    ['gamma', 'exponent', { tone: 0.25 }, [0.8, 1.25]],
    // 0.2 of half the range of 255 levels.
    ['channelShift', 'shiftLevels', { tone: 0.2 }, [-25.5, 25.5]],
    // The stricter of two aspects.
    ['zoom', 'xFactor', { scale: 1, stretch: 0.25 }, [0.8, 1.25]],
    ['zoom', 'xFactor', { scale: 0.25, stretch: 1 }, [0.8, 1.25]],
    ['zoom', 'factor', { stretch: 0 }, [0.1, 10]],
    ['rotate', 'angleDeg', {}, [-180, 180]]
  ] as const)('cuts %s %s under %j', (transform, id, limits, [low, high]) => {
    const { range } = allowedInterval(parameterOf(transform, id), limited(limits))
    expect(range[0]).toBeCloseTo(low, 12)
    expect(range[1]).toBeCloseTo(high, 12)
  })

  it('names the aspect that cut', () => {
    const zoom = parameterOf('zoom', 'xFactor')
    expect(allowedInterval(zoom, limited({ scale: 1, stretch: 0.25 })).aspect).toBe('stretch')
    expect(allowedInterval(zoom, limited({})).aspect).toBeUndefined()
  })
})

describe('judgeTransform', () => {
  it('forbids what is left with nothing to change, and says why', () => {
    const verdict = judgeTransform(specOf('hue'), limited({ hue: 0 }))
    expect(verdict).toEqual({ verdict: 'forbidden', reason: 'Because of hue.' })
  })

  it('forbids a top-bottom mirror for its half turn alone', () => {
    const verdict = judgeTransform(specOf('verticalFlip'), limited({ rotation: 179 }))
    expect(verdict).toEqual({ verdict: 'forbidden', reason: 'Because of rotation.' })
  })

  it('only limits a zoom that may still scale evenly', () => {
    const verdict = judgeTransform(specOf('zoom'), limited({ stretch: 0 }))
    expect(verdict).toMatchObject({
      verdict: 'limited',
      reason: 'Because of stretch.',
      limits: { xFactorRange: [1, 1], yFactorRange: [1, 1] }
    })
  })
})

describe('disturbedAspects', () => {
  it('are what a transform needs and what governs it, once each', () => {
    expect(disturbedAspects(specOf('verticalFlip'))).toEqual(['rotation', 'mirror'])
    expect(disturbedAspects(specOf('zoom'))).toEqual(['scale', 'stretch'])
  })
})

describe('cutSteps', () => {
  it('leaves out, cuts and keeps, each at its place', () => {
    const recipe = parseRecipe({
      version: 1,
      steps: [
        { transform: 'invert' },
        { transform: 'rotate', angleDegRange: [-5, 90] },
        { transform: 'brightness', factorRange: [0.9, 1.1] }
      ]
    })
    expect(cutSteps(recipe, limited({ invert: 0, rotation: 15, tone: 0.5 }))).toEqual([
      undefined,
      { step: { transform: 'rotate', probability: 1, angleDegRange: [-5, 15], border: 'keep' }, parts: [] },
      { step: recipe.steps[2], parts: [] }
    ])
  })

  it('gives up a step one of whose intervals lies outside altogether', () => {
    const recipe = parseRecipe({ version: 1, steps: [{ transform: 'rotate', angleDegRange: [40, 90] }] })
    expect(cutSteps(recipe, limited({ rotation: 15 }))).toEqual([undefined])
  })
})
