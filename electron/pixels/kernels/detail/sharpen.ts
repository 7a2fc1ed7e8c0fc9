import type { Raster } from '../../../../shared/raster.ts'
import { convolve } from '../blur/convolve.ts'
import { blendedWithPicture, stencilOf } from '../blur/stencil.ts'

/**
 * The picture blended with 8 + lightness times itself minus its eight neighbours (imgaug's and Albumentations'
 * sharpening kernel).
 *
 * Convention: `share` 0..1 of the blend; a `lightness` of 1 keeps the mean. 3 x 3 pixels of this raster, mirrored
 * about the border pixels; alpha is kept and hidden colours take no part.
 */
export function sharpen(source: Raster, share: number, lightness: number): Raster {
  if (share === 0) return source
  const full = stencilOf(1, 1, (dx, dy) => (dx === 0 && dy === 0 ? 8 + lightness : -1))
  return convolve(source, blendedWithPicture(full, share), 'kept')
}

/**
 * The picture blended with its relief, lit from the lower right (imgaug's and Albumentations' emboss kernel).
 * Conventions as `sharpen`; the kernel sums to 1 whatever its `strength`.
 */
export function emboss(source: Raster, share: number, strength: number): Raster {
  if (share === 0) return source
  const full = stencilOf(1, 1, (dx, dy) => {
    const side = Math.sign(dx + dy)
    const isCorner = Math.abs(dx + dy) === 2
    if (side === 0) return dx === 0 ? 1 : 0
    return side * (strength + (isCorner ? 1 : 0))
  })
  return convolve(source, blendedWithPicture(full, share), 'kept')
}
