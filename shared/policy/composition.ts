import { drawSteps } from '../draw/drawSteps.ts'
import { lowerSteps } from '../recipe/concrete.ts'
import { rangeOf, type Recipe, type RecipeStep } from '../recipe/schema.ts'
import type { Size } from '../raster.ts'
import { transformSpec } from '../transforms/index.ts'
import type { ConcreteStep } from '../transforms/spec.ts'
import { type Aspect, aspectSpec } from './aspects.ts'
import { decompose, netMatrix, netViolation, type NetViolation } from './net.ts'
import type { Limits } from './profile.ts'
import { cutSteps, limitsForComposition, type Verdict } from './verdict.ts'

/** Why a square: shares of the side then mean the same along both axes, and no profile depends on the shape. */
const probe: Size = { width: 101, height: 101 }
const sampleCount = 400
const extremeCount = 1024

/** Every combination of lowest and highest values and of steps that happen or not, up to `extremeCount` of them. */
function extremes(steps: readonly (RecipeStep | undefined)[]): readonly ConcreteStep[][] {
  let combinations: ConcreteStep[][] = [[]]
  for (const step of steps) {
    const spec = step === undefined ? undefined : transformSpec(step.transform)
    if (step === undefined || spec === undefined || spec.group === 'colour' || spec.group === 'blur') continue
    const ends = endsOf(step)
    const choices: (ConcreteStep | undefined)[] =
      step.probability === 0 ? [undefined] : step.probability === 1 ? ends : [undefined, ...ends]
    combinations = combinations
      .flatMap((before) => choices.map((choice) => (choice === undefined ? before : [...before, choice])))
      .slice(0, extremeCount)
  }
  return combinations
}

function endsOf(step: RecipeStep): ConcreteStep[] {
  const spec = transformSpec(step.transform)
  if (spec === undefined) return []
  const base = {
    transform: step.transform,
    ...Object.fromEntries(spec.options.map(({ id, default: standard }) => [id, step[id] ?? standard])),
    ...(spec.hasShape ? { shapeSeed: 1 } : {})
  }
  return spec.parameters.reduce<ConcreteStep[]>(
    (all, parameter) => {
      const [low, high] = rangeOf(step, parameter)
      const values = low === high ? [low] : [low, high]
      return all.flatMap((values0) => values.map((value) => ({ ...values0, [parameter.id]: value })))
    },
    [base as ConcreteStep]
  )
}

function violationOf(steps: readonly ConcreteStep[], limits: Limits): NetViolation | undefined {
  return netViolation(decompose(netMatrix(lowerSteps(steps, probe)), probe), limits)
}

function draws(recipe: Recipe, steps: readonly (RecipeStep | undefined)[]): readonly ConcreteStep[][] {
  return Array.from({ length: sampleCount }, (_, copyIndex) => [
    ...drawSteps(steps, { seed: recipe.seed, contentHash: '5a'.repeat(32), copyIndex, attempt: 0 })
  ])
}

function worst(violations: readonly NetViolation[]): NetViolation | undefined {
  return violations.reduce<NetViolation | undefined>((most, next) => {
    if (most === undefined) return next
    return next.measured - next.limit > most.measured - most.limit && next.aspect === most.aspect ? next : most
  }, undefined)
}

const inWords: Readonly<Partial<Record<Aspect, (measured: number) => string>>> = {
  rotation: (measured) => `turn the picture by ${Math.round(measured)}°`,
  mirror: () => 'mirror the picture',
  shear: (measured) => `slant it by ${Math.round(measured)}°`,
  scale: (measured) => `scale it by a factor of ${(1 + measured).toFixed(2)}`,
  stretch: (measured) => `change its proportions by ${Math.round(measured * 100)} %`,
  shift: (measured) => `move it by ${Math.round(measured * 100)} % of its side`
}

function sentence({ aspect, measured, limit, reason }: NetViolation): string {
  const what = inWords[aspect]?.(measured) ?? `change its ${aspectSpec(aspect).title.toLowerCase()}`
  return `Together the steps can ${what}; allowed is: ${aspectSpec(aspect).describe(limit)}. ${reason}`
}

/**
 * The verdict on what the steps do together, found from all extremes and 400 draws of the recipe *as written*:
 * forbidden when it leaves the domain through a step that is itself forbidden, or when none of its draws stays inside
 * even after the policy has cut its steps; limited when some draws leave and will be drawn again.
 */
export function judgeComposition(recipe: Recipe, limits: Limits): Verdict {
  const own = limitsForComposition(recipe, limits)
  const written = [...extremes(recipe.steps), ...draws(recipe, recipe.steps)]
  const outside = written.flatMap((steps) => violationOf(steps, own) ?? [])
  const most = worst(outside)
  if (most === undefined) {
    return { verdict: 'allowed', reason: 'Whatever is drawn, the steps together stay within the domain.' }
  }
  const cut = cutSteps(recipe, limits)
  const left = draws(recipe, cut).filter((steps) => violationOf(steps, own) !== undefined).length
  const hasForbiddenStep = recipe.steps.some(
    (step, index) => cut[index] === undefined && isGeometric(step)
  )
  if (hasForbiddenStep || left === sampleCount) return { verdict: 'forbidden', reason: sentence(most) }
  const share = Math.round((left / sampleCount) * 100)
  const redrawn = left === 0 ? 'Draws beyond it are cut.' : `About ${Math.max(share, 1)} % of the draws are drawn again.`
  return { verdict: 'limited', reason: `${sentence(most)} ${redrawn}` }
}

function isGeometric(step: RecipeStep): boolean {
  const group = transformSpec(step.transform)?.group
  return group === 'geometry' || group === 'distortion'
}
