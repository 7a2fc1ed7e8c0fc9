import type { Rng } from '../../draw/rng.ts'
import type { RecipeStep } from '../../recipe/schema.ts'
import type { ConcreteStep, ParameterSpec, TransformSpec } from '../spec.ts'
import { specOf } from './ordinary.ts'

/** How far the operations of a policy go at full magnitude. */
export interface Reach {
  /** Slope of the sheared axis. */
  readonly shear: number
  /** Share of the side. */
  readonly translate: number
  readonly rotateDeg: number
  /** By how much the factors of brightness, contrast, colour and sharpness leave 1. */
  readonly enhance: number
  /** Bits that are kept at no and at full magnitude. */
  readonly posterise: readonly [from: number, to: number]
}

interface Operation {
  readonly transform: string
  /** Undefined for an operation without a strength. */
  readonly parameter?: string
  readonly isSigned: boolean
  /** Value at a strength: -1..1 when it is signed, else 0..1. */
  readonly at: (strength: number, reach: Reach) => number
}

const strong = (transform: string, parameter: string, at: Operation['at']): Operation => ({
  transform,
  parameter,
  isSigned: true,
  at
})
const enhance = (transform: string): Operation =>
  strong(transform, 'factor', (strength, reach) => 1 + strength * reach.enhance)
const slant = (parameter: string): Operation =>
  strong('shear', parameter, (strength, { shear }) => (Math.atan(strength * shear) * 180) / Math.PI)
const move = (parameter: string): Operation =>
  strong('translate', parameter, (strength, { translate }) => strength * translate)
const whole = (transform: string): Operation => ({ transform, isSigned: false, at: () => 1 })

/**
 * The published operations as ordinary transforms.
 *
 * Differences to PIL: slants are about the centre and not about a corner, and contrast is about mid grey and not about
 * the picture's mean.
 */
const operations = {
  shearX: slant('xDeg'),
  shearY: slant('yDeg'),
  translateX: move('xFraction'),
  translateY: move('yFraction'),
  rotate: strong('rotate', 'angleDeg', (strength, { rotateDeg }) => strength * rotateDeg),
  brightness: enhance('brightness'),
  colour: enhance('saturation'),
  contrast: enhance('contrast'),
  sharpness: enhance('sharpness'),
  posterise: {
    transform: 'posterise',
    parameter: 'bits',
    isSigned: false,
    // Why at least 1: of no bits nothing would be left.
    at: (strength, { posterise: [from, to] }) => Math.max(1, from - Math.round(strength * (from - to)))
  },
  solarise: {
    transform: 'solarise',
    parameter: 'threshold',
    isSigned: false,
    at: (strength) => 1 - strength
  },
  autocontrast: whole('autocontrast'),
  equalise: whole('equalise'),
  invert: whole('invert')
} as const satisfies Readonly<Record<string, Operation>>

export type OperationName = keyof typeof operations

/** The 13 operations that RandAugment and TrivialAugment choose from besides doing nothing. */
export const commonOperations = [
  'shearX',
  'shearY',
  'translateX',
  'translateY',
  'rotate',
  'brightness',
  'colour',
  'contrast',
  'sharpness',
  'posterise',
  'solarise',
  'autocontrast',
  'equalise'
] as const satisfies readonly OperationName[]

/** What an operation without a strength sets: all of it. */
const fullEffect: Readonly<Record<string, number>> = { share: 1 }

function parameterOf(operation: Operation): ParameterSpec | undefined {
  return specOf(operation.transform).parameters.find(({ id }) => id === operation.parameter)
}

function valuesAt(name: OperationName, strengths: readonly number[], reach: Reach): readonly number[] {
  const operation: Operation = operations[name]
  const signed = operation.isSigned ? strengths.flatMap((one) => [one, -one]) : strengths
  const { min = -Infinity, max = Infinity } = parameterOf(operation) ?? {}
  return signed.map((strength) => Math.min(max, Math.max(min, operation.at(strength, reach))))
}

/** An operation as a recipe step that reaches as far as the strengths (0..1) take it. */
export function partOf(name: OperationName, strengths: readonly number[], reach: Reach): RecipeStep {
  const { transform, parameter }: Operation = operations[name]
  const values = valuesAt(name, strengths, reach)
  const ranges =
    parameter === undefined
      ? specOf(transform).parameters.flatMap(({ id }) => {
          const value = fullEffect[id]
          return value === undefined ? [] : [[`${id}Range`, [value, value]] as const]
        })
      : [[`${parameter}Range`, [Math.min(...values), Math.max(...values)]] as const]
  return { transform, probability: 1, ...Object.fromEntries(ranges) }
}

/** A drawn step of a spec: neutral values and defaults, but for what is given. */
function concrete(spec: TransformSpec, values: Readonly<Record<string, number>>): ConcreteStep {
  const neutral = spec.parameters.map(({ id, neutral }) => [id, values[id] ?? neutral] as const)
  const set = [...spec.options, ...(spec.choices ?? [])].map((one) => [one.id, one.default] as const)
  return { transform: spec.id, ...Object.fromEntries(neutral), ...Object.fromEntries(set) }
}

export interface OperationDraw {
  readonly name: OperationName
  /** The part as the domain leaves it. */
  readonly part: RecipeStep
  readonly strengths: readonly number[]
  readonly reach: Reach
}

/**
 * Draws one of the published values, and its sign, among those that the domain leaves; when it leaves none, the
 * nearest value that it allows.
 *
 * Convention: takes one number from the stream.
 */
export function drawOperation({ name, part, strengths, reach }: OperationDraw, rng: Rng): ConcreteStep {
  const operation: Operation = operations[name]
  const spec = specOf(operation.transform)
  const parameter = parameterOf(operation)
  const place = rng.next()
  if (parameter === undefined) return concrete(spec, fullEffect)
  const [low, high] = allowed(parameter, part)
  const values = valuesAt(name, strengths, reach)
  const inside = values.filter((value) => value >= low && value <= high)
  const candidates = inside.length > 0 ? inside : values
  const value = candidates[Math.floor(place * candidates.length)] ?? parameter.neutral
  // Why + 0: a negative zero would be stored as another text than zero.
  return concrete(spec, { [parameter.id]: Math.min(high, Math.max(low, value)) + 0 })
}

function allowed(parameter: ParameterSpec, part: RecipeStep): readonly [number, number] {
  const [low, high] = part[`${parameter.id}Range`] as readonly [number, number]
  if (parameter.isWhole !== true) return [low, high]
  const [first, last] = [Math.ceil(low), Math.floor(high)]
  return first <= last ? [first, last] : [parameter.neutral, parameter.neutral]
}
