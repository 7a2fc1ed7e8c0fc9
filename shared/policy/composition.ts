import { drawSteps, planSteps } from '../draw/drawSteps.ts'
import type { Mat3 } from '../geometry/matrix.ts'
import type { Size } from '../raster.ts'
import { lower } from '../recipe/lower.ts'
import type { Recipe } from '../recipe/schema.ts'
import { type Aspect, aspectSpec } from './aspects.ts'
import { extremeMatrices, movesPicture } from './extremes.ts'
import { decompose, netViews, netViolation, type NetViolation } from './net.ts'
import type { Limits } from './profile.ts'
import { type CutStep, cutSteps, limitsForComposition, uncutSteps, type Verdict } from './verdict.ts'

/** Why a square: shares of the side then mean the same along both axes, and no profile depends on the shape. */
const probe: Size = { width: 101, height: 101 }
const sampleCount = 400

const violationOf = (matrix: Mat3, limits: Limits): NetViolation | undefined =>
  netViolation(decompose(matrix, probe), limits)

/** Net maps of 400 draws, several of each where it blends pictures. Other steps are not drawn: they leave the map alone, and each step has its own stream. */
function draws(recipe: Recipe, steps: readonly (CutStep | undefined)[]): readonly (readonly Mat3[])[] {
  const moving = planSteps(
    steps.map((cut) => (cut !== undefined && movesPicture(cut.step, probe) ? cut : undefined))
  )
  const source = { ...probe, contentHash: '5a'.repeat(32) }
  const { seed, fillMode } = recipe
  return Array.from({ length: sampleCount }, (_, copyIndex) =>
    netViews(lower(drawSteps(moving, source, { seed, copyIndex, attempt: 0 }), probe, fillMode), probe)
  )
}

function worst(violations: readonly NetViolation[]): NetViolation | undefined {
  return violations.reduce<NetViolation | undefined>((most, next) => {
    if (most === undefined) return next
    return next.measured - next.limit > most.measured - most.limit && next.aspect === most.aspect
      ? next
      : most
  }, undefined)
}

/** Rounded up, so that what is beyond a limit does not read like the limit. */
const percent = (measured: number): number => Math.ceil(measured * 1000) / 10

const inWords: Readonly<Partial<Record<Aspect, (measured: number) => string>>> = {
  rotation: (measured) => `turn the picture by ${Math.round(measured)}°`,
  mirror: () => 'mirror the picture',
  shear: (measured) => `slant it by ${Math.round(measured)}°`,
  scale: (measured) => `scale it by a factor of ${(1 + measured).toFixed(2)}`,
  stretch: (measured) => `change its proportions by ${percent(measured)} %`,
  shift: (measured) => `move it by ${percent(measured)} % of its side`
}

function sentence({ aspect, measured, limit, reason }: NetViolation): string {
  const what = inWords[aspect]?.(measured) ?? `change its ${aspectSpec(aspect).title.toLowerCase()}`
  return `Together the steps can ${what}; allowed is: ${aspectSpec(aspect).describe(limit)}. ${reason}`
}

/**
 * The verdict on what the steps do together, found from its extremes and 400 draws of the recipe *as written*:
 * forbidden when it leaves the domain through a step that is itself forbidden, or when none of its draws stays inside
 * even after the policy has cut its steps; limited when some draws leave and will be drawn again.
 */
export function judgeComposition(recipe: Recipe, limits: Limits): Verdict {
  const own = limitsForComposition(recipe, limits)
  const written = [...extremeMatrices(recipe.steps, probe), ...draws(recipe, uncutSteps(recipe)).flat()]
  const outside = written.flatMap((matrix) => violationOf(matrix, own) ?? [])
  const most = worst(outside)
  if (most === undefined) {
    return { verdict: 'allowed', reason: 'Whatever is drawn, the steps together stay within the domain.' }
  }
  const forbidden: Verdict = { verdict: 'forbidden', reason: sentence(most) }
  const cut = cutSteps(recipe, limits)
  if (recipe.steps.some((step, at) => cut[at] === undefined && movesPicture(step, probe))) return forbidden
  const left = draws(recipe, cut).filter((views) =>
    views.some((matrix) => violationOf(matrix, own) !== undefined)
  ).length
  if (left === sampleCount) return forbidden
  const share = Math.round((left / sampleCount) * 100)
  const redrawn =
    left === 0 ? 'Draws beyond it are cut.' : `About ${Math.max(share, 1)} % of the draws are drawn again.`
  return { verdict: 'limited', reason: `${sentence(most)} ${redrawn}` }
}
