import { liftLimits } from '../../shared/policy/limits.ts'
import type { MarkKind } from '../../shared/policy/labelKinds.ts'
import type { Limits } from '../../shared/policy/profile.ts'
import {
  allowedInterval,
  defaultStep,
  disturbedAspects,
  judgeTransform,
  type PartVerdict,
  type Verdict,
  type VerdictKind
} from '../../shared/policy/verdict.ts'
import type { Range, Recipe, RecipeStep } from '../../shared/recipe/schema.ts'
import { transforms } from '../../shared/transforms/index.ts'
import type { ParameterSpec, TransformSpec } from '../../shared/transforms/spec.ts'

/** Forms are derived from specs; this is the arithmetic of it. */

const clamp = (value: number, [low, high]: Range): number => Math.min(Math.max(value, low), high)

export const intersect = (range: Range, outer: Range): Range => [
  clamp(range[0], outer),
  clamp(range[1], outer)
]

/** Without the noise of binary fractions. */
const tidy = (value: number): number => Number(value.toFixed(6))

/** The largest interval within `range` whose ends are multiples of `step`; `range` itself when there is none. */
export function onGrid([low, high]: Range, step: number): Range {
  const ends: Range = [tidy(Math.ceil(low / step - 1e-9) * step), tidy(Math.floor(high / step + 1e-9) * step)]
  return ends[0] > ends[1] ? [low, high] : ends
}

/** How far from neutral the default interval reaches, or a twentieth of the whole where it does not reach at all. */
function reachOf({ defaultRange, neutral, min, max }: ParameterSpec): number {
  const reach = Math.max(Math.abs(defaultRange[0] - neutral), Math.abs(defaultRange[1] - neutral))
  return reach > 0 ? reach : (max - min) / 20
}

const boundedUnits: readonly string[] = ['°', '%', 'levels']

/**
 * The interval that a slider's track spans. Where the domain sets a limit: twice what it allows, so that the blocked
 * zone is seen and what is left stays easy to hit. Else the whole hard interval, or for open-ended units eight times
 * the default reach. `asked` always lies within.
 */
export function trackInterval(parameter: ParameterSpec, allowed: Range, asked: Range): Range {
  const { min, max, neutral, unit } = parameter
  const isLimited = allowed[0] > min || allowed[1] < max
  const reach = reachOf(parameter)
  const wide: Range = boundedUnits.includes(unit) ? [min, max] : [neutral - 8 * reach, neutral + 8 * reach]
  const near: Range = [
    neutral - Math.max(2 * (neutral - allowed[0]), 2 * reach),
    neutral + Math.max(2 * (allowed[1] - neutral), 2 * reach)
  ]
  const [low, high] = isLimited ? near : wide
  const track: Range = [Math.min(low, asked[0]), Math.max(high, asked[1])]
  return intersect(track, [min, max]).map(tidy) as unknown as Range
}

/** Step of a parameter's slider; where whole numbers are drawn, a whole one. */
export function grainOf({ step, isWhole }: ParameterSpec): number {
  return isWhole === true ? Math.max(1, Math.round(step)) : step
}

const isNeutral = ({ defaultRange: [low, high], neutral }: ParameterSpec): boolean =>
  low === neutral && high === neutral

/** A new step with the default intervals, cut to what the limits allow, and the default options and choices. */
export function newStep(spec: TransformSpec, limits: Limits): RecipeStep {
  const { parameters } = spec
  const idle = parameters.every(isNeutral) ? [] : parameters.filter(isNeutral)
  const ranges = parameters
    .filter((parameter) => !idle.includes(parameter))
    .map((parameter) => {
      const allowed = onGrid(allowedInterval(parameter, limits).range, grainOf(parameter))
      return [`${parameter.id}Range`, intersect(parameter.defaultRange, allowed)] as const
    })
  const without = idle.map(({ id }) => `${id}Range`)
  const standard = Object.entries(defaultStep(spec)).filter(([name]) => !without.includes(name))
  return { ...(Object.fromEntries(standard) as RecipeStep), ...Object.fromEntries(ranges) }
}

/** What most sets can bear: small changes of place, size and light. */
const gentle: readonly string[] = ['rotate', 'translate', 'zoom', 'horizontalFlip', 'brightness', 'contrast']

/** A first recipe: the gentle transforms that the limits do not forbid, at their default intervals. */
export function gentleSteps(limits: Limits): readonly RecipeStep[] {
  return transforms
    .filter((spec) => gentle.includes(spec.id) && judgeTransform(spec, limits).verdict !== 'forbidden')
    .map((spec) => newStep(spec, limits))
}

type Overridden = Pick<Recipe, 'overrides'>

export function overrideOf({ overrides }: Overridden, transform: string): string | undefined {
  return overrides.find((override) => override.transform === transform)?.reason
}

