import { rangeOf, type RecipeStep } from '../recipe/schema.ts'
import { transformSpec } from '../transforms/index.ts'
import type { ConcreteStep } from '../transforms/spec.ts'
import { type Rng, sourceKey, stream } from './rng.ts'

/**
 * Draws one step, or undefined when its probability says no.
 *
 * Convention: the order of numbers taken from the stream is fixed (whether it happens at all, each parameter in the
 * spec's order, the shape's seed), so that old variants can be drawn again.
 */
function drawStep(step: RecipeStep, rng: Rng): ConcreteStep | undefined {
  const spec = transformSpec(step.transform)
  if (spec === undefined) throw new RangeError(`Expected a known transform but received ${step.transform}`)
  const happens = rng.next() < step.probability
  const drawn = spec.parameters.map((parameter) => {
    const [low, high] = rangeOf(step, parameter)
    return [parameter.id, rng.between(low, high)] as const
  })
  const options = spec.options.map(({ id, default: standard }) => [
    id,
    (step[id] as number | undefined) ?? standard
  ])
  const shape = spec.hasShape ? { shapeSeed: rng.word() } : {}
  return happens
    ? { transform: spec.id, ...Object.fromEntries(drawn), ...Object.fromEntries(options), ...shape }
    : undefined
}

export interface DrawKey {
  readonly seed: number
  /** SHA-256 of the source, hexadecimal. */
  readonly contentHash: string
  readonly copyIndex: number
  readonly attempt: number
}

/** Draws all steps; a step that is undefined (left out by the policy) keeps its index, so the others do not change. */
export function drawSteps(steps: readonly (RecipeStep | undefined)[], key: DrawKey): readonly ConcreteStep[] {
  const own = sourceKey(key.seed, key.contentHash)
  return steps.flatMap((step, stepIndex) => {
    if (step === undefined) return []
    const { copyIndex, attempt } = key
    const drawn = drawStep(step, stream(own, { copyIndex, stepIndex, attempt }))
    return drawn === undefined ? [] : [drawn]
  })
}
