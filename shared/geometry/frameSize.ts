import { CultivarError } from '../errors.ts'
import type { Size } from '../raster.ts'

/** Unit: pixels of one side. */
export const largestSide = 32768

/** Unit: pixels of the whole frame; more than this is 1 GB as RGBA. */
export const largestArea = 2 ** 28

/**
 * The frame of about `width` x `height` pixels: whole numbers, at least 1. Throws a CultivarError `image-too-large`
 * above 32768 pixels a side or 268 megapixels.
 */
export function frameOf(width: number, height: number): Size {
  const frame = { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) }
  if (!(Math.max(frame.width, frame.height) <= largestSide && frame.width * frame.height <= largestArea)) {
    throw new CultivarError(
      'image-too-large',
      `A picture of ${frame.width} x ${frame.height} pixels would come out, and ${largestSide} a side and 268 megapixels are the limit.`,
      { remedy: 'Pad less, or import a smaller picture.' }
    )
  }
  return frame
}
