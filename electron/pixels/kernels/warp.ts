import { isAffine, rescale } from '../../../shared/geometry/matrix.ts'
import type { GeometryOp, Sampling } from '../../../shared/ops.ts'
import { blankRaster, type Raster, type Size } from '../../../shared/raster.ts'
import { type Chain, compileChain } from '../../../shared/geometry/chain.ts'
import { shrinkOf } from '../shrink.ts'
import { appendMap } from '../plan.ts'
import { areaShrink } from './areaShrink.ts'
import { createSampler } from './sampler.ts'
import { warpBilinear8 } from './warpBilinear.ts'
import { warpExact, wholePixelMatrix } from './warpExact.ts'

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
 * more, bilinear and bicubic would skip some of them; the source is first shrunk by area averaging, by a whole
 * factor along each axis. `nearest` never averages, so that it makes no new levels.
 */
export function warp(source: Raster, request: WarpRequest): Raster {
  const { outputSize, sampling } = request
  const out = blankRaster(outputSize, source.channels, source.data)
  const chain = compileChain(request.maps)
  const whole = chain.matrix === undefined ? undefined : wholePixelMatrix(chain.matrix, outputSize)
  if (whole !== undefined) {
    warpExact(source, out, whole, sampling)
    return out
  }
  const shrunk = sampling.interpolation === 'nearest' ? source : shrinkFor(source, chain, outputSize)
  if (shrunk === source) sampleAll(source, out, chain, sampling)
  else {
    const maps = appendMap([{ op: 'matrix', matrix: rescale(shrunk, source) }], request.maps[0] as GeometryOp)
    sampleAll(shrunk, out, compileChain([...maps, ...request.maps.slice(1)]), sampling)
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

function sampleAll(source: Raster, out: Raster, chain: Chain, sampling: Sampling): void {
  const sampler = createSampler(source, sampling)
  const { matrix } = chain
  const isEightBit = source.data instanceof Uint8Array
  if (matrix !== undefined && isAffine(matrix) && sampling.interpolation === 'bilinear' && isEightBit) {
    if (source.channels !== 4) return warpBilinear8(source, out, matrix, sampler)
  }
  const at = { x: 0, y: 0 }
  let index = 0
  for (let y = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++) {
      chain.map(x, y, at)
      sampler(at.x, at.y, out.data, index)
      index += out.channels
    }
  }
}
