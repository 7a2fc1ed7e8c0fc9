import { invert, type Mat3, multiply, type Point } from './matrix.ts'
import type { Size } from '../raster.ts'

/** Maps the unit square's corners (0,0) (1,0) (1,1) (0,1) to the four points (Heckbert 1989, section 2.2.3). */
function squareTo(points: readonly Point[]): Mat3 {
  const [p0, p1, p2, p3] = points
  if (p0 === undefined || p1 === undefined || p2 === undefined || p3 === undefined) {
    throw new RangeError(`Expected 4 corners but received ${points.length}`)
  }
  const sx = p0.x - p1.x + p2.x - p3.x
  const sy = p0.y - p1.y + p2.y - p3.y
  const dx1 = p1.x - p2.x
  const dx2 = p3.x - p2.x
  const dy1 = p1.y - p2.y
  const dy2 = p3.y - p2.y
  const denominator = dx1 * dy2 - dx2 * dy1
  const g = (sx * dy2 - dx2 * sy) / denominator
  const h = (dx1 * sy - sx * dy1) / denominator
  return [
    p1.x - p0.x + g * p1.x,
    p3.x - p0.x + h * p3.x,
    p0.x,
    p1.y - p0.y + g * p1.y,
    p3.y - p0.y + h * p3.y,
    p0.y,
    g,
    h,
    1
  ]
}

/**
 * The homography from output to input that puts the picture's corners (clockwise from the top left) onto
 * `corners` in the output; pixel-centre coordinates, so the picture's own corner lies at (-0.5, -0.5).
 */
export function quadrilateralToRectangle(corners: readonly Point[], { width, height }: Size): Mat3 {
  const toInput: Mat3 = [width, 0, -0.5, 0, height, -0.5, 0, 0, 1]
  const m = multiply(toInput, invert(squareTo(corners)))
  return m.map((value) => value / m[8]) as unknown as Mat3
}
