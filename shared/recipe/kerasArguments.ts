import { CultivarError } from '../errors.ts'
import { nearestName } from './nearestName.ts'
import type { Range } from './schema.ts'

/** Arguments of ImageDataGenerator that a recipe does not hold, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  rescale: 'the exported pictures keep their levels; scale them when you train',
  featurewise_center: 'statistics of the whole data set belong into training',
  featurewise_std_normalization: 'statistics of the whole data set belong into training',
  samplewise_center: 'normalisation belongs into training',
  samplewise_std_normalization: 'normalisation belongs into training',
  zca_whitening: 'normalisation belongs into training',
  zca_epsilon: 'normalisation belongs into training',
  validation_split: 'pictures are split when they are exported',
  data_format: 'pictures are files and have no order of axes',
  dtype: 'pictures are files with whole-number levels',
  preprocessing_function: 'a Python function cannot be read'
}

const converted = [
  'rotation_range',
  'width_shift_range',
  'height_shift_range',
  'shear_range',
  'zoom_range',
  'channel_shift_range',
  'horizontal_flip',
  'vertical_flip',
  'brightness_range',
  'fill_mode',
  'cval',
  'interpolation_order',
  'seed',
  'target_size'
] as const

export type KerasName = (typeof converted)[number]
export type KerasArguments = Readonly<Record<string, unknown>>

export function wrong(name: string, expected: string, value: unknown): CultivarError {
  return new CultivarError(
    'bad-input',
    `Expected ${expected} for ${name} but received ${JSON.stringify(value)}.`
  )
}

/** Throws a CultivarError on the first argument that ImageDataGenerator does not have. */
export function checkNames(args: KerasArguments): void {
  const known = [...converted, ...Object.keys(leftOut)]
  const unknown = Object.keys(args).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new CultivarError('bad-input', `ImageDataGenerator has no argument ${unknown}.`, {
    remedy: `Did you mean ${nearestName(unknown, known) ?? ''}?`
  })
}

/** Whether an argument asks for nothing: missing, null, false or 0. */
export const isOff = (value: unknown): boolean =>
  value === undefined || value === null || value === false || value === 0

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** A number from `min` to `max`, or undefined when the argument asks for nothing. */
export function numberOf(args: KerasArguments, name: KerasName, [min, max]: Range): number | undefined {
  const value = args[name]
  if (isOff(value)) return undefined
  if (!isNumber(value) || value < min || value > max)
    throw wrong(name, `a number from ${min} to ${max}`, value)
  return value
}

export function flagOf(args: KerasArguments, name: KerasName): boolean {
  const value = args[name]
  if (isOff(value)) return false
  if (value !== true && value !== 1) throw wrong(name, 'true or false', value)
  return true
}

/** Two numbers from `min` to `max`, the smaller first, or undefined when the argument asks for nothing. */
export function pairOf(args: KerasArguments, name: KerasName, [min, max]: Range): Range | undefined {
  const value = args[name]
  if (isOff(value)) return undefined
  const [a, b] = Array.isArray(value) && value.length === 2 ? (value as unknown[]) : []
  if (!isNumber(a) || !isNumber(b) || Math.min(a, b) < min || Math.max(a, b) > max) {
    throw wrong(name, `two numbers from ${min} to ${max}`, value)
  }
  return [Math.min(a, b), Math.max(a, b)]
}

/** One number or a list of them, or undefined when the argument asks for nothing. */
export function numbersOf(args: KerasArguments, name: KerasName): readonly number[] | undefined {
  const value = args[name]
  if (isOff(value)) return undefined
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (list.length === 0 || !list.every(isNumber)) throw wrong(name, 'a number or a list of numbers', value)
  return list
}

export function oneOf<Value>(
  args: KerasArguments,
  name: KerasName,
  values: readonly (readonly [unknown, Value])[]
): Value | undefined {
  const value = args[name]
  if (value === undefined || value === null) return undefined
  const found = values.find(([key]) => key === value)
  if (found === undefined) throw wrong(name, `one of ${values.map(([key]) => String(key)).join(', ')}`, value)
  return found[1]
}
