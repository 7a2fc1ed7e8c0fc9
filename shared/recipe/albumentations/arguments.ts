import { CultivarError } from '../../errors.ts'
import type { Range } from '../schema.ts'

/** The constructor arguments of one serialised transform, read with the defaults of Albumentations 2. */
export class Arguments {
  readonly name: string
  readonly #values: Readonly<Record<string, unknown>>
  readonly #read = new Set<string>([
    'p',
    'always_apply',
    '__class_fullname__',
    'mask_interpolation',
    'mask_fill',
    'fill_mask'
  ])

  constructor(name: string, values: Readonly<Record<string, unknown>>) {
    this.name = name
    this.#values = values
  }

  /** The first of the names that is there and not null; older versions call some arguments differently. */
  value(...names: readonly string[]): unknown {
    for (const name of names) this.#read.add(name)
    return names.map((name) => this.#values[name]).find((value) => value !== undefined && value !== null)
  }

  /** A number; a list of two that are equal counts as one. */
  number(names: readonly string[], standard: number): number {
    const value = this.value(...names)
    if (value === undefined) return standard
    const [low, high] = Array.isArray(value) ? (value as readonly unknown[]) : [value, value]
    if (!isNumber(low) || low !== high) throw this.#wrong(names, 'a number', value)
    return low
  }

  /** An interval; a single number x means what `alone` makes of it, by default -x .. x. */
  range(
    names: readonly string[],
    standard: Range,
    alone: (value: number) => Range = (value) => [-Math.abs(value), Math.abs(value)]
  ): Range {
    const value = this.value(...names)
    if (value === undefined) return standard
    if (isNumber(value)) return alone(value)
    const [low, high] = Array.isArray(value) && value.length === 2 ? (value as readonly unknown[]) : []
    if (!isNumber(low) || !isNumber(high)) throw this.#wrong(names, 'a number or two numbers', value)
    return [Math.min(low, high), Math.max(low, high)]
  }

  flag(names: readonly string[], standard: boolean): boolean {
    const value = this.value(...names)
    if (value === undefined) return standard
    if (typeof value !== 'boolean' && value !== 0 && value !== 1)
      throw this.#wrong(names, 'true or false', value)
    return Boolean(value)
  }

  text(names: readonly string[], standard: string): string {
    const value = this.value(...names)
    if (value === undefined) return standard
    if (typeof value !== 'string' && typeof value !== 'number') throw this.#wrong(names, 'a name', value)
    return String(value)
  }

  /** Arguments that are there and that nobody asked for. */
  unread(): readonly string[] {
    return Object.keys(this.#values).filter((name) => !this.#read.has(name) && this.#values[name] !== null)
  }

  #wrong(names: readonly string[], expected: string, value: unknown): CultivarError {
    return new CultivarError(
      'bad-input',
      `Expected ${expected} for ${names[0] ?? ''} of ${this.name} but received ${JSON.stringify(value)}.`
    )
  }
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
