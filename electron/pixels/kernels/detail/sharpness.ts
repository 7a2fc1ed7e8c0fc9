import type { Raster } from '../../../../shared/raster.ts'
import { convolve } from '../blur/convolve.ts'
import { blendedWithPicture, normalised, stencilOf } from '../blur/stencil.ts'

/**
 * PIL's ImageEnhance.Sharpness: 0 is the picture smoothed by (1 1 1; 1 5 1; 1 1 1) / 13, 1 the picture itself, more
 * sharpens by as much.
 *
 * Convention: 3 x 3 pixels of this raster; the outermost pixels keep their values, as in PIL; alpha is kept and hidden
 * colours take no part.
 */
export function sharpness(source: Raster, factor: number): Raster {
  if (factor === 1) return source
  const smooth = normalised(stencilOf(1, 1, (dx, dy) => (dx === 0 && dy === 0 ? 5 : 1)))
  const out = convolve(source, blendedWithPicture(smooth, 1 - factor), 'kept')
  const { width, height, channels, data } = source
  const length = width * channels
  for (let y = 0; y < height; y++) {
    const isBorder = y === 0 || y === height - 1
    const from = y * length
    const spans = isBorder
      ? [[from, from + length] as const]
      : [[from, from + channels] as const, [from + length - channels, from + length] as const]
    for (const [start, end] of spans) out.data.set(data.subarray(start, end), start)
  }
  return out
}
