import type { Raster } from '../../../../shared/raster.ts'

/** A rectangle of whole pixels: from its left and top up to, and without, its right and bottom. */
export interface PixelRectangle {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Copies a rectangle of `from`, which starts at `at` there, into `to`. Both have the same channels and depth. */
export function copyInto(
  to: Raster,
  { left, top, right, bottom }: PixelRectangle,
  from: Raster,
  at: { readonly x: number; readonly y: number }
): void {
  const { channels } = to
  const length = (right - left) * channels
  for (let y = top; y < bottom; y++) {
    const start = ((at.y + y - top) * from.width + at.x) * channels
    to.data.set(from.data.subarray(start, start + length), (y * to.width + left) * channels)
  }
}
