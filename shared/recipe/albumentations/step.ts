import type { Range } from '../schema.ts'
import type { Arguments } from './arguments.ts'

/** A step to be; `probability` multiplies that of the transform it came from. */
export interface Step {
  readonly transform: string
  readonly probability?: number
  readonly [name: string]: string | number | Range | undefined
}

/** Reads the arguments of one transform of Albumentations; `note` says what is different here. */
export type Converter = (args: Arguments, note: (text: string) => void) => readonly Step[]
export type Converters = Readonly<Record<string, Converter>>

/** The interval of `factor` for a relative change of `low`..`high`. */
export const around1 = ([low, high]: Range): Range => [1 + low, 1 + high]

export const times = ([low, high]: Range, factor: number): Range => [low * factor, high * factor]

/** Cuts an interval to what our transform takes at all, and says so. */
export function within(range: Range, [min, max]: Range, note: (text: string) => void): Range {
  const cut: Range = [Math.min(Math.max(range[0], min), max), Math.min(Math.max(range[1], min), max)]
  if (cut[0] !== range[0] || cut[1] !== range[1]) {
    note(`${range.join(' .. ')} was cut to ${cut.join(' .. ')}, the most that is possible here.`)
  }
  return cut
}

/** Where a number alone means "from nothing up to it". */
export const upTo = (value: number): Range => [0, value]
export const exactly = (value: number): Range => [value, value]
