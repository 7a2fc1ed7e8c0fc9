import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRecipe, drawVariant } from '../../../../shared/draw/drawVariant.ts'
import { any } from '../../../../shared/domains/any.ts'
import { noSubject } from '../../../../shared/policy/limits.ts'
import { parseConcreteSteps } from '../../../../shared/recipe/concrete.ts'
import { lowerSteps } from '../../../../shared/recipe/lower.ts'
import { anyRecipe } from '../arbitraryRecipe.ts'

const size = { width: 40, height: 30 }

describe('parseConcreteSteps', () => {
  it('reads drawn values and fills in neutral ones', () => {
    expect(
      parseConcreteSteps([
        { transform: 'rotate', angleDeg: 12.5 },
        { transform: 'zoom', factor: 2 }
      ])
    ).toEqual([
      { transform: 'rotate', angleDeg: 12.5, border: 'keep' },
      { transform: 'zoom', factor: 2, xFactor: 1, yFactor: 1 }
    ])
  })

  it('reads back what any recipe draws', () => {
    fc.assert(
      fc.property(anyRecipe, fc.nat(1000), (recipe, copyIndex) => {
        const { steps } = drawVariant(
          compileRecipe(recipe, any, noSubject),
          { ...size, contentHash: '7f'.repeat(32) },
          copyIndex
        )
        expect(parseConcreteSteps(steps)).toEqual(steps)
      })
    )
  })

  it('reads an affine map and lowers it as it stands', () => {
    const steps = parseConcreteSteps([
      {
        transform: 'affine',
        matrix: [
          [1, 0.5, 3],
          [0, 2, -4]
        ]
      }
    ])
    expect(lowerSteps(steps, size)).toEqual([{ op: 'matrix', matrix: [1, 0.5, 3, 0, 2, -4, 0, 0, 1] }])
  })

  it.each([
    ['no list', { transform: 'rotate' }, 'list'],
    ['an unknown transform', [{ transform: 'twirl' }], 'twirl'],
    ['no transform', [{}], 'Step 1'],
    ['null', [null], 'Step 1'],
    ['an interval', [{ transform: 'rotate', angleDegRange: [0, 1] }], 'angleDegRange'],
    ['an angle out of bounds', [{ transform: 'rotate', angleDeg: 500 }], 'angleDeg'],
    ['text for a number', [{ transform: 'rotate', angleDeg: '3' }], 'angleDeg'],
    [
      'a matrix of two columns',
      [
        {
          transform: 'affine',
          matrix: [
            [1, 0],
            [0, 1]
          ]
        }
      ],
      'matrix'
    ],
    ['the second of two steps', [{ transform: 'invert' }, { transform: 'grey', x: 1 }], 'Step 2']
  ])('refuses %s and says where', (_, json, words) => {
    expect(() => parseConcreteSteps(json, 'steps.json')).toThrow(words)
  })
})

describe('lowerSteps', () => {
  it('refuses a step without its value', () => {
    expect(() => lowerSteps([{ transform: 'rotate' }], size)).toThrow('angleDeg')
    expect(() => lowerSteps([{ transform: 'twirl' }], size)).toThrow('twirl')
  })
})
