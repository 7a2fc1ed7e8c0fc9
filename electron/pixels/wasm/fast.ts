import type { Mat3 } from '../../../shared/geometry/matrix.ts'
import type { FillMode } from '../../../shared/ops.ts'
import type { Raster } from '../../../shared/raster.ts'

/** A raster of 8 bit. Four channels are four plain channels here: nothing is weighted by alpha. */
export interface EightBit extends Raster {
  readonly data: Uint8Array
}

/** Writes the input points of the output pixels (0, y), (1, y) ... of one row. */
export type RowMap = (y: number, xs: Float64Array, ys: Float64Array) => void

/** Where each output pixel reads: an affine matrix from output to input pixel centres, or any map row by row. */
export type Points = { readonly matrix: Mat3 } | { readonly rows: RowMap }

export interface Reading {
  readonly fillMode: FillMode
  /** One sample for each channel. */
  readonly fill: readonly number[]
  readonly points: Points
}

/** Matrix and curves of one stage of a mix. */
export interface MixStage {
  /** Rows r, g, b of (r, g, b, 1). */
  readonly matrix: Float32Array
  /** One of each channel, of 4096 entries for 8 bit and 65,536 for 16 bit; the values are 0..1. */
  readonly tables: readonly [Float32Array, Float32Array, Float32Array] | undefined
}

export interface MixPlan {
  /** For every level of each channel its value in 0..1; undefined: level / most. */
  readonly first: readonly [Float32Array, Float32Array, Float32Array] | undefined
  readonly stages: readonly MixStage[]
}

/**
 * The kernels that are worth WebAssembly. There are two implementations, `plain` in TypeScript and `native`, which
 * write the same bytes to `out`; both read only `source` and are deterministic.
 */
export interface FastKernels {
  /** The pixel at floor(x + 0.5), floor(y + 0.5). */
  nearest(source: EightBit, out: EightBit, reading: Reading): void
  /**
   * Bilinear, in weights of 14 bits. A matrix may step by at most `longestStepPx` input pixels in x and in y from one
   * output pixel to the next.
   */
  bilinear(source: EightBit, out: EightBit, reading: Reading): void
  /** Bicubic (4 taps) or Lanczos (6 taps) with weights of 14 bits for each 1/512 pixel. */
  taps(source: EightBit, out: EightBit, reading: Reading & { readonly taps: 4 | 6 }): void
  /** One table of 256 levels for all channels, or one for each. */
  lookUp(source: EightBit, out: EightBit, tables: readonly Uint8Array[]): void
  /** Colours through tables and matrices in 32 bit floats; a fourth channel is kept. For 3 or 4 channels. */
  mix(source: EightBit, out: EightBit, plan: MixPlan): void
  /** Symmetrical separable filter by half kernels as `halfKernel` makes them, mirrored about the border pixels. */
  filter(source: EightBit, out: EightBit, kernels: { readonly x: Int16Array; readonly y: Int16Array }): void
  /** Each pixel of `out`, which must not be larger, becomes the mean of the area it covers, edges on edges. */
  shrink(source: EightBit, out: EightBit): void
}

/** Unit: input pixels. Longer steps do not fit the fixed-point numbers of a run. */
export const longestStepPx = 60
