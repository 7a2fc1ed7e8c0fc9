import type { Raster, Size } from '../../../../shared/raster.ts'
import type { KernelContext } from '../kernel.ts'

/**
 * Where the pixels of a raster lie in its frame, in *units*.
 *
 * Unit: the side of a square of the frame's area, so that a picture of 512 x 512 is 1 x 1 and a strip of 1 x 10,000
 * pixels is 0.01 x 100. What is drawn in units looks the same at every size, and takes the same share of the area at
 * every shape.
 */
export interface View extends Size {
  /** Pixel centres in units, from the left and from the top. */
  readonly xs: Float32Array
  readonly ys: Float32Array
  /** The frame in units. */
  readonly extentX: number
  readonly extentY: number
  /** Pixels of the raster a unit, along each axis and in the mean. */
  readonly perUnitX: number
  readonly perUnitY: number
  readonly perUnit: number
}

export function viewOf({ width, height }: Raster, { frame }: Pick<KernelContext, 'frame'>): View {
  const unit = Math.sqrt(frame.width * frame.height)
  const [extentX, extentY] = [frame.width / unit, frame.height / unit]
  const [perUnitX, perUnitY] = [width / extentX, height / extentY]
  return {
    width,
    height,
    xs: Float32Array.from({ length: width }, (_, x) => (x + 0.5) / perUnitX),
    ys: Float32Array.from({ length: height }, (_, y) => (y + 0.5) / perUnitY),
    extentX,
    extentY,
    perUnitX,
    perUnitY,
    perUnit: Math.sqrt(perUnitX * perUnitY)
  }
}
