import type { Raster } from '../../../../shared/raster.ts'
import { convolve } from './convolve.ts'
import { normalised, type Stencil, stencilOf } from './stencil.ts'

export interface Line {
  /** From end to end, in pixels of this raster: an even line of n pixels is n long. */
  readonly lengthPx: number
  /** Direction along x and y, y down. */
  readonly direction: { readonly x: number; readonly y: number }
  /** -1 .. 1: 0 puts the pixel in the middle, 1 at the beginning and -1 at the end of the line. */
  readonly bias: number
}

/**
 * Mean along a line through each pixel.
 *
 * Convention: mirrored about the border pixels; colours are weighted by alpha. Lines of one pixel or less change
 * nothing: the source is returned.
 */
export function motionBlur(source: Raster, line: Line): Raster {
  return line.lengthPx <= 1 ? source : convolve(source, lineStencil(line), 'blurred')
}

/**
 * The weights of a line: one step for each pixel of its longer axis, by how much of that pixel it covers, shared
 * between the two nearest pixels across. Exact (equal weights) for lines along an axis.
 */
export function lineStencil({ lengthPx, direction, bias }: Line): Stencil {
  const isFlat = Math.abs(direction.x) >= Math.abs(direction.y)
  const along = isFlat ? direction.x : direction.y
  const slope = (isFlat ? direction.y : direction.x) / along
  const extent = 1 + (lengthPx - 1) * Math.abs(along)
  const centre = (bias * Math.sign(along) * (extent - 1)) / 2
  const radius = Math.ceil(Math.abs(centre) + extent / 2 - 0.5 - 1e-9)
  const covered = (step: number): number =>
    Math.max(0, Math.min(step + 0.5, centre + extent / 2) - Math.max(step - 0.5, centre - extent / 2))
  const weight = (step: number, across: number): number =>
    covered(step) * Math.max(0, 1 - Math.abs(across - step * slope))
  const side = Math.ceil(radius * Math.abs(slope) - 1e-9)
  return normalised(
    isFlat
      ? stencilOf(radius, side, (dx, dy) => weight(dx, dy))
      : stencilOf(side, radius, (dx, dy) => weight(dy, dx))
  )
}
