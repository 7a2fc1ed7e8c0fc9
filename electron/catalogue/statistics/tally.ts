import type { Bar } from '../../../shared/api/statistics.ts'

/** Counts by name. */
export class Tally {
  readonly #counts = new Map<string, number>()

  add(name: string, count = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count)
  }

  /** The largest first, of equal ones by name; what is beyond `most` together as the last one. */
  largest(most: number): readonly Bar[] {
    const bars = [...this.#counts]
      .map(([name, count]) => ({ name, count }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    if (bars.length <= most) return bars
    const others = bars.slice(most - 1)
    return [
      ...bars.slice(0, most - 1),
      { name: `${others.length} others`, count: others.reduce((sum, { count }) => sum + count, 0) }
    ]
  }
}

/** Counts of numbers between given limits. */
export class Histogram {
  readonly #limits: readonly number[]
  readonly #names: readonly string[]
  readonly #counts: number[]

  /** Ascending limits between the bins, of which there is one more; each bin has a name and begins with its lower limit. */
  constructor(limits: readonly number[], names: readonly string[]) {
    if (names.length !== limits.length + 1)
      throw new RangeError(`Expected ${limits.length + 1} names but received ${names.length}`)
    this.#limits = limits
    this.#names = names
    this.#counts = names.map(() => 0)
  }

  add(value: number): void {
    let bin = 0
    while (bin < this.#limits.length && value >= (this.#limits[bin] ?? Infinity)) bin++
    this.#counts[bin] = (this.#counts[bin] ?? 0) + 1
  }

  get bars(): readonly Bar[] {
    return this.#names.map((name, bin) => ({ name, count: this.#counts[bin] ?? 0 }))
  }
}

/** Names for bins between whole numbers: below the first, from one to the next, the last and above. */
export function ranges(limits: readonly number[], unit = ''): readonly string[] {
  const first = limits[0] ?? 0
  const last = limits.at(-1) ?? 0
  return [
    `below ${first}${unit}`,
    ...limits.slice(1).map((limit, index) => `${limits[index] ?? 0} to ${limit}${unit}`),
    `${last}${unit} and more`
  ]
}
