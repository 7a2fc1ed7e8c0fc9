import { displacementMap, splineLattice, splineWeights } from '../../../shared/geometry/displacement.ts'
import { isAffine, type Mat3 } from '../../../shared/geometry/matrix.ts'
import type { Displacement, GeometryOp } from '../../../shared/ops.ts'
import type { Size } from '../../../shared/raster.ts'
import type { RowMap } from '../wasm/index.ts'

type Spline = Extract<Displacement, { kind: 'spline' }>

/** Takes a row of points one map further towards the input. */
type RowStage = (xs: Float64Array, ys: Float64Array) => void

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

/**
 * A spline field at points with the same columns in every row: along a row the lattice shrinks to one row of shifts,
 * so that a point takes 4 nodes instead of 16, with weights that are the same in every row.
 */
function splineRows(field: Spline, frame: Size, columns: Float64Array): RowMap {
  const { spacingPx, amplitudePx } = field
  const { cells, columns: pitch, dx, dy } = splineLattice(field, frame)
  const first = new Int32Array(columns.length)
  const weights = new Float64Array(4 * columns.length)
  columns.forEach((x, i) => {
    const place = Math.min(Math.max((x + 0.5) / spacingPx, 0), cells.width)
    const column = Math.min(Math.floor(place), cells.width)
    first[i] = column
    splineWeights(place - column, weights.subarray(4 * i, 4 * i + 4))
  })
  const down = new Float64Array(4)
  const lineX = new Float64Array(pitch)
  const lineY = new Float64Array(pitch)
  return (y, xs, ys) => {
    const place = Math.min(Math.max((y + 0.5) / spacingPx, 0), cells.height)
    const row = Math.floor(place)
    splineWeights(place - row, down)
    sumLattice(dx, row * pitch, down, lineX)
    sumLattice(dy, row * pitch, down, lineY)
    for (let i = 0; i < xs.length; i++) {
      const at = first[i] as number
      const w0 = weights[4 * i] as number
      const w1 = weights[4 * i + 1] as number
      const w2 = weights[4 * i + 2] as number
      const w3 = weights[4 * i + 3] as number
      const shiftX = w0 * (lineX[at] as number) + w1 * (lineX[at + 1] as number)
      const shiftY = w0 * (lineY[at] as number) + w1 * (lineY[at + 1] as number)
      const restX = w2 * (lineX[at + 2] as number) + w3 * (lineX[at + 3] as number)
      const restY = w2 * (lineY[at + 2] as number) + w3 * (lineY[at + 3] as number)
      xs[i] = (columns[i] as number) + amplitudePx * (shiftX + restX)
      ys[i] = y + amplitudePx * (shiftY + restY)
    }
  }
}

/** Four rows of nodes from `start` on, summed by weight. */
function sumLattice(nodes: Float64Array, start: number, weight: Float64Array, line: Float64Array): void {
  const pitch = line.length
  for (let i = 0; i < pitch; i++) {
    let sum = 0
    for (let j = 0; j < 4; j++) sum += (weight[j] as number) * (nodes[start + j * pitch + i] ?? 0)
    line[i] = sum
  }
}
