import type { FillMode, Interpolation } from '../../ops.ts'
import type { ParameterSpec, TransformSpec } from '../../transforms/spec.ts'
import { type Range, rangeOf, type Recipe, type RecipeStep } from '../schema.ts'

export const pythonLibraries = ['albumentations', 'torchvision', 'keras'] as const
export type PythonLibrary = (typeof pythonLibraries)[number]

/** A step as a writer of Python sees it. */
export interface StepView {
  readonly step: RecipeStep
  readonly recipe: Recipe
  /** The interval of a parameter; its neutral value twice when the step does not name it. */
  readonly range: (id: string) => Range
  readonly option: (id: string) => number
  readonly choice: (id: string) => string
  readonly p: number
  /** Adds a sentence about what is different. */
  readonly note: (text: string) => void
}

/** Python expressions for a step, one for each transform that it needs; a string alone is the reason why there is none. */
export type Writer = (view: StepView) => readonly string[] | string

export type Writers = Readonly<Record<string, Writer>>

export function viewOf(
  step: RecipeStep,
  { spec, recipe, note }: { spec: TransformSpec; recipe: Recipe; note: (text: string) => void }
): StepView {
  const parameter = (id: string): ParameterSpec => {
    const found = spec.parameters.find((one) => one.id === id)
    if (found === undefined) throw new RangeError(`Expected a parameter of ${spec.id} but received ${id}`)
    return found
  }
  return {
    step,
    recipe,
    range: (id) => rangeOf(step, parameter(id)),
    option: (id) => Number(step[id] ?? spec.options.find((one) => one.id === id)?.default ?? 0),
    choice: (id) => String(step[id] ?? spec.choices?.find((one) => one.id === id)?.default ?? ''),
    p: step.probability,
    note
  }
}

/** A number as Python writes it, without the dust of binary fractions. */
export function num(value: number): string {
  const tidy = Number(value.toPrecision(7))
  return Number.isInteger(tidy) && Math.abs(tidy) < 1e15 ? `${tidy}.0` : String(tidy)
}

export const whole = (value: number): string => String(Math.round(value))
export const pair = ([low, high]: Range): string => `(${num(low)}, ${num(high)})`
export const wholes = ([low, high]: Range): string => `(${whole(low)}, ${whole(high)})`
export const scaled = ([low, high]: Range, by: number): Range => [low * by, high * by]
export const shifted = ([low, high]: Range, by: number): Range => [low + by, high + by]
/** The interval of reciprocals. */
export const inverse = ([low, high]: Range): Range => [1 / high, 1 / low]
/** The larger distance from `neutral`: for libraries that know symmetrical intervals only. */
export const reach = ([low, high]: Range, neutral = 0): number =>
  Math.max(Math.abs(low - neutral), Math.abs(high - neutral))

/** Odd kernel sizes, in pixels, of blurs with the given radii. */
export const oddSizes = ([low, high]: Range): Range => [2 * Math.round(low) + 1, 2 * Math.round(high) + 1]

export const cvBorder: Readonly<Record<FillMode, string>> = {
  constant: 'cv2.BORDER_CONSTANT',
  nearest: 'cv2.BORDER_REPLICATE',
  reflect: 'cv2.BORDER_REFLECT',
  reflect101: 'cv2.BORDER_REFLECT_101',
  wrap: 'cv2.BORDER_WRAP',
  inside: 'cv2.BORDER_REFLECT_101'
}

export const cvInterpolation: Readonly<Record<Interpolation, string>> = {
  nearest: 'cv2.INTER_NEAREST',
  bilinear: 'cv2.INTER_LINEAR',
  bicubic: 'cv2.INTER_CUBIC',
  lanczos: 'cv2.INTER_LANCZOS4'
}
