import type { Point } from './matrix.ts'

/**
 * The two frames of a picture, and the only place that converts between them.
 *
 * Convention: *centre* coordinates count pixel centres (matrices, keypoints; the picture reaches from -0.5 to
 * width - 0.5), *edge* coordinates count pixel edges (boxes, polygons; 0 to width). edge = centre + 0.5.
 */
export function toCentre({ x, y }: Point): Point {
  return { x: x - 0.5, y: y - 0.5 }
}

export function toEdge({ x, y }: Point): Point {
  return { x: x + 0.5, y: y + 0.5 }
}
