import type { Raster, Size } from '../../../../shared/raster.ts'
import { rescale } from '../../../../shared/geometry/matrix.ts'
import { areaShrink } from '../areaShrink.ts'
import { warp } from '../warp.ts'

/**
 * Shrunk to `small` (at most the picture's size) by area means and enlarged again: smoothly (bilinear), or so that
 * the pixels can be seen (nearest).
 *
 * Convention: edges on edges; colours are weighted by alpha, which loses detail with them.
 */
export function downscale(source: Raster, small: Size, isSmooth: boolean): Raster {
  if (small.width >= source.width && small.height >= source.height) return source
  const size = {
    width: Math.min(small.width, source.width),
    height: Math.min(small.height, source.height)
  }
  const shrunk = areaShrink(source, size)
  return warp(shrunk, {
    maps: [{ op: 'matrix', matrix: rescale(shrunk, source) }],
    outputSize: { width: source.width, height: source.height },
    sampling: { fillMode: 'nearest', fillValue: [0], interpolation: isSmooth ? 'bilinear' : 'nearest' }
  })
}
