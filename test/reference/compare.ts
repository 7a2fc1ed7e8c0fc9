import type { Raster } from '../../shared/raster.ts'

export interface Comparison {
  readonly mean: number
  readonly most: number
  /** 99th percentile of the differences. */
  readonly p99: number
}

/** Differences of two pictures, sample by sample, in their own levels. Throws when their shapes differ. */
export function compare(a: Raster, b: Raster): Comparison {
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels) {
    throw new RangeError(
      `Expected ${a.width} x ${a.height} x ${a.channels} but received ${b.width} x ${b.height} x ${b.channels}`
    )
  }
  const differences = Float64Array.from(a.data, (value, i) =>
    Math.abs(value - (b.data[i] ?? Number.NaN))
  ).sort()
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length
  return {
    mean,
    most: differences.at(-1) ?? 0,
    p99: differences[Math.floor(0.99 * (differences.length - 1))] ?? 0
  }
}
