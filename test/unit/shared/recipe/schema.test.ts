import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CultivarError } from '../../../../shared/errors.ts'
import { parseRecipe, rangeOf } from '../../../../shared/recipe/schema.ts'
import { anyRecipe } from '../arbitraryRecipe.ts'

const rotate = { transform: 'rotate', angleDegRange: [-15, 15] }

function messageOf(json: unknown): string {
  try {
    parseRecipe(json, 'recipe.json')
  } catch (error) {
    if (!(error instanceof CultivarError)) throw error
    expect(error).toMatchObject({ code: 'bad-input', file: 'recipe.json' })
    return error.message
  }
  throw new Error('expected the recipe to be refused')
}

const withStep = (step: unknown): unknown => ({ version: 1, steps: [step] })

describe('parseRecipe', () => {
  it('reads the recipe of the documentation and fills in what is missing', () => {
    expect(
      parseRecipe({ version: 1, steps: [rotate, { transform: 'horizontalFlip', probability: 0.5 }] })
    ).toEqual({
      version: 1,
      seed: 0,
      fillMode: 'nearest',
      fillValue: [0, 0, 0],
      interpolation: 'bilinear',
      steps: [
        { transform: 'rotate', probability: 1, angleDegRange: [-15, 15], border: 'keep' },
        { transform: 'horizontalFlip', probability: 0.5 }
      ],
      overrides: []
    })
  })

  it('round-trips every recipe through JSON', () => {
    fc.assert(
      fc.property(anyRecipe, (recipe) => {
        // Why + 0: JSON has no -0.
        const text = JSON.stringify(recipe)
        expect(JSON.stringify(parseRecipe(JSON.parse(text)))).toBe(text)
      })
    )
  })

  it('takes one level for all channels', () => {
    expect(parseRecipe({ version: 1, fillValue: 128, steps: [] }).fillValue).toEqual([128])
  })

  it.each([
    ['another version', { version: 2, steps: [] }, 'version'],
    ['no version', { steps: [] }, 'version'],
    ['no steps', { version: 1 }, 'steps'],
    ['a key that does not exist', { version: 1, steps: [], sed: 3 }, 'sed'],
    ['a negative seed', { version: 1, steps: [], seed: -1 }, 'seed'],
    ['half a seed', { version: 1, steps: [], seed: 0.5 }, 'seed'],
    ['an unknown fill mode', { version: 1, steps: [], fillMode: 'mirror' }, 'fillMode'],
    ['an unknown interpolation', { version: 1, steps: [], interpolation: 'cubic' }, 'interpolation'],
    ['a level above 255', { version: 1, steps: [], fillValue: [0, 0, 256] }, 'fillValue'],
    ['an unknown transform', withStep({ transform: 'rotat', angleDegRange: [0, 1] }), 'steps.0.transform'],
    ['no transform', withStep({ angleDegRange: [0, 1] }), 'steps.0.transform'],
    ['a probability above 1', withStep({ ...rotate, probability: 1.5 }), 'steps.0.probability'],
    ['a reversed interval', withStep({ ...rotate, angleDegRange: [15, -15] }), 'steps.0.angleDegRange'],
    ['not a number', withStep({ ...rotate, angleDegRange: [Number.NaN, 1] }), 'steps.0.angleDegRange'],
    ['an endless interval', withStep({ ...rotate, angleDegRange: [0, Infinity] }), 'steps.0.angleDegRange'],
    ['an interval of one number', withStep({ ...rotate, angleDegRange: [5] }), 'steps.0.angleDegRange'],
    ['an angle out of bounds', withStep({ ...rotate, angleDegRange: [0, 181] }), 'steps.0.angleDegRange'],
    ['no interval at all', withStep({ transform: 'rotate' }), 'angleDegRange'],
    ['a key of another transform', withStep({ ...rotate, sigmaPxRange: [0, 1] }), 'sigmaPxRange'],
    ['a step that is no object', withStep(3), 'steps.0'],
    [
      'an override without a reason',
      { version: 1, steps: [], overrides: [{ transform: 'rotate', reason: ' ' }] },
      'overrides.0.reason'
    ]
  ])('refuses %s and names the field', (_, json, field) => {
    expect(messageOf(json)).toContain(field)
  })

  it.each([null, 3, 'recipe', []])('refuses %j', (json) => {
    expect(messageOf(json)).toContain('not valid')
  })
})

describe('rangeOf', () => {
  it('is neutral for a parameter that the step does not name', () => {
    const [step] = parseRecipe(withStep({ transform: 'zoom', xFactorRange: [1, 2] })).steps
    if (step === undefined) throw new Error('expected a step')
    expect(rangeOf(step, { id: 'xFactor', neutral: 1 })).toEqual([1, 2])
    expect(rangeOf(step, { id: 'factor', neutral: 1 })).toEqual([1, 1])
  })
})
