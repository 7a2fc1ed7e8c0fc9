import type { Raster } from '../../../../shared/raster.ts'

/** How often each level of a channel occurs in a window that slides over the picture. */
export interface Tally {
  /** Adds (or takes away, with -1) the samples of the row that begins at `base`, at the given offsets from it. */
  readonly add: (base: number, offsets: Int32Array, sign: 1 | -1) => void
  /** The level that half of the window does not exceed; `otherwise` for a window without weight. */
  readonly median: (otherwise: number) => number
}

/**
 * A histogram of two levels, so that the median is found in a few dozen steps: its upper half of the bits first,
 * where the search starts from the last answer, then the lower half.
 *
 * `isWeighted`: each pixel counts by its alpha, in steps of 8 bits.
 */
export function createTally({ data }: Raster, channel: number, isWeighted: boolean): Tally {
  const is16 = data instanceof Uint16Array
  const bits = is16 ? 8 : 4
  const alphaBits = is16 ? 8 : 0
  const side = 1 << bits
  const fine = new Int32Array(side * side)
  const coarse = new Int32Array(side)
  let total = 0
  let bin = 0
  /** Weight of all bins before `bin`. */
  let below = 0

  const add = (base: number, offsets: Int32Array, sign: 1 | -1): void => {
    for (let k = 0; k < offsets.length; k++) {
      const at = base + (offsets[k] as number)
      const level = data[at + channel] as number
      const weight = isWeighted ? sign * ((data[at + 3] as number) >> alphaBits) : sign
      const upper = level >> bits
      fine[level] = (fine[level] as number) + weight
      coarse[upper] = (coarse[upper] as number) + weight
      if (upper < bin) below += weight
      total += weight
    }
  }

  const median = (otherwise: number): number => {
    if (total === 0) return otherwise
    const half = total / 2
    while (below >= half) below -= coarse[--bin] as number
    while (below + (coarse[bin] as number) < half) below += coarse[bin++] as number
    let count = below
    for (let level = bin << bits; ; level++) {
      count += fine[level] as number
      if (count >= half) return level
    }
  }
  return { add, median }
}
