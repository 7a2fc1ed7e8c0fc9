import { displacementMap, type PointMap } from '../../shared/geometry/displacement.ts'
import { isAffine, type Mat3 } from '../../shared/geometry/matrix.ts'
import type { GeometryOp } from '../../shared/ops.ts'
import type { Size } from '../../shared/raster.ts'

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
 * Compiles the maps of a warp pass, in the order of the steps, to a function of one output point.
 *
 * Convention: `frame` is the size in which displacement fields were lowered. A homography should be scaled so that
 * its denominator is positive inside the picture, as quadrilateralToRectangle and products of it are.
 */
export function compileChain(maps: readonly GeometryOp[], frame: Size): Chain {
  const [first] = maps
  if (maps.length === 1 && first?.op === 'matrix') {
    const matrix = first.matrix
    return { matrix, map: matrixMap(matrix) }
  }
  const backwards = maps
    .map((map) => (map.op === 'matrix' ? matrixMap(map.matrix) : displacementMap(map.field, frame)))
    .toReversed()
  const map: PointMap = (x, y, out) => {
    out.x = x
    out.y = y
    for (const step of backwards) step(out.x, out.y, out)
  }
  return { matrix: undefined, map }
}

/**
 * How many input pixels, along the input's own x and y, one output pixel covers: the least over a 3 x 3 grid of
 * points, so that no part of the picture is averaged more than it is shrunk.
 */
export function shrinkOf({ map }: Chain, output: Size): { readonly x: number; readonly y: number } {
  const from = { x: 0, y: 0 }
  const to = { x: 0, y: 0 }
  let leastX = Infinity
  let leastY = Infinity
  for (let k = 0; k < 9; k++) {
    const x = (((k % 3) + 0.5) / 3) * output.width - 0.5
    const y = ((Math.floor(k / 3) + 0.5) / 3) * output.height - 0.5
    map(x - 0.5, y, from)
    map(x + 0.5, y, to)
    const [xByX, yByX] = [to.x - from.x, to.y - from.y]
    map(x, y - 0.5, from)
    map(x, y + 0.5, to)
    leastX = Math.min(leastX, Math.hypot(xByX, to.x - from.x))
    leastY = Math.min(leastY, Math.hypot(yByX, to.y - from.y))
  }
  return { x: leastX, y: leastY }
}
