import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { identity } from '../../shared/geometry/matrix.ts'
import type { Op } from '../../shared/ops.ts'
import { aspectIds } from '../../shared/policy/aspects.ts'
import { parseConcreteSteps } from '../../shared/recipe/concrete.ts'
import { lowerSteps } from '../../shared/recipe/lower.ts'
import { parseRecipe } from '../../shared/recipe/schema.ts'
import { transforms, transformSpec } from '../../shared/transforms/index.ts'
import type { TransformSpec } from '../../shared/transforms/spec.ts'

const folder = join(import.meta.dirname, '../../shared/transforms')
const helpers = ['spec.ts', 'index.ts', 'colourMatrices.ts']
const specs: readonly TransformSpec[] = transforms
const size = { width: 64, height: 48 }

describe('the registry of transforms', () => {
  it('lists every file of its folder', () => {
    const files = readdirSync(folder).filter((name) => !helpers.includes(name))
    expect(specs.map(({ id }) => `${id}.ts`).toSorted()).toEqual(files.toSorted())
  })

  it('has every id once', () => {
    expect(new Set(specs.map(({ id }) => id)).size).toBe(specs.length)
    for (const spec of specs) expect(transformSpec(spec.id)).toBe(spec)
    expect(transformSpec('twirl')).toBeUndefined()
  })
})

/** Whether an operation leaves every picture as it is. */
function isNeutral(op: Op): boolean {
  const close = (a: readonly number[], b: readonly number[]): boolean =>
    a.every((value, index) => Math.abs(value - (b[index] ?? Number.NaN)) < 1e-9)
  switch (op.op) {
    case 'matrix':
      return close(op.matrix, identity)
    case 'colourMatrix':
      return close(op.matrix, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0])
    case 'curve': {
      const { curve } = op
      if (curve.kind === 'gamma') return curve.exponent === 1
      if (curve.kind === 'offset') return curve.amount === 0
      return curve.kind !== 'invert' && curve.factor === 1
    }
    case 'gaussianBlur':
      return op.sigmaPx === 0
    default:
      return false
  }
}

describe.each(specs.map((spec) => [spec.id, spec] as const))('%s', (_, spec) => {
  it('says what it is, in words', () => {
    expect(spec.title).not.toBe('')
    expect(spec.help).toMatch(/\.\)?$/)
    expect(spec.source).not.toBe('')
  })

  it('has a default interval inside its hard limits, on the grid of its slider', () => {
    for (const { defaultRange, min, max, neutral, step } of spec.parameters) {
      const [low, high] = defaultRange
      expect(low).toBeGreaterThanOrEqual(min)
      expect(high).toBeLessThanOrEqual(max)
      expect(low).toBeLessThanOrEqual(high)
      expect(neutral).toBeGreaterThanOrEqual(min)
      expect(neutral).toBeLessThanOrEqual(max)
      for (const end of defaultRange) expect(Math.abs(end / step - Math.round(end / step))).toBeLessThan(1e-6)
    }
    for (const option of spec.options) {
      expect(option.default).toBeGreaterThanOrEqual(option.min)
      expect(option.default).toBeLessThanOrEqual(option.max)
    }
  })

  it('is governed by aspects that exist, and by at least one', () => {
    const touched = [
      ...spec.needs.map(({ aspect }) => aspect),
      ...spec.parameters.flatMap(({ governedBy }) => governedBy.map(({ aspect }) => aspect))
    ]
    expect(touched.length).toBeGreaterThan(0)
    for (const aspect of touched) expect(aspectIds).toContain(aspect)
    for (const { governedBy } of spec.parameters) expect(governedBy.length).toBeGreaterThan(0)
  })

  it('changes nothing at its neutral values', () => {
    if (spec.parameters.length === 0) return
    const steps = parseConcreteSteps([{ transform: spec.id }])
    expect(lowerSteps(steps, size).filter((op) => !isNeutral(op))).toEqual([])
  })

  it('changes something otherwise', () => {
    const values = Object.fromEntries(spec.parameters.map(({ id, max }) => [id, max]))
    const ops = lowerSteps(parseConcreteSteps([{ transform: spec.id, ...values }]), size)
    expect(ops.some((op) => !isNeutral(op))).toBe(true)
  })

  it('parses as a step with its default intervals', () => {
    const ranges = Object.fromEntries(
      spec.parameters.map(({ id, defaultRange }) => [`${id}Range`, defaultRange])
    )
    const step = { transform: spec.id, probability: spec.defaultProbability, ...ranges }
    expect(parseRecipe({ version: 1, steps: [step] }).steps[0]).toMatchObject(step)
  })
})
