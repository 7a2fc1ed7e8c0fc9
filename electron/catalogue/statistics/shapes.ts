import type { Statistics } from '../../../shared/api/statistics.ts'
import { Histogram, ranges, Tally } from './tally.ts'

/** Widths by heights; 1 lies in the middle of a bin of its own. */
const aspectLimits = [0.5, 0.7, 0.9, 1.1, 1.4, 2] as const
const aspectNames = [
  'narrower than 1:2',
  '1:2 to 1:1.4',
  '1:1.4 to 1:1.1',
  'about square',
  '1.1:1 to 1.4:1',
  '1.4:1 to 2:1',
  'wider than 2:1'
] as const

export const aspectHistogram = (): Histogram => new Histogram(aspectLimits, aspectNames)

const sideLimits = [32, 64, 128, 256, 512, 1024, 2048, 4096] as const
const mostSizes = 12

interface Shape {
  readonly width: number
  readonly height: number
  readonly format: string
}

/** Sizes, proportions and file formats of pictures. */
export class Shapes {
  readonly #sizes = new Tally()
  readonly #formats = new Tally()
  readonly #sides = new Histogram(sideLimits, ranges(sideLimits, ' px'))
  readonly #aspects = aspectHistogram()

  add({ width, height, format }: Shape): void {
    this.#sizes.add(`${width} x ${height}`)
    this.#formats.add(format)
    this.#sides.add(Math.max(width, height))
    this.#aspects.add(width / height)
  }

  get result(): Pick<Statistics, 'sizes' | 'longerSides' | 'aspects' | 'formats'> {
    return {
      sizes: this.#sizes.largest(mostSizes),
      longerSides: this.#sides.bars,
      aspects: this.#aspects.bars,
      formats: this.#formats.largest(mostSizes)
    }
  }
}
