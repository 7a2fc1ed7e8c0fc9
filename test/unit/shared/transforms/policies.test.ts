import { describe, expect, it } from 'vitest'
import { upright } from '../../../../shared/domains/upright.ts'
import { any } from '../../../../shared/domains/any.ts'
import { compileRecipe, drawVariant } from '../../../../shared/draw/drawVariant.ts'
import { effectiveLimits, noSubject } from '../../../../shared/policy/limits.ts'
import { judgeStep } from '../../../../shared/policy/verdict.ts'
import { parseConcreteSteps } from '../../../../shared/recipe/concrete.ts'
import { parseRecipe } from '../../../../shared/recipe/schema.ts'
import { autoAugmentTables } from '../../../../shared/transforms/policy/tables.ts'
import { transforms } from '../../../../shared/transforms/index.ts'

const source = { width: 160, height: 120, contentHash: '3c'.repeat(32) }

function draws(step: object, profile: typeof any | typeof upright, count: number) {
  const compiled = compileRecipe(parseRecipe({ version: 1, seed: 3, steps: [step] }), profile, noSubject)
  return Array.from({ length: count }, (_, copyIndex) => drawVariant(compiled, source, copyIndex))
}

describe('the published tables of AutoAugment', () => {
  const having = (table: keyof typeof autoAugmentTables, names: readonly string[]): number =>
    autoAugmentTables[table].filter((pair) => pair.some(([name]) => names.includes(name))).length

  it('have 25 pairs each', () => {
    for (const table of Object.values(autoAugmentTables)) expect(table).toHaveLength(25)
  })

  it('invert and shear as often as was counted in what was published', () => {
    expect(having('svhn', ['invert'])).toBe(12)
    expect(having('svhn', ['shearX', 'shearY'])).toBe(14)
    expect(having('imagenet', ['invert'])).toBe(3)
    expect(having('imagenet', ['shearX', 'shearY'])).toBe(1)
  })
})

describe('policies in a domain', () => {
  it('never turn a character beyond its limit in 10,000 draws of TrivialAugment Wide', () => {
    const variants = draws({ transform: 'trivialAugmentWide' }, upright, 10_000)
    const angles = variants
      .flatMap(({ steps }) => steps)
      .filter(({ transform }) => transform === 'rotate')
      .map(({ angleDeg }) => Math.abs(Number(angleDeg)))
    // Published are multiples of 135 / 30 = 4.5 degrees; up to 15 there are 0, 4.5, 9 and 13.5.
    expect([...new Set(angles)].toSorted((a, b) => a - b)).toEqual([0, 4.5, 9, 13.5])
    expect(Math.max(...variants.map(({ net }) => Math.abs(net.rotationDeg)))).toBeLessThanOrEqual(15 + 1e-6)
  })

  it('turn up to 135 degrees where anything goes', () => {
    const steps = draws({ transform: 'trivialAugmentWide' }, any, 3000).flatMap((one) => one.steps)
    expect(Math.max(...steps.map(({ angleDeg }) => Number(angleDeg ?? 0)))).toBe(135)
  })

  it('say what was filtered out of them', () => {
    const recipe = parseRecipe({ version: 1, steps: [{ transform: 'autoAugment', table: 'svhn' }] })
    const [step] = recipe.steps
    if (step === undefined) throw new Error('Expected a step')
    const { verdict, parts = [], reason } = judgeStep(recipe, step, effectiveLimits(upright, noSubject))
    const of = (id: string): string | undefined => parts.find(({ transform }) => transform === id)?.verdict
    expect(verdict).toBe('limited')
    expect(of('invert')).toBe('forbidden')
    expect(of('solarise')).toBe('forbidden')
    // Published up to atan 0.3 = 16.7 degrees of slant, 10 are allowed; bins 3 and 4 turn by 10 and 13.3 of 15 degrees.
    expect(of('shear')).toBe('limited')
    expect(of('rotate')).toBe('allowed')
    expect(reason).toContain('Invert')
  })

  it('keep the other half of a pair of which one is forbidden', () => {
    const steps = draws({ transform: 'autoAugment', table: 'svhn' }, upright, 2000).map((one) => one.steps)
    const drawn = new Set(steps.flat().map(({ transform }) => transform))
    expect(drawn.has('invert')).toBe(false)
    // Pair 18 is (invert, rotate): without its first half, rotate comes alone.
    expect(steps.some((list) => list.length === 1 && list[0]?.transform === 'rotate')).toBe(true)
  })
})

describe('RandAugment', () => {
  it('draws the published values at magnitude 9', () => {
    const steps = draws({ transform: 'randAugment' }, any, 2000).flatMap((one) => one.steps)
    const turned = steps.filter(({ transform }) => transform === 'rotate').map(({ angleDeg }) => angleDeg)
    expect([...new Set(turned)].toSorted((a, b) => Number(a) - Number(b))).toEqual([-9, 9])
    // 8 - round(9 / 7.5) = 7 bits.
    const bits = steps.filter(({ transform }) => transform === 'posterise').map(({ bits: kept }) => kept)
    expect(new Set(bits)).toEqual(new Set([7]))
  })
})

describe('AugMix', () => {
  it('keeps every chain inside the domain, and can be applied again', () => {
    const limit = upright.limits.rotation.limit
    for (const { steps } of draws({ transform: 'augMix', severity: 10 }, upright, 500)) {
      expect(parseConcreteSteps(steps)).toEqual(steps)
      for (const { chains, weights } of steps) {
        expect((weights as number[]).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
        for (const chain of chains as unknown as { transform: string; angleDeg?: number }[][]) {
          const turned = chain.reduce((sum, { angleDeg = 0 }) => sum + angleDeg, 0)
          const isOnlyTurned = chain.every(({ transform }) => transform !== 'shear')
          if (isOnlyTurned) expect(Math.abs(turned)).toBeLessThanOrEqual(limit + 1e-6)
        }
      }
    }
  })

  it('is registered with the others', () => {
    const ids = transforms.filter(({ group }) => group === 'policy').map(({ id }) => id)
    expect(ids).toEqual(['randAugment', 'trivialAugmentWide', 'autoAugment', 'augMix'])
  })
})
