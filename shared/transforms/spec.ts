import type { Mat2x3 } from '../geometry/matrix.ts'
import type { Op } from '../ops.ts'
import type { Aspect } from '../policy/aspects.ts'
import type { Size } from '../raster.ts'
import { CultivarError } from '../errors.ts'

/**
 * How a domain's limit for an aspect becomes an interval of a parameter:
 * `symmetric` [-L, L], `upTo` [0, L], `around1` [1 - L, 1 + L] (not below 0), `factor` [1 / (1 + L), 1 + L];
 * each after L was multiplied by `times`.
 */
export interface Governor {
  readonly aspect: Aspect
  readonly as: 'symmetric' | 'upTo' | 'around1' | 'factor'
  readonly times?: number
}

export interface ParameterSpec {
  /** Name of the drawn value, its unit at the end; the recipe's interval is `${id}Range`. */
  readonly id: string
  readonly title: string
  readonly unit: '°' | '×' | '%' | 'px' | 'levels' | ''
  /** What the transform accepts at all. */
  readonly min: number
  readonly max: number
  /** Step of the slider. */
  readonly step: number
  /** The value that changes nothing. */
  readonly neutral: number
  readonly defaultRange: readonly [number, number]
  readonly governedBy: readonly Governor[]
  /** Whether the form hides it until asked. */
  readonly isAdvanced?: boolean
}

/** A setting that is the same for all draws. */
export interface OptionSpec {
  readonly id: string
  readonly title: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly default: number
}

/** What a transform does by being there at all, whatever its parameters. */
export interface Need {
  readonly aspect: Aspect
  /** The limit of the aspect that it takes. */
  readonly limit: number
}

/** One concrete step: drawn values under the parameters' ids. Plain JSON. */
export interface ConcreteStep {
  readonly transform: string
  readonly [parameter: string]: string | number | Mat2x3
}

export type TransformGroup = 'geometry' | 'distortion' | 'colour' | 'blur'

export interface TransformSpec {
  readonly id: string
  readonly title: string
  readonly help: string
  readonly group: TransformGroup
  readonly parameters: readonly ParameterSpec[]
  readonly options: readonly OptionSpec[]
  readonly needs: readonly Need[]
  /** Whether a draw also holds `shapeSeed`, an unsigned 32-bit integer from which its random shape follows. */
  readonly hasShape: boolean
  readonly defaultProbability: number
  /** Where the default range comes from. */
  readonly source: string
  /** Pure: drawn values on a picture of `size` to operations. Throws CultivarError on a missing value. */
  readonly lower: (step: ConcreteStep, size: Size) => readonly Op[]
}

/** The number that a concrete step holds under `id`. */
export function valueOf(step: ConcreteStep, id: string): number {
  const value = step[id]
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new CultivarError(
      'bad-input',
      `Expected a number for ${id} of ${step.transform} but received ${JSON.stringify(value)}.`
    )
  }
  return value
}