/** The limits under which a transform is judged: lifted where the person overrode them. */
export function limitsFor(recipe: Overridden, spec: TransformSpec, limits: Limits): Limits {
  const reason = overrideOf(recipe, spec.id)
  return reason === undefined ? limits : liftLimits(limits, disturbedAspects(spec), reason)
}

export function withOverride(recipe: Recipe, transform: string, reason: string | null): Recipe {
  const others = recipe.overrides.filter((override) => override.transform !== transform)
  return { ...recipe, overrides: reason === null ? others : [...others, { transform, reason }] }
}

export function withStep(recipe: Recipe, index: number, step: RecipeStep): Recipe {
  return { ...recipe, steps: recipe.steps.map((old, at) => (at === index ? step : old)) }
}

export function withoutStep(recipe: Recipe, index: number): Recipe {
  return { ...recipe, steps: recipe.steps.filter((_, at) => at !== index) }
}

/** Moves a step by one place; the recipe itself when there is no such place. */
export function withMovedStep(recipe: Recipe, index: number, by: -1 | 1): Recipe {
  const step = recipe.steps[index]
  const other = recipe.steps[index + by]
  if (step === undefined || other === undefined) return recipe
  const steps = recipe.steps.map((old, at) => (at === index ? other : at === index + by ? step : old))
  return { ...recipe, steps }
}

/** How many variants a draw makes at most: `copies` of each source, or `balance` of each class that has any source. */
export function forecastDraw(
  amount: { readonly copies: number } | { readonly balance: number },
  classSizes: readonly number[]
): number {
  if ('copies' in amount) return amount.copies * classSizes.reduce((sum, size) => sum + size, 0)
  return classSizes.filter((size) => size > 0).length * amount.balance
}

/** One step of a recipe and its place in it. */
export interface UsedStep {
  readonly step: RecipeStep
  readonly index: number
}

export function usedSteps(recipe: Recipe, transform: string): readonly UsedStep[] {
  return recipe.steps.flatMap((step, index) => (step.transform === transform ? [{ step, index }] : []))
}

const markWords: Readonly<Record<MarkKind, string>> = {
  box: 'boxes',
  rotatedBox: 'rotated boxes',
  polygon: 'outlines',
  keypoints: 'keypoints',
  mask: 'masks',
  caption: 'captions'
}

/** Kinds of marks that do for a transform; a mask has an outline. */
const kindsFor = (needed: MarkKind): readonly MarkKind[] =>
  needed === 'polygon' ? ['polygon', 'mask'] : [needed]

const inWords = (kinds: readonly MarkKind[]): string => kinds.map((kind) => markWords[kind]).join(' or ')

/**
 * Why a transform cannot be used whatever the domain says: it needs something that is not marked in any of the pictures.
 */
export function missingAnnotation(
  { needsAnnotation }: TransformSpec,
  marks: readonly MarkKind[]
): string | undefined {
  if (needsAnnotation === undefined) return undefined
  const kinds = kindsFor(needsAnnotation)
  if (kinds.some((kind) => marks.includes(kind))) return undefined
  const there = marks.filter((kind) => kind !== 'caption').map((kind) => markWords[kind])
  return there.length === 0
    ? `It needs ${inWords(kinds)}, and nothing is marked in these pictures.`
    : `It needs ${inWords(kinds)}, and these pictures have ${there.join(' and ')} only.`
}

/** A part of a policy, and how often it is among them with the same verdict. */
export interface CountedPart {
  readonly title: string
  readonly verdict: VerdictKind
  readonly reason: string
  readonly count: number
}

const order: readonly VerdictKind[] = ['forbidden', 'limited', 'allowed']

/** What a policy chooses from, equal parts together: first what is left out, then what is weaker, then the rest. */
export function countParts(parts: readonly PartVerdict[]): readonly CountedPart[] {
  const counted = new Map<string, CountedPart>()
  for (const { title, verdict, reason } of parts) {
    const key = `${title} ${verdict} ${reason}`
    counted.set(key, { title, verdict, reason, count: (counted.get(key)?.count ?? 0) + 1 })
  }
  return [...counted.values()].toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
}

export type ListFilter = 'all' | 'used' | 'allowed'

/** Whether every word of `search` begins or lies in the name, id or help of a transform, whatever its case. */
export function isFound({ id, title, help }: TransformSpec, search: string): boolean {
  const text = `${title} ${id} ${help}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

export function passesFilter(
  filter: ListFilter,
  { missing, verdict, isUsed }: { missing: string | undefined; verdict: Verdict; isUsed: boolean }
): boolean {
  if (filter === 'used') return isUsed
  if (filter === 'allowed') return verdict.verdict !== 'forbidden' && missing === undefined
  return true
}
