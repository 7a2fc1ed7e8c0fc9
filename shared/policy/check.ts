import type { Recipe } from '../recipe/schema.ts'
import { judgeComposition } from './composition.ts'
import { effectiveLimits, type Subject } from './limits.ts'
import type { DomainProfile } from './profile.ts'
import { judgeStep, type Verdict } from './verdict.ts'

export interface StepVerdict extends Verdict {
  /** Index of the step in the recipe, from 0. */
  readonly step: number
  readonly transform: string
}

export interface CheckResult {
  readonly verdicts: readonly StepVerdict[]
  readonly composition: Verdict
}

/** The policy: a pure function of recipe, profile and labels to a verdict on each step and on all of them together. */
export function checkRecipe(recipe: Recipe, profile: DomainProfile, subject: Subject): CheckResult {
  const limits = effectiveLimits(profile, subject)
  return {
    verdicts: recipe.steps.map((step, index) => ({
      step: index,
      transform: step.transform,
      ...judgeStep(recipe, step, limits)
    })),
    composition: judgeComposition(recipe, limits)
  }
}

export function isForbidden({ verdicts, composition }: CheckResult): boolean {
  return [...verdicts, composition].some(({ verdict }) => verdict === 'forbidden')
}
