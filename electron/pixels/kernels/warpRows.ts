import { displacementMap } from '../../../shared/geometry/displacement.ts'
import { isAffine, type Mat3 } from '../../../shared/geometry/matrix.ts'
import type { GeometryOp } from '../../../shared/ops.ts'
import type { RowMap } from '../wasm/index.ts'
import { type RowStage, splineRows, splineStage } from './splineRows.ts'

/**
 * A chain of maps as a function of a whole output row of `width` pixels: the same points as `compileChain`, to the
 * rounding of a double, without a call a pixel for matrices and splines.
 */
export function compileRows(maps: readonly GeometryOp[], width: number): RowMap {
  const backwards = maps.toReversed()
  const bent = backwards.findIndex((map) => !isSeparable(map))
  const count = bent === -1 ? backwards.length : bent
  const { columns, line } = separable(backwards.slice(0, count), width)
  const first = backwards[count]
  const isSpline = first?.op === 'displace' && first.field.kind === 'spline'
  const start = isSpline ? splineRows(first.field, first.frame, columns) : straightRows(columns)
  const stages = backwards.slice(isSpline ? count + 1 : count).map(rowStage)
  return (y, xs, ys) => {
    start(line(y), xs, ys)
    for (const stage of stages) stage(xs, ys)
  }
}

/** Whether rows stay rows and columns stay columns. */
function isSeparable(map: GeometryOp): boolean {
  return map.op === 'matrix' && isAffine(map.matrix) && map.matrix[1] === 0 && map.matrix[3] === 0
}

interface Separable {
  /** Input x of every column. */
  readonly columns: Float64Array
  /** Input y of a row. */
  readonly line: (y: number) => number
}

function separable(maps: readonly GeometryOp[], width: number): Separable {
  const matrices = maps.flatMap((map) => (map.op === 'matrix' ? [map.matrix] : []))
  const along = (scale: number, shift: number, start: number): number =>
    matrices.reduce((at, m) => (m[scale] as number) * at + (m[shift] as number), start)
  return {
    columns: Float64Array.from({ length: width }, (_, x) => along(0, 2, x)),
    line: (y) => along(4, 5, y)
  }
}

function straightRows(columns: Float64Array): RowMap {
  return (y, xs, ys) => {
    xs.set(columns)
    ys.fill(y)
  }
}

function rowStage(map: GeometryOp): RowStage {
  if (map.op === 'matrix') return isAffine(map.matrix) ? affineStage(map.matrix) : homographyStage(map.matrix)
  if (map.field.kind === 'spline') return splineStage(map.field, map.frame)
  const at = { x: 0, y: 0 }
  const point = displacementMap(map.field, map.frame)
  return (xs, ys) => {
    for (let i = 0; i < xs.length; i++) {
      point(xs[i] as number, ys[i] as number, at)
      xs[i] = at.x
      ys[i] = at.y
    }
  }
}

function affineStage([a, b, c, d, e, f]: Mat3): RowStage {
  return (xs, ys) => {
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i] as number
      const y = ys[i] as number
      xs[i] = a * x + b * y + c
      ys[i] = d * x + e * y + f
    }
  }
}

/** As in geometry/chain: points on or behind the horizon are far away instead of mirrored through it. */
const smallestDepth = 1e-9

function homographyStage([a, b, c, d, e, f, g, h, k]: Mat3): RowStage {
  return (xs, ys) => {
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i] as number
      const y = ys[i] as number
      const w = Math.max(g * x + h * y + k, smallestDepth)
      xs[i] = (a * x + b * y + c) / w
      ys[i] = (d * x + e * y + f) / w
    }
  }
}
