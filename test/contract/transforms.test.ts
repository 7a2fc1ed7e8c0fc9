import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { identity } from '../../shared/geometry/matrix.ts'
import type { Op } from '../../shared/ops.ts'
import { aspectIds } from '../../shared/policy/aspects.ts'
import { parseConcreteSteps } from '../../shared/recipe/concrete.ts'
import { lowerSteps } from '../../shared/recipe/lower.ts'
import { parseRecipe } from '../../shared/recipe/schema.ts'
import { transforms, transformSpec } from '../../shared/transforms/index.ts'
import { transformGroups, type TransformSpec } from '../../shared/transforms/spec.ts'

const folder = join(import.meta.dirname, '../../shared/transforms')
const specs: readonly TransformSpec[] = transforms
const size = { width: 64, height: 48 }

describe('the registry of transforms', () => {
  it('lists every file of its folder', () => {
    // Files that hold no spec are what several specs share.
    const files = transformGroups.flatMap((group) =>
      readdirSync(join(folder, group))
        .filter(
          (name) =>
            name !== 'index.ts' &&
            /export const \w+ = \{\s+id: '/.test(readFileSync(join(folder, group, name), 'utf8'))
        )
        .map((name) => `${group}/${name}`)
    )
    expect(specs.map(({ id, group }) => `${group}/${id}.ts`).toSorted()).toEqual(files.toSorted())
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
  if (op.op === 'matrix') return close(op.matrix, identity) && op.size === undefined
  if (op.op === 'colourMatrix') return close(op.matrix, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0])
  if (op.op !== 'curve') return op.op === 'gaussianBlur' && op.sigmaPx === 0
  const neutral = { gain: 1, contrast: 1, gamma: 1, offset: 0 } as const
  switch (op.curve.kind) {
    case 'gain':
    case 'contrast':
      return op.curve.factor === neutral[op.curve.kind]
    case 'gamma':
      return op.curve.exponent === neutral.gamma
    case 'offset':
      return op.curve.amount === neutral.offset
    default:
      return false
  }
}

/** Other sources that a step has to name. */
const partners = ({ partners: named }: TransformSpec): object =>
  named === undefined
    ? {}
    : { partners: Array.from({ length: named.count }, (_, index) => `partner ${index}`) }

const drawsOthers = ({ policy }: TransformSpec): boolean => policy !== undefined
/** Steps that say more than their parameters, such as the outline of what is pasted. */
const hasMore = ({ concrete }: TransformSpec): boolean => concrete !== undefined

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
    if (!drawsOthers(spec)) expect(touched.length).toBeGreaterThan(0)
    for (const aspect of touched) expect(aspectIds).toContain(aspect)
    if (spec.needs.length > 0 || drawsOthers(spec)) return
    expect(spec.parameters.some(({ governedBy }) => governedBy.length > 0)).toBe(true)
  })

  it('changes nothing at its neutral values', () => {
    if (spec.parameters.length === 0 || spec.needs.length > 0 || drawsOthers(spec) || hasMore(spec)) return
    const steps = parseConcreteSteps([{ transform: spec.id, ...partners(spec) }])
    expect(lowerSteps(steps, size).filter((op) => !isNeutral(op))).toEqual([])
  })

  it('changes something otherwise', () => {
    if (drawsOthers(spec) || hasMore(spec)) return
    const values = Object.fromEntries(
      spec.parameters.map(({ id, neutral, defaultRange: [low, high] }) => [id, high === neutral ? low : high])
    )
    const ops = lowerSteps(parseConcreteSteps([{ transform: spec.id, ...values, ...partners(spec) }]), size)
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
