import type { GeometryOp } from '../ops.ts'
import { displacementMap, invertMap } from './displacement.ts'
import { invert, type Point } from './matrix.ts'

/** Where an input point comes out; undefined behind the horizon of a homography. */
export type Forward = (point: Point) => Point | undefined

/** Points on or behind the horizon are nowhere. */
const smallestDepth = 1e-9

/**
 * The way of a point through one operation, from input to output pixel centres: matrices are inverted exactly,
 * displacements by search, to a millionth of a pixel. Tiles are not continuous; annotations/tiles.ts moves those.
 */
export function forwardOf(op: GeometryOp): Forward {
  if (op.op === 'displace') {
    const map = displacementMap(op.field, op.frame)
    return (point) => invertMap(map, point)
  }
  const m = invert(op.matrix)
  return ({ x, y }) => {
    const w = m[6] * x + m[7] * y + m[8]
    if (w < smallestDepth) return undefined
    return { x: (m[0] * x + m[1] * y + m[2]) / w, y: (m[3] * x + m[4] * y + m[5]) / w }
  }
}

/** The same for a whole chain, in the order of the steps. */
export function forwardChain(maps: readonly GeometryOp[]): Forward {
  const steps = maps.map(forwardOf)
  return (point) => steps.reduce<Point | undefined>((at, step) => (at === undefined ? at : step(at)), point)
}
