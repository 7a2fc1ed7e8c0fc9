import * as fc from 'fast-check'
import { parseRecipe, type Recipe } from '../../../shared/recipe/schema.ts'
import { transforms } from '../../../shared/transforms/index.ts'
import type { TransformSpec } from '../../../shared/transforms/spec.ts'

const range = (min: number, max: number): fc.Arbitrary<[number, number]> =>
  fc
    .tuple(fc.double({ min, max, noNaN: true }), fc.double({ min, max, noNaN: true }))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)])

const wholeRange = (min: number, max: number): fc.Arbitrary<[number, number]> =>
  fc
    .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)])

function step(spec: TransformSpec): fc.Arbitrary<Record<string, unknown>> {
  const ranges = Object.fromEntries(
    spec.parameters.map(
      ({ id, min, max, isWhole }) =>
        [`${id}Range`, isWhole === true ? wholeRange(min, max) : range(min, max)] as const
    )
  )
  return fc.record({
    transform: fc.constant(spec.id),
    probability: fc.constantFrom(0, 0.3, 0.5, 1),
    ...ranges
  })
}

/** Any valid recipe: up to six steps with any intervals within the hard limits. */
export const anyRecipe: fc.Arbitrary<Recipe> = fc
  .record({
    version: fc.constant(1),
    seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    steps: fc.array(fc.oneof(...transforms.map(step)), { maxLength: 6 })
  })
  .map((json) => parseRecipe(json))
