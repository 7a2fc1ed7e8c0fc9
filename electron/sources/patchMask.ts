import { maskArea, maskFromPixels } from '../../shared/annotations/rle.ts'
import type { Size } from '../../shared/raster.ts'
import type { MarkOrReason } from './markShapes.ts'

/** Pixels of a part of a picture, row by row: inside where they are not 0. */
export interface Patch extends Size {
  readonly left: number
  readonly top: number
  readonly pixels: ArrayLike<number>
}

/** Of a picture that is read at all. */
const mostPixels = 2 ** 28

/** Why a picture cannot have a mask; undefined when it can. */
export function maskSizeReason({ width, height }: Size): string | undefined {
  const isSize = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0
  if (isSize && width * height <= mostPixels) return undefined
  return `Its picture has ${width} x ${height} pixels, with which it cannot have a mask. Correct the size.`
}

/** A mask of the picture's size from a part of it; what reaches over the border is cut off. */
export function patchMark(patch: Patch, size: Size | undefined): MarkOrReason {
  if (size === undefined) return 'The size of its picture is not said, which a mask needs. Export it anew.'
  const reason = maskSizeReason(size)
  if (reason !== undefined) return reason
  const pixels = new Uint8Array(size.width * size.height)
  const [left, top] = [Math.round(patch.left), Math.round(patch.top)]
  for (let row = Math.max(0, -top); row < Math.min(patch.height, size.height - top); row++) {
    for (let column = Math.max(0, -left); column < Math.min(patch.width, size.width - left); column++) {
      if (patch.pixels[row * patch.width + column] !== 0) pixels[(top + row) * size.width + left + column] = 1
    }
  }
  const mask = maskFromPixels(pixels, size)
  return maskArea(mask) === 0 ? 'Its mask is empty. Draw it anew or remove it.' : { kind: 'mask', mask }
}
