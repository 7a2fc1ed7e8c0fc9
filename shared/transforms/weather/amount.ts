import type { Governor, ParameterSpec } from '../spec.ts'

interface Amount<Id extends string> {
  readonly id: Id
  readonly title: string
  readonly defaultRange: readonly [number, number]
  readonly governedBy: readonly Governor[]
  readonly max?: number
}

/** A strength from 0 (nothing) to 1, as most weather has it. */
export function amount<Id extends string>({
  max = 1,
  ...own
}: Amount<Id>): ParameterSpec & { readonly id: Id } {
  return { unit: '%', min: 0, max, step: 0.01, neutral: 0, ...own }
}

/**
 * Weather whose mean change of lightness is at most `change` (share of full scale) at amount 1: an amount may be so
 * much larger than the limit on tone.
 */
export const governedByWeather = (change: number): readonly Governor[] => [
  { aspect: 'weather', as: 'upTo' },
  { aspect: 'tone', as: 'upTo', times: 1 / change }
]

/** Why also a need: parameters beside the amount have no neutral value that would forbid the transform. */
export const needsWeather = [{ aspect: 'weather', limit: 0.01 }] as const
export const needsTone = [{ aspect: 'tone', limit: 0.01 }] as const

/** Side of a square of the picture's area in pixels: what lengths are shares of. */
export function unitPx({ width, height }: { readonly width: number; readonly height: number }): number {
  return Math.sqrt(width * height)
}
