import { assertNever } from '../../../shared/errors.ts'
import type { FillMode } from '../../../shared/ops.ts'
import { maxSample, type Raster } from '../../../shared/raster.ts'
import { luma } from '../../../shared/colourMatrices.ts'

/** What foldCoordinate answers for a point that shows the fill colour. */
export const outside = -1e9

/**
 * Why not 0: sines and cosines leave dust in the last digits, and a border pixel that is met to within it must not
 * become the fill colour.
 */
const slack = 1e-6

/**
 * Brings a coordinate into the picture, -0.5 .. length - 0.5, as the fill mode says.
 *
 * Convention: pixel centres at 0 .. length - 1. The modes are those of scipy.ndimage 1.10: `constant` does not
 * interpolate beyond the outermost centres; `reflect` repeats the border pixel (dcba|abcd|dcba) and `reflect101`
 * does not (dcb|abcd|cba); `wrap` has a period of length - 1, first and last centre being the same place.
 */
export function foldCoordinate(mode: FillMode, at: number, length: number): number {
  const last = length - 1
  if (at >= 0 && at <= last) return at
  switch (mode) {
    case 'constant':
      return at < -slack || at > last + slack ? outside : Math.min(Math.max(at, 0), last)
    case 'nearest':
    case 'inside':
      return at > last ? last : 0
    case 'reflect': {
      const period = 2 * length
      const shifted = at + 0.5 - period * Math.floor((at + 0.5) / period)
      return (shifted < length ? shifted : period - shifted) - 0.5
    }
    case 'reflect101': {
      if (length === 1) return 0
      const period = 2 * last
      const shifted = at - period * Math.floor(at / period)
      return shifted <= last ? shifted : period - shifted
    }
    case 'wrap':
      return length === 1 ? 0 : at - last * Math.floor(at / last)
    default:
      return assertNever(mode)
  }
}

/** The pixel that stands at index `at` beside a folded coordinate; never outside, the border repeats for `constant`. */
export function foldIndex(mode: FillMode, at: number, length: number): number {
  if (at >= 0 && at < length) return at
  const folded = foldCoordinate(mode === 'constant' ? 'nearest' : mode, at, length)
  return Math.min(Math.max(Math.round(folded), 0), length - 1)
}

/**
 * The fill colour as samples of a raster: levels 0..255 scaled to its depth, one value repeated for colour, three
 * turned to Rec. 601 luma for grey. Pictures with alpha show nothing outside: all four samples are 0.
 */
export function fillSamples(raster: Raster, fillValue: readonly number[]): readonly number[] {
  const first = fillValue[0] ?? 0
  const [r, g, b] = [first, fillValue[1] ?? first, fillValue[2] ?? first]
  const scale = maxSample(raster) / 255
  const sample = (level: number): number => Math.round(Math.min(Math.max(level, 0), 255) * scale)
  if (raster.channels === 4) return [0, 0, 0, 0]
  if (raster.channels === 3) return [sample(r), sample(g), sample(b)]
  return [r === g && g === b ? sample(r) : sample(luma[0] * r + luma[1] * g + luma[2] * b)]
}
