import { compileChain } from '../../shared/geometry/chain.ts'
import { rescale } from '../../shared/geometry/matrix.ts'
import type { Sampling } from '../../shared/ops.ts'
import type { Size } from '../../shared/raster.ts'
import { isGeometry, lower } from '../../shared/recipe/lower.ts'
import type { ConcreteStep } from '../../shared/transforms/spec.ts'
import { shrinkOf } from '../pixels/shrink.ts'

/**
 * By how much a source may be decoded smaller. Why these: libjpeg shrinks by 2, 4 or 8 while it decodes, and sharp lets
 * it do half of a power of two and averages areas for the rest. Why few: the variants of a source then mostly share one
 * decoded picture although their zooms differ.
 */
const reductions = [16, 8, 4, 2] as const

/**
 * Decoded pixels that the strongest zoom leaves for every output pixel, at least.
 *
 * Why not more: every decoded pixel is the mean of its area already. Why not 1: a zoom by a fifth, from 4000 x 3000 to
 * 640 x 640, leaves 3.9. What it costs: against a full rendering shrunk by Lanczos, four pictures of 12 megapixels in six
 * poses at 640 x 640 came to 26 to 49 dB, to 27 to 50 dB when the whole picture was decoded (single cases 2 dB worse to
 * 3.5 dB better), and to 25 to 46 dB when it was first brought to 640 x 640, as is usual.
 */
const leastCoverage = 0.95

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
  if (Math.min(source.width / size.width, source.height / size.height) < 2) return Infinity
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
