import { type Range, rangeOf, type Recipe, type RecipeStep } from '../recipe/schema.ts'
import { transformSpec } from '../transforms/index.ts'
import type { Governor, ParameterSpec, TransformSpec } from '../transforms/spec.ts'
import { type Aspect, aspectSpec } from './aspects.ts'
import { liftLimits } from './limits.ts'
import type { Limit, Limits } from './profile.ts'

export type VerdictKind = 'allowed' | 'limited' | 'forbidden'

export interface Verdict {
  readonly verdict: VerdictKind
  /** One or two plain sentences. */
  readonly reason: string
  /** For a limited step: the interval within which each parameter must stay, by the recipe's name for it. */
  readonly limits?: Readonly<Record<string, Range>>
  /** For a policy such as RandAugment: the verdict on each of the changes that it chooses from. */
  readonly parts?: readonly PartVerdict[]
}

export interface PartVerdict {
  readonly transform: string
  readonly title: string
  readonly verdict: VerdictKind
  readonly reason: string
}

/** Interval of a parameter that the domain allows, and the aspect that set it. */
export interface AllowedInterval {
  readonly range: Range
  readonly aspect: Aspect | undefined
}

function governed({ as, times = 1 }: Governor, limit: number, neutral: number): Range {
  const amount = limit * times
  switch (as) {
    case 'symmetric':
      return [-amount, amount]
    case 'upTo':
      return [0, amount]
    case 'around1':
      return [Math.max(0, 1 - amount), 1 + amount]
    case 'factor':
      return [1 / (1 + amount), 1 + amount]
    case 'aroundNeutral':
      return [neutral - amount, neutral + amount]
  }
}

/** What the domain leaves of a parameter's hard interval. An unlimited aspect leaves all of it. */
export function allowedInterval(parameter: ParameterSpec, limits: Limits): AllowedInterval {
  let range: Range = [parameter.min, parameter.max]
  let aspect: Aspect | undefined
  for (const governor of parameter.governedBy) {
    const { limit } = limits[governor.aspect]
    if (limit >= aspectSpec(governor.aspect).unlimited) continue
    const [low, high] = governed(governor, limit, parameter.neutral)
    const cut: Range = [Math.max(range[0], low), Math.min(range[1], high)]
    if (cut[0] > range[0] || cut[1] < range[1]) aspect = governor.aspect
    range = cut
  }
  return { range, aspect }
}

const isOnlyNeutral = ({ neutral }: ParameterSpec, [low, high]: Range): boolean =>
  Math.abs(low - neutral) < 1e-9 && Math.abs(high - neutral) < 1e-9

/** The first limit that a transform breaks by being there at all. */
function brokenNeed(spec: TransformSpec, limits: Limits): Limit | undefined {
  const need = spec.needs.find(({ aspect, limit }) => limits[aspect].limit < limit)
  return need === undefined ? undefined : limits[need.aspect]
}

/**
 * Whether a transform can be used at all under the limits: forbidden when it needs what the domain does not give, or
 * when every parameter is cut down to its neutral value.
 */
export function judgeTransform(spec: TransformSpec, limits: Limits): Verdict {
  if (spec.policy !== undefined) return judgeParts(spec, defaultStep(spec), limits)
  const broken = brokenNeed(spec, limits)
  if (broken !== undefined) return { verdict: 'forbidden', reason: broken.reason }
  const cuts = spec.parameters.map((parameter) => ({ parameter, ...allowedInterval(parameter, limits) }))
  // Why: an angle or a place that nothing limits changes nothing when the strength is cut down to nothing.
  const governed = cuts.filter(({ parameter }) => parameter.governedBy.length > 0)
  if (governed.length > 0 && governed.every(({ parameter, range }) => isOnlyNeutral(parameter, range))) {
    return { verdict: 'forbidden', reason: reasonOf(governed[0]?.aspect, limits) }
  }
  const cut = cuts.filter(({ aspect }) => aspect !== undefined)
  if (cut.length === 0) return { verdict: 'allowed', reason: allowedReason(spec, limits) }
  return {
    verdict: 'limited',
    reason: reasonOf(cut[0]?.aspect, limits),
    limits: Object.fromEntries(cut.map(({ parameter, range }) => [`${parameter.id}Range`, range]))
  }
}

function reasonOf(aspect: Aspect | undefined, limits: Limits): string {
  return aspect === undefined ? 'Allowed.' : limits[aspect].reason
}

function allowedReason(spec: TransformSpec, limits: Limits): string {
  const aspect = spec.needs[0]?.aspect ?? spec.parameters[0]?.governedBy[0]?.aspect
  return aspect === undefined ? 'It changes nothing that this domain protects.' : limits[aspect].reason
}

/** A step of a transform with its default intervals, options and choices. */
export function defaultStep(spec: TransformSpec): RecipeStep {
  const ranges = spec.parameters.map(({ id, defaultRange }) => [`${id}Range`, defaultRange] as const)
  const set = [...spec.options, ...(spec.choices ?? [])].map(
    ({ id, default: standard }) => [id, standard] as const
  )
  return {
    transform: spec.id,
    probability: spec.defaultProbability,
    ...Object.fromEntries(ranges),
    ...Object.fromEntries(set)
  }
}

