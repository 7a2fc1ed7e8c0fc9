import type { z } from 'zod'
import type { Annotation } from '../annotations/types.ts'
import type { Rng } from '../draw/rng.ts'
import { CultivarError } from '../errors.ts'
import type { Op } from '../ops.ts'
import type { Aspect } from '../policy/aspects.ts'
import type { Size } from '../raster.ts'
import type { RecipeStep } from '../recipe/schema.ts'

/**
 * How a domain's limit for an aspect becomes an interval of a parameter:
 * `symmetric` [-L, L], `upTo` [0, L], `around1` [1 - L, 1 + L] (not below 0), `factor` [1 / (1 + L), 1 + L],
 * `aroundNeutral` [n - L, n + L] about the neutral value n; each after L was multiplied by `times`.
 */
export interface Governor {
  readonly aspect: Aspect
  readonly as: 'symmetric' | 'upTo' | 'around1' | 'factor' | 'aroundNeutral'
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
  /** Whether only whole numbers are drawn, each as likely as any other. */
  readonly isWhole?: boolean
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

/** A setting chosen from a list, the same for all draws. */
export interface ChoiceSpec {
  readonly id: string
  readonly title: string
  readonly values: readonly { readonly id: string; readonly title: string }[]
  readonly default: string
}

/** What a transform does by being there at all, whatever its parameters. */
export interface Need {
  readonly aspect: Aspect
  /** The limit of the aspect that it takes. */
  readonly limit: number
}

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** One concrete step: drawn values under the parameters' ids. Plain JSON. */
export interface ConcreteStep {
  readonly transform: string
  readonly [parameter: string]: JsonValue
}

export const transformGroups = [
  'geometry',
  'crop',
  'distortion',
  'colour',
  'tone',
  'weather',
  'blur',
  'noise',
  'detail',
  'occlusion',
  'mix',
  'policy'
] as const
export type TransformGroup = (typeof transformGroups)[number]

/** Another source that a step may take from, and what is marked in it. */
export interface MarkedPicture {
  readonly size: Size
  readonly annotations: readonly Annotation[]
}

/** What a draw knows of the picture besides its size. */
export interface DrawContext {
  /** The frame in which the step is lowered. */
  readonly size: Size
  readonly annotations: readonly Annotation[]
  /** What is marked in a partner, by content hash; undefined when nothing is. */
  readonly markedPartner?: (contentHash: string) => MarkedPicture | undefined
  /** The step's own stream, behind everything that was drawn from it so far. */
  readonly rng: Rng
}

/**
 * A transform that stands for others (RandAugment): it draws concrete steps of theirs, each held against the domain.
 * Nothing of it is left in a variant.
 */
export interface PolicySpec {
  /** All that it may draw, as recipe steps with their widest intervals. */
  readonly parts: (step: RecipeStep) => readonly RecipeStep[]
  /** Draws from the parts as the domain leaves them: undefined where it forbids one, intervals cut. */
  readonly draw: (
    step: RecipeStep,
    parts: readonly (RecipeStep | undefined)[],
    rng: Rng
  ) => readonly ConcreteStep[]
}

export interface TransformSpec {
  readonly id: string
  readonly title: string
  readonly help: string
  readonly group: TransformGroup
  readonly parameters: readonly ParameterSpec[]
  readonly options: readonly OptionSpec[]
  readonly choices?: readonly ChoiceSpec[]
  readonly needs: readonly Need[]
  /** Whether a draw also holds `shapeSeed`, an unsigned 32-bit integer from which its random shape follows. */
  readonly hasShape: boolean
  /**
   * How many other sources a draw names, as content hashes under `partners`. `mix`: they become part of the picture;
   * `reference`: only their statistics do.
   */
  readonly partners?: { readonly count: number; readonly role: 'mix' | 'reference' }
  /** The kind of annotation without which it has nothing to do. */
  readonly needsAnnotation?: Annotation['kind']
  readonly defaultProbability: number
  /** Where the default range comes from. */
  readonly source: string
  /** Fits drawn values to what is marked in the picture (a crop that keeps boxes); undefined drops the step. */
  readonly adjust?: (step: ConcreteStep, context: DrawContext) => ConcreteStep | undefined
  readonly policy?: PolicySpec
  /** Schemas of what `adjust` or a policy adds to a concrete step, besides parameters, options, choices and partners. */
  readonly concrete?: () => Readonly<Record<string, z.ZodType>>
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

/** Whether a transform moves what is in the picture. */
export function isGeometric({ group }: TransformSpec): boolean {
  return group === 'geometry' || group === 'crop' || group === 'distortion'
}

/** The content hashes of the other sources that a concrete step names. */
export function partnersOf(step: ConcreteStep): readonly string[] {
  const partners = step['partners']
  return Array.isArray(partners) ? (partners as readonly string[]) : []
}

/** The choice that a concrete step holds under `id`. */
export function choiceOf(step: ConcreteStep, choice: ChoiceSpec): string {
  const value = step[choice.id] ?? choice.default
  if (choice.values.some(({ id }) => id === value)) return value as string
  throw new CultivarError(
    'bad-input',
    `Expected one of ${choice.values.map(({ id }) => id).join(', ')} for ${choice.id} of ${step.transform} but received ${JSON.stringify(value)}.`
  )
}
