import { isAffine, rescale } from '../../../shared/geometry/matrix.ts'
import type { GeometryOp, Sampling } from '../../../shared/ops.ts'
import type { Raster, Size } from '../../../shared/raster.ts'
import { type Chain, compileChain } from '../../../shared/geometry/chain.ts'
import { appendMap } from '../plan.ts'
import { unwrittenRaster } from '../release.ts'
import { isOpaque } from '../samples.ts'
import { shrinkOf } from '../shrink.ts'
import { fast, isEightBit, longestStepPx, type Points, type RowMap } from '../wasm/index.ts'
import { nearest } from '../wasm/plain/nearest.ts'
import { areaShrink } from './areaShrink.ts'
import { fillSamples } from './fill.ts'
import { createSampler } from './sampler.ts'
import { warpExact, wholePixelMatrix } from './warpExact.ts'
import { compileRows } from './warpRows.ts'

export interface WarpRequest {
  /** In the order of the steps, output to input; the first one ends in the source's own pixels. */
  readonly maps: readonly GeometryOp[]
  readonly outputSize: Size
  readonly sampling: Sampling
}

/**
 * Samples the source once through a chain of maps.
 *
 * Convention: pixel centres at integers. Whole-pixel maps copy. Where one output pixel covers two input pixels or
 * more, all interpolations but `nearest` would skip some of them; the source is first shrunk by area averaging, by a whole
 * factor along each axis. `nearest` never averages, so that it makes no new levels.
 */
export function warp(source: Raster, request: WarpRequest): Raster {
  const { outputSize, sampling } = request
  const out = unwrittenRaster(outputSize, source.channels, source.data)
  const chain = compileChain(request.maps)
  const whole = chain.matrix === undefined ? undefined : wholePixelMatrix(chain.matrix, outputSize)
  if (whole !== undefined) {
    warpExact(source, out, whole, sampling)
    return out
  }
  const shrunk = sampling.interpolation === 'nearest' ? source : shrinkFor(source, chain, outputSize)
  if (shrunk === source) sampleAll(source, out, request.maps, sampling)
  else {
    const maps = appendMap([{ op: 'matrix', matrix: rescale(shrunk, source) }], request.maps[0] as GeometryOp)
    sampleAll(shrunk, out, [...maps, ...request.maps.slice(1)], sampling)
  }
  return out
}

/** Why not a plain floor: a picture decoded at twice the size of a preview is so only to a rounded pixel. */
const nearlyWhole = 0.05

function shrinkFor(source: Raster, chain: Chain, outputSize: Size): Raster {
  const covered = shrinkOf(chain, outputSize)
  const side = (length: number, pixels: number): number => {
    const factor = Math.min(Math.floor(pixels + nearlyWhole), length)
    return factor >= 2 ? Math.max(1, Math.round(length / factor)) : length
  }
  const size = { width: side(source.width, covered.x), height: side(source.height, covered.y) }
  return size.width === source.width && size.height === source.height ? source : areaShrink(source, size)
}

function sampleAll(source: Raster, out: Raster, maps: readonly GeometryOp[], sampling: Sampling): void {
  const { interpolation, fillMode } = sampling
  const isNarrow = isEightBit(source) && isEightBit(out)
  // Why opaque: with alpha 255 everywhere colours weighted by alpha are plain colours.
  if (interpolation !== 'nearest' && !(isNarrow && isOpaque(source))) {
    sampleRows(source, out, compileRows(maps, out.width), sampling)
    return
  }
  const reading = { fillMode, fill: fillSamples(source, sampling.fillValue), points: pointsOf(maps, out) }
  if (!isNarrow) nearest(source, out, reading)
  else if (interpolation === 'nearest') fast.nearest(source, out, reading)
  else if (interpolation === 'bilinear') fast.bilinear(source, out, reading)
  else fast.taps(source, out, { ...reading, taps: interpolation === 'bicubic' ? 4 : 6 })
}

function pointsOf(maps: readonly GeometryOp[], { width }: Size): Points {
  const [first] = maps
  if (maps.length === 1 && first?.op === 'matrix' && isAffine(first.matrix)) {
    const { matrix } = first
    if (Math.max(Math.abs(matrix[0]), Math.abs(matrix[3])) < longestStepPx) return { matrix }
  }
  return { rows: compileRows(maps, width) }
}

function sampleRows(source: Raster, out: Raster, rows: RowMap, sampling: Sampling): void {
  const sampler = createSampler(source, sampling)
  const xs = new Float64Array(out.width)
  const ys = new Float64Array(out.width)
  let index = 0
  for (let y = 0; y < out.height; y++) {
    rows(y, xs, ys)
    for (let x = 0; x < out.width; x++) {
      sampler(xs[x] as number, ys[x] as number, out.data, index)
      index += out.channels
    }
  }
}
