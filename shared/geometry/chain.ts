import type { GeometryOp } from '../ops.ts'
import { displacementMap, type PointMap } from './displacement.ts'
import { isAffine, type Mat3, multiply } from './matrix.ts'

/**
 * A whole warp as one function from output to input pixel centres.
 *
 * `matrix` is there when the chain is a single matrix, for which there are quicker ways than a call a pixel.
 */
export interface Chain {
  readonly matrix: Mat3 | undefined
  readonly map: PointMap
}

/** Points on or behind the horizon of a homography: far away instead of mirrored through it. */
const smallestDepth = 1e-9

function matrixMap(m: Mat3): PointMap {
  if (isAffine(m)) {
    return (x, y, out) => {
      out.x = m[0] * x + m[1] * y + m[2]
      out.y = m[3] * x + m[4] * y + m[5]
    }
  }
  return (x, y, out) => {
    const w = Math.max(m[6] * x + m[7] * y + m[8], smallestDepth)
    out.x = (m[0] * x + m[1] * y + m[2]) / w
    out.y = (m[3] * x + m[4] * y + m[5]) / w
  }
}

/**
 * Compiles geometry, in the order of the steps, to a function of one output point. Pixels and annotations go through
 * this same function.
 *
 * Convention: a homography should be scaled so that its denominator is positive inside the picture, as
 * quadrilateralToRectangle and products of it are.
 */
export function compileChain(maps: readonly GeometryOp[]): Chain {
  const [first] = maps
  if (maps.length === 1 && first?.op === 'matrix') {
    const matrix = first.matrix
    return { matrix, map: matrixMap(matrix) }
  }
  const backwards = maps
    .map((map) => (map.op === 'matrix' ? matrixMap(map.matrix) : displacementMap(map.field, map.frame)))
    .toReversed()
  const map: PointMap = (x, y, out) => {
    out.x = x
    out.y = y
    for (const step of backwards) step(out.x, out.y, out)
  }
  return { matrix: undefined, map }
}

/** Adds a map behind others; two matrices that meet become one. */
export function appendMap(maps: readonly GeometryOp[], map: GeometryOp): readonly GeometryOp[] {
  const last = maps.at(-1)
  if (last?.op !== 'matrix' || map.op !== 'matrix') return [...maps, map]
  return [...maps.slice(0, -1), { op: 'matrix', matrix: multiply(last.matrix, map.matrix) }]
}
