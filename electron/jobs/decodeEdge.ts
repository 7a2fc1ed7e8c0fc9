import { compileChain } from '../../shared/geometry/chain.ts'
import { rescale } from '../../shared/geometry/matrix.ts'
import type { Sampling } from '../../shared/ops.ts'
import type { Size } from '../../shared/raster.ts'
import { isGeometry, lower } from '../../shared/recipe/lower.ts'
import type { ConcreteStep } from '../../shared/transforms/spec.ts'
import { shrinkOf } from '../pixels/shrink.ts'

/**
 * By how much a source may be decoded smaller. Why these: libjpeg shrinks by 2, 4 or 8 while it decodes, and sharp lets
 * it do so from 1.5 times that on, averaging areas for the rest. Why few: the variants of a source then mostly share
 * one decoded picture although their zooms differ.
 */
const reductions = [12, 6, 3] as const

/**
 * Decoded pixels that the strongest zoom leaves for every output pixel, at least.
 *
 * Why not more: every decoded pixel is the mean of its area already. What it costs: against a full rendering shrunk by
 * Lanczos, four photos of 12 megapixels in three poses at 640 x 640 came to 38 to 51 dB, and to 38 to 52 dB when the
 * whole picture was decoded; single cases are 2.7 dB worse to 1.8 dB better, worst where the zoom is strong and both are
 * above 43 dB. Rendering takes about half the time.
 */
const leastCoverage = 1

/**
 * The edge to which a source is decoded for an output of exactly `size`; Infinity for the whole. Depends on nothing
 * but the variant, so that its pixels are the same whatever is rendered beside it.
 */
export function decodeEdge(
  source: Size,
  size: Size,
  { steps, sampling }: { readonly steps: readonly ConcreteStep[]; readonly sampling: Sampling }
): number {
  // Why never for nearest: averaging makes new levels.
  if (sampling.interpolation === 'nearest') return Infinity
  // Why a quick way out: only strong shrinking is worth looking at the geometry.
  if (Math.min(source.width / size.width, source.height / size.height) < 3) return Infinity
  const { ops, frame } = lower(steps, source, sampling.fillMode)
  const maps = [...ops.filter(isGeometry), { op: 'matrix', matrix: rescale(frame, size) } as const]
  const covered = shrinkOf(compileChain(maps), size)
  const least = Math.min(covered.x, covered.y)
  const reduction = reductions.find((factor) => least >= factor * leastCoverage)
  return reduction === undefined ? Infinity : Math.ceil(Math.max(source.width, source.height) / reduction)
}

/**
 * The edge for a picture of which the whole frame is shown inside `edge` pixels. Twice the size that is shown, as the
 * warp may enlarge a part; crops need more, in powers of two, so that the tiles of a preview share a picture.
 */
export function previewEdge(source: Size, frame: Size, edge: number): number {
  const scale = Math.min(1, edge / Math.max(frame.width, frame.height))
  const wanted = (scale * Math.max(source.width, source.height)) / edge
  return 2 * edge * 2 ** Math.max(0, Math.ceil(Math.log2(wanted) - 1e-9))
}
