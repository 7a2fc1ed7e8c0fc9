import { describe, expect, it } from 'vitest'
import { domainById, type DomainId } from '../../../../shared/domains/index.ts'
import { checkRecipe, type CheckResult, isForbidden } from '../../../../shared/policy/check.ts'
import { noSubject } from '../../../../shared/policy/limits.ts'
import { parseRecipe } from '../../../../shared/recipe/schema.ts'

type Json = Record<string, unknown>

function check(
  domain: DomainId,
  steps: Json[],
  { classNames = [] as string[], overrides = [] as Json[] } = {}
): CheckResult {
  const profile = domainById(domain)
  if (profile === undefined) throw new Error(`no domain ${domain}`)
  return checkRecipe(parseRecipe({ version: 1, seed: 42, steps, overrides }), profile, {
    ...noSubject,
    classNames
  })
}

const rotate = (low: number, high: number, probability = 1): Json => ({
  transform: 'rotate',
  probability,
  angleDegRange: [low, high]
})
const flipX = { transform: 'horizontalFlip', probability: 0.5 }
const flipY = { transform: 'verticalFlip', probability: 0.5 }

describe('checkRecipe', () => {
  it('says why upright characters must not be flipped both ways and turned by 170 degrees', () => {
    const result = check('upright', [flipX, flipY, rotate(-170, 170)])
    expect(result.verdicts.map(({ verdict }) => verdict)).toEqual(['allowed', 'forbidden', 'limited'])
    expect(result.verdicts[1]?.reason).toContain('Heads belong on top')
    expect(result.verdicts[2]).toMatchObject({
      step: 2,
      transform: 'rotate',
      limits: { angleDegRange: [-15, 15] }
    })
    expect(result.composition.verdict).toBe('forbidden')
    expect(result.composition.reason).toMatch(/turn the picture by 1[78]\d°/)
    expect(isForbidden(result)).toBe(true)
  })

  it('allows a recipe that stays inside', () => {
    const result = check('upright', [flipX, rotate(-15, 15)])
    expect(result.verdicts.map(({ verdict }) => verdict)).toEqual(['allowed', 'allowed'])
    expect(result.composition.verdict).toBe('allowed')
    expect(isForbidden(result)).toBe(false)
  })

  it('limits steps that are each allowed and together too much', () => {
    // 12 + 12 degrees is 24, and the limit is 15.
    const result = check('upright', [rotate(-12, 12), rotate(-12, 12)])
    expect(result.verdicts.map(({ verdict }) => verdict)).toEqual(['allowed', 'allowed'])
    expect(result.composition.verdict).toBe('limited')
    expect(result.composition.reason).toContain('24°')
    expect(result.composition.reason).toContain('drawn again')
  })

  it('finds the worst corner of a long recipe: the first and the last step add up', () => {
    // 17 corners and absences each: far more combinations than are looked at.
    const between = Array.from({ length: 6 }, () => ({
      transform: 'translate',
      probability: 0.5,
      xFractionRange: [-0.001, 0.001],
      yFractionRange: [-0.001, 0.001]
    }))
    const result = check('upright', [rotate(-10, 10, 0.5), ...between, rotate(-10, 10, 0.5)])
    expect(result.composition.verdict).toBe('limited')
    expect(result.composition.reason).toContain('20°')
  })

  it('forbids steps that together never stay inside', () => {
    // Each at least 8 degrees: together at least 16, and the limit is 15.
    const result = check('upright', [rotate(8, 12), rotate(8, 12)])
    expect(result.composition.verdict).toBe('forbidden')
    expect(result.composition.reason).toContain('24°')
  })

  it('forbids an interval that lies outside altogether', () => {
    expect(check('upright', [rotate(90, 120)]).verdicts[0]?.verdict).toBe('forbidden')
  })

  it('does not forbid the composition because of a step without geometry', () => {
    const result = check('upright', [
      { transform: 'invert', probability: 0.5 },
      rotate(-12, 12),
      rotate(-12, 12)
    ])
    expect(result.verdicts[0]?.verdict).toBe('forbidden')
    expect(result.composition.verdict).toBe('limited')
  })

  it('says the same about colour in words of its own domain', () => {
    expect(check('street', [{ transform: 'grey', probability: 1 }]).verdicts[0]).toMatchObject({
      verdict: 'forbidden',
      reason: expect.stringContaining('red light')
    })
    expect(check('natural', [{ transform: 'grey', probability: 1 }]).verdicts[0]?.verdict).toBe('allowed')
  })

  it('is stricter for a class', () => {
    expect(check('digits', [rotate(-14, 14)]).verdicts[0]?.verdict).toBe('allowed')
    const six = check('digits', [rotate(-14, 14)], { classNames: ['6'] }).verdicts[0]
    expect(six).toMatchObject({ verdict: 'limited', limits: { angleDegRange: [-12, 12] } })
    expect(six?.reason).toContain('9')
  })

  it('lifts the rules for an overridden transform, in the composition too', () => {
    const overrides = [{ transform: 'verticalFlip', reason: 'bats hang upside down' }]
    const result = check('upright', [flipY], { overrides })
    expect(result.verdicts[0]).toMatchObject({
      verdict: 'allowed',
      reason: expect.stringContaining('bats hang upside down')
    })
    expect(result.composition.verdict).toBe('allowed')
  })

  it('lifts nothing for an override of a transform that the recipe does not use', () => {
    const overrides = [{ transform: 'verticalFlip', reason: 'bats hang upside down' }]
    const result = check('upright', [rotate(-90, 90)], { overrides })
    expect(result.verdicts[0]?.verdict).toBe('limited')
    expect(result.composition.verdict).toBe('limited')
  })
})
