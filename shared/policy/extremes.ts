import { philox } from '../draw/philox.ts'
import { identity, type Mat3, multiply } from '../geometry/matrix.ts'
import type { Size } from '../raster.ts'
import { lower } from '../recipe/lower.ts'
import { rangeOf, type RecipeStep } from '../recipe/schema.ts'
import { transformSpec } from '../transforms/index.ts'
import { type ConcreteStep, isGeometric, type TransformSpec } from '../transforms/spec.ts'
import { netView } from './net.ts'

/** All combinations are looked at up to this many, and so many at random when there are more. */
const limit = 1024

/** A step with every combination of lowest and highest values. */
function endsOf(step: RecipeStep, spec: TransformSpec): readonly ConcreteStep[] {
  const set = [...spec.options, ...(spec.choices ?? [])]
  const options = set.map(({ id, default: standard }) => [id, step[id] ?? standard] as const)
  const base = {
    transform: step.transform,
    ...Object.fromEntries(options),
    ...(spec.hasShape ? { shapeSeed: 1 } : {})
  } as ConcreteStep
  return spec.parameters.reduce<readonly ConcreteStep[]>(
    (all, parameter) => {
      const values = [...new Set(rangeOf(step, parameter))]
      return all.flatMap((one) => values.map((value) => ({ ...one, [parameter.id]: value })))
    },
    [base]
  )
}

/** What a step can contribute to the net map at its extremes; nothing for a step without geometry. */
function contributions(step: RecipeStep | undefined, size: Size): readonly Mat3[] {
  const spec = step === undefined ? undefined : transformSpec(step.transform)
  if (step === undefined || spec === undefined || step.probability === 0) return []
  if (spec.policy !== undefined) {
    const parts = spec.policy.parts(step).flatMap((part) => contributions(part, size))
    return parts.length === 0 ? [] : [identity, ...parts]
  }
  if (!isGeometric(spec)) return []
  const lowered = endsOf(step, spec).map((one) => lower([one], size, 'nearest'))
  if (!lowered.some(({ ops }) => ops.some(({ op }) => op === 'matrix'))) return []
  return [...(step.probability < 1 ? [identity] : []), ...lowered.map((one) => netView(one, size))]
}

/** Whether a step can change the net map at all: colours, blur and local distortions cannot. */
export function movesPicture(step: RecipeStep, size: Size): boolean {
  return contributions(step, size).length > 0
}

/**
 * Net maps of the combinations of lowest and highest values and of steps that happen or not.
 *
 * Why at random when there are too many: a first part of the list would hold the first steps still.
 */
export function extremeMatrices(steps: readonly (RecipeStep | undefined)[], size: Size): readonly Mat3[] {
  const choices = steps.map((step) => contributions(step, size)).filter((each) => each.length > 0)
  const total = choices.reduce((product, each) => product * each.length, 1)
  const pick = total <= limit ? enumerated(choices) : random
  return Array.from({ length: Math.min(total, limit) }, (_, index) =>
    choices.reduce(
      (net, each, at) => multiply(net, each[pick(index, at) % each.length] ?? identity),
      identity
    )
  )
}

/** Digit `at` of `index` in the mixed base of the numbers of choices. */
function enumerated(choices: readonly (readonly Mat3[])[]): (index: number, at: number) => number {
  const weights = choices.map((_, at) =>
    choices.slice(0, at).reduce((product, each) => product * each.length, 1)
  )
  return (index, at) => Math.floor(index / (weights[at] ?? 1))
}

const random = (index: number, at: number): number => philox([index, at, 0, 0], [0x5eed, 0])[0]
