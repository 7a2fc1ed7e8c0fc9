import type { ColourStatistics } from '../../../shared/api/statistics.ts'
import { Histogram, ranges } from './tally.ts'

const brightnessLimits = [32, 64, 96, 128, 160, 192, 224] as const

type Triple = [number, number, number]

/** Colours over all pictures, each counting alike whatever its size. */
export class Colours {
  #pictures = 0
  readonly #sums: Triple = [0, 0, 0]
  readonly #squares: Triple = [0, 0, 0]
  readonly #brightness = new Histogram(brightnessLimits, ranges(brightnessLimits))

  /** Takes the JSON list of a source: three means, three deviations. */
  add(json: string): void {
    const [r = 0, g = 0, b = 0, dr = 0, dg = 0, db = 0] = JSON.parse(json) as number[]
    this.#pictures++
    for (const [c, [mean, deviation]] of (
      [
        [r, dr],
        [g, dg],
        [b, db]
      ] as const
    ).entries()) {
      this.#sums[c] = (this.#sums[c] ?? 0) + mean
      this.#squares[c] = (this.#squares[c] ?? 0) + deviation ** 2 + mean ** 2
    }
    this.#brightness.add(0.299 * r + 0.587 * g + 0.114 * b)
  }

  get result(): ColourStatistics | null {
    const n = this.#pictures
    if (n === 0) return null
    const mean = this.#sums.map((sum) => sum / n) as Triple
    // The variance of all pixels is the mean of their squares without the square of their mean.
    const deviation = this.#squares.map((square, c) =>
      Math.sqrt(Math.max(0, square / n - (mean[c] ?? 0) ** 2))
    ) as Triple
    return { pictures: n, mean, deviation, brightness: this.#brightness.bars }
  }
}