/** A policy is as good as what the domain leaves of its parts: forbidden when nothing is left. */
function judgeParts(spec: TransformSpec, step: RecipeStep, limits: Limits): Verdict {
  const parts = (spec.policy?.parts(step) ?? []).map((part): PartVerdict => {
    const own = knownSpec(part)
    const { verdict, reason } = judgeWithin(own, part, limits)
    return { transform: part.transform, title: own.title, verdict, reason }
  })
  const left = parts.filter(({ verdict }) => verdict !== 'forbidden')
  const [first] = parts.filter(({ verdict }) => verdict !== 'allowed')
  const broken = brokenNeed(spec, limits)
  if (broken !== undefined) return { verdict: 'forbidden', reason: broken.reason, parts }
  if (left.length === 0)
    return { verdict: 'forbidden', reason: first?.reason ?? 'Nothing of it is left.', parts }
  if (first === undefined)
    return { verdict: 'allowed', reason: 'All its changes stay within the domain.', parts }
  const out = [...new Set(parts.filter(({ verdict }) => verdict === 'forbidden').map(({ title }) => title))]
  const reason =
    out.length === 0
      ? 'Some of its changes are weaker here than published.'
      : `Left out here: ${out.join(', ')}.`
  return { verdict: 'limited', reason, parts }
}

/** The aspects that a transform touches: what an override of it lifts. */
export function disturbedAspects(spec: TransformSpec): readonly Aspect[] {
  if (spec.policy !== undefined) {
    const parts = spec.policy.parts(defaultStep(spec)).map(knownSpec)
    return [...new Set([...spec.needs.map(({ aspect }) => aspect), ...parts.flatMap(disturbedAspects)])]
  }
  const governed = spec.parameters.flatMap((parameter) => parameter.governedBy.map(({ aspect }) => aspect))
  return [...new Set([...spec.needs.map(({ aspect }) => aspect), ...governed])]
}

/** Limits for one step: lifted where the person overrode the rules for its transform. */
function limitsForStep(recipe: Recipe, spec: TransformSpec, limits: Limits): Limits {
  const override = recipe.overrides.find(({ transform }) => transform === spec.id)
  return override === undefined ? limits : liftLimits(limits, disturbedAspects(spec), override.reason)
}

/** Limits for the composition: an override of a transform lifts what that transform touches for the whole variant. */
export function limitsForComposition(recipe: Recipe, limits: Limits): Limits {
  return recipe.overrides.reduce((lifted, { transform, reason }) => {
    const spec = transformSpec(transform)
    const isUsed = recipe.steps.some((step) => step.transform === transform)
    return spec === undefined || !isUsed ? lifted : liftLimits(lifted, disturbedAspects(spec), reason)
  }, limits)
}

function knownSpec(step: RecipeStep): TransformSpec {
  const spec = transformSpec(step.transform)
  if (spec === undefined) throw new RangeError(`Expected a known transform but received ${step.transform}`)
  return spec
}

const within = ([low, high]: Range, [outerLow, outerHigh]: Range): boolean =>
  low >= outerLow - 1e-9 && high <= outerHigh + 1e-9

const intersect = ([a, b]: Range, [c, d]: Range): Range => [Math.max(a, c), Math.min(b, d)]

/** The verdict on one step of a recipe with the intervals that it asks for. */
export function judgeStep(recipe: Recipe, step: RecipeStep, limits: Limits): Verdict {
  const spec = knownSpec(step)
  const own = limitsForStep(recipe, spec, limits)
  return spec.policy === undefined ? judgeWithin(spec, step, own) : judgeParts(spec, step, own)
}

function judgeWithin(spec: TransformSpec, step: RecipeStep, own: Limits): Verdict {
  const broken = brokenNeed(spec, own)
  if (broken !== undefined) return { verdict: 'forbidden', reason: broken.reason }
  const outside = spec.parameters
    .map((parameter) => ({ parameter, asked: rangeOf(step, parameter), ...allowedInterval(parameter, own) }))
    .filter(({ asked, range }) => !within(asked, range))
  const [first] = outside
  if (first === undefined) return { verdict: 'allowed', reason: allowedReason(spec, own) }
  const hopeless = outside.find(({ asked, range, parameter }) => {
    const [low, high] = intersect(asked, range)
    return low > high || isOnlyNeutral(parameter, range)
  })
  const reason = reasonOf((hopeless ?? first).aspect, own)
  const cuts = outside.map(({ parameter, range }) => [`${parameter.id}Range`, range] as const)
  if (hopeless !== undefined) return { verdict: 'forbidden', reason }
  return { verdict: 'limited', reason, limits: Object.fromEntries(cuts) }
}

/** A step as the domain leaves it: intervals cut, and so are those of a policy's parts. */
export interface CutStep {
  readonly step: RecipeStep
  readonly parts: readonly (RecipeStep | undefined)[]
}

function cutStep(step: RecipeStep, { verdict, limits: cuts }: Verdict): RecipeStep | undefined {
  if (verdict === 'forbidden') return undefined
  if (cuts === undefined) return step
  const changed = knownSpec(step).parameters.flatMap((parameter) => {
    const cut = cuts[`${parameter.id}Range`]
    return cut === undefined
      ? []
      : [[`${parameter.id}Range`, intersect(rangeOf(step, parameter), cut)] as const]
  })
  return { ...step, ...Object.fromEntries(changed) }
}

/** A recipe as the domain leaves it: forbidden steps are gone (undefined), limited intervals are cut. */
export function cutSteps(recipe: Recipe, limits: Limits): readonly (CutStep | undefined)[] {
  return recipe.steps.map((step) => {
    const cut = cutStep(step, judgeStep(recipe, step, limits))
    if (cut === undefined) return undefined
    const spec = knownSpec(step)
    const own = limitsForStep(recipe, spec, limits)
    const parts = spec.policy?.parts(step) ?? []
    return { step: cut, parts: parts.map((part) => cutStep(part, judgeWithin(knownSpec(part), part, own))) }
  })
}

/** A recipe as it is written, as if every domain allowed it. */
export function uncutSteps({ steps }: Recipe): readonly CutStep[] {
  return steps.map((step) => ({ step, parts: knownSpec(step).policy?.parts(step) ?? [] }))
}
