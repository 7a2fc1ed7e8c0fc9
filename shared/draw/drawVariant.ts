import type { Mat2x3 } from '../geometry/matrix.ts'
import { effectiveLimits, type Subject } from '../policy/limits.ts'
import { decompose, type NetChange, netRows, netView, netViews, netViolation } from '../policy/net.ts'
import { type DomainProfile, type Limits, mirroredLabel } from '../policy/profile.ts'
import { cutSteps, limitsForComposition } from '../policy/verdict.ts'
import type { FillMode } from '../ops.ts'
import { lower } from '../recipe/lower.ts'
import type { Recipe } from '../recipe/schema.ts'
import { transformSpec } from '../transforms/index.ts'
import { type ConcreteStep, isGeometric } from '../transforms/spec.ts'
import { leastVisible } from './leastVisible.ts'
import { type DrawSource, drawSteps, planSteps, type StepPlan } from './drawSteps.ts'

/** A recipe made ready for pictures with the same labels: policy applied once, not once a picture. */
export interface CompiledRecipe {
  readonly seed: number
  readonly fillMode: FillMode
  readonly steps: readonly (StepPlan | undefined)[]
  readonly compositionLimits: Limits
  /** Labels of a mirrored picture, in the order of the subject's. */
  readonly mirroredClassNames: readonly string[]
  readonly classNames: readonly string[]
}

export interface DrawnVariant {
  readonly steps: readonly ConcreteStep[]
  /** Net map from output to input pixel centres. */
  readonly matrix: Mat2x3
  readonly net: NetChange
  /** The class labels of the variant, swapped where it is mirrored and the profile says so. */
  readonly classNames: readonly string[]
  /** How many draws left the domain before this one. */
  readonly redraws: number
  /** The smallest share of an object that is still to be seen, 0 when one is dropped; null without objects. */
  readonly leastVisible: number | null
}

/** Applies the policy to a recipe for pictures with the given labels. */
export function compileRecipe(recipe: Recipe, profile: DomainProfile, subject: Subject): CompiledRecipe {
  const limits = effectiveLimits(profile, subject)
  return {
    seed: recipe.seed,
    fillMode: recipe.fillMode,
    steps: planSteps(cutSteps(recipe, limits)),
    compositionLimits: limitsForComposition(recipe, limits),
    classNames: subject.classNames,
    mirroredClassNames: subject.classNames.map((name) => mirroredLabel(profile, name))
  }
}

/** After so many draws outside the domain the next ones are drawn towards no change. */
const freeAttempts = 32

/**
 * Draws copy `copyIndex` of a source: a pure function of recipe, limits, content hash and copy index.
 *
 * Every draw is held against the domain as a whole, and drawn again while it leaves it. After 32 attempts the drawn
 * values are moved halfway to their neutral values each time and mirrors are left out, so that the search ends.
 */
export function drawVariant(compiled: CompiledRecipe, source: DrawSource, copyIndex: number): DrawnVariant {
  const { seed, steps } = compiled
  for (let attempt = 0; ; attempt++) {
    const free = drawSteps(steps, source, { seed, copyIndex, attempt })
    const drawn = attempt < freeAttempts ? free : towardsNeutral(free, attempt - freeAttempts + 1)
    const lowered = lower(drawn, source, compiled.fillMode)
    const nets = netViews(lowered, source).map((view) => decompose(view, source))
    if (nets.every((net) => netViolation(net, compiled.compositionLimits) === undefined)) {
      // One: nothing is blended into the variant, and this is its own net change.
      const [first] = nets
      const net =
        nets.length === 1 && first !== undefined ? first : decompose(netView(lowered, source), source)
      const classNames = net.isMirrored ? compiled.mirroredClassNames : compiled.classNames
      return {
        steps: drawn,
        matrix: netRows(lowered),
        net,
        classNames,
        redraws: attempt,
        leastVisible: leastVisible(source.annotations ?? [], lowered.ops, source)
      }
    }
  }
}

/** Moves every value `halvings` times halfway to neutral; after 40 halvings nothing is left of a step. */
function towardsNeutral(steps: readonly ConcreteStep[], halvings: number): readonly ConcreteStep[] {
  if (halvings > 40) return []
  const keep = 0.5 ** halvings
  return steps.flatMap((step) => {
    if (Array.isArray(step['chains'])) {
      const chains = step['chains'] as readonly (readonly ConcreteStep[])[]
      return [{ ...step, chains: chains.map((chain) => towardsNeutral(chain, halvings)) }]
    }
    const spec = transformSpec(step.transform)
    if (spec === undefined || !isGeometric(spec)) return [step]
    if (spec.parameters.length === 0) return []
    const moved = spec.parameters.map(({ id, neutral }) => {
      const value = step[id]
      return [id, typeof value === 'number' ? neutral + (value - neutral) * keep : neutral] as const
    })
    return [{ ...step, ...Object.fromEntries(moved) }]
  })
}
