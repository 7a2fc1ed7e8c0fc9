import type { Displacement } from '../ops.ts'
import type { Size } from '../raster.ts'
import type { PointMap } from './displacement.ts'

/**
 * The largest shift of a control point, as a share of the distance between neighbours of an even grid over the
 * picture, with which a thin-plate spline cannot fold. The steepest slope that any shifts of 1 can make together is
 * 1 / 0.187 per distance for grids of 3 x 3 to 7 x 7 (the sum over all points of the slopes of their own splines,
 * largest over the picture); below a slope of 1 the map is one to one.
 */
export const largestControlShift = 0.18

type ThinPlate = Extract<Displacement, { kind: 'thinPlate' }>

/** Cells of the table along each side. */
const cells = 48

/** Nodes -1 .. cells + 1. */
const nodes = cells + 3

/** r^2 log r^2, the bending of a plate. */
const kernel = (squared: number): number => (squared > 0 ? squared * Math.log(squared) : 0)

/**
 * A thin-plate spline (Bookstein 1989), measured in shares of width and height, so that it has the same shape at every
 * size of the picture and bears pictures of one pixel. It is tabulated once on 48 x 48 cells and read with a
 * Catmull-Rom spline: some 40 times quicker than a logarithm a control point and pixel, and within 1 % of the largest
 * shift. Beyond the frame the shift of its border holds.
 */
export function thinPlateMap({ from, to }: ThinPlate, { width, height }: Size): PointMap {
  const count = from.length / 2
  const x = Float64Array.from({ length: count }, (_, index) => (from[2 * index] ?? 0) / width)
  const y = Float64Array.from({ length: count }, (_, index) => (from[2 * index + 1] ?? 0) / height)
  const shifts = [0, 1].map((axis) =>
    Float64Array.from(
      { length: count },
      (_, index) => (to[2 * index + axis] ?? 0) - (from[2 * index + axis] ?? 0)
    )
  )
  const [ofX, ofY] = solve(system(x, y), shifts)
  const tables = [ofX, ofY].map((weights) => tabulate(x, y, weights ?? new Float64Array(count + 3)))
  return tableMap(tables[0] ?? new Float64Array(0), tables[1] ?? new Float64Array(0), { width, height })
}

/** The matrix of Bookstein's equations, row by row: kernels between points, then 1, x and y. */
function system(x: Float64Array, y: Float64Array): Float64Array[] {
  const count = x.length
  const affine = (row: number): readonly number[] => [1, x[row] ?? 0, y[row] ?? 0]
  return Array.from({ length: count + 3 }, (_, row) => {
    const line = new Float64Array(count + 3)
    for (let column = 0; column < count; column++) {
      if (row >= count) line[column] = affine(column)[row - count] ?? 0
      else {
        const [dx, dy] = [(x[row] ?? 0) - (x[column] ?? 0), (y[row] ?? 0) - (y[column] ?? 0)]
        line[column] = kernel(dx * dx + dy * dy)
      }
    }
    if (row < count) line.set(affine(row), count)
    return line
  })
}

/** Gaussian elimination with row exchange, for several right-hand sides. Throws a RangeError where there is none. */
function solve(matrix: Float64Array[], sides: readonly Float64Array[]): readonly Float64Array[] {
  const order = matrix.length
  const rows: Float64Array[] = matrix.map((line, row) =>
    Float64Array.from([...line, ...sides.map((side) => side[row] ?? 0)])
  )
  for (let pivot = 0; pivot < order; pivot++) {
    const best = rows
      .slice(pivot)
      .reduce((most, row, index, all) => (size(row, pivot) > size(all[most], pivot) ? index : most), 0)
    ;[rows[pivot], rows[pivot + best]] = [rows[pivot + best] as Float64Array, rows[pivot] as Float64Array]
    if (size(rows[pivot], pivot) < 1e-12) {
      throw new RangeError('Expected control points at different places that are not all on one line')
    }
    for (let row = 0; row < order; row++) if (row !== pivot) eliminate(rows[row], rows[pivot], pivot)
  }
  return sides.map((_, side) =>
    Float64Array.from(rows, (row, index) => (row[order + side] ?? 0) / (row[index] ?? 1))
  )
}

const size = (row: Float64Array | undefined, at: number): number => Math.abs(row?.[at] ?? 0)

function eliminate(row: Float64Array | undefined, by: Float64Array | undefined, at: number): void {
  if (row === undefined || by === undefined) return
  const factor = (row[at] ?? 0) / (by[at] ?? 1)
  for (let column = at; column < row.length; column++) {
    row[column] = (row[column] ?? 0) - factor * (by[column] ?? 0)
  }
}

/** The spline's value at the nodes, row by row. */
function tabulate(x: Float64Array, y: Float64Array, weights: Float64Array): Float64Array {
  const count = x.length
  const [constant = 0, perX = 0, perY = 0] = weights.subarray(count)
  const table = new Float64Array(nodes * nodes)
  for (let index = 0; index < table.length; index++) {
    const u = ((index % nodes) - 1) / cells
    const v = (Math.floor(index / nodes) - 1) / cells
    let sum = constant + perX * u + perY * v
    for (let point = 0; point < count; point++) {
      const [dx, dy] = [u - (x[point] ?? 0), v - (y[point] ?? 0)]
      sum += (weights[point] ?? 0) * kernel(dx * dx + dy * dy)
    }
    table[index] = sum
  }
  return table
}

/** Catmull-Rom weights of four nodes at `t` between the second and the third. */
function cubicWeights(t: number, out: Float64Array): void {
  const [t2, t3] = [t * t, t * t * t]
  out[0] = 0.5 * (-t + 2 * t2 - t3)
  out[1] = 0.5 * (2 - 5 * t2 + 3 * t3)
  out[2] = 0.5 * (t + 4 * t2 - 3 * t3)
  out[3] = 0.5 * (t3 - t2)
}

function tableMap(shiftX: Float64Array, shiftY: Float64Array, { width, height }: Size): PointMap {
  const [wx, wy] = [new Float64Array(4), new Float64Array(4)]
  return (x, y, out) => {
    const gx = Math.min(Math.max(((x + 0.5) * cells) / width, 0), cells)
    const gy = Math.min(Math.max(((y + 0.5) * cells) / height, 0), cells)
    const column = Math.min(Math.floor(gx), cells - 1)
    const row = Math.min(Math.floor(gy), cells - 1)
    cubicWeights(gx - column, wx)
    cubicWeights(gy - row, wy)
    let sumX = 0
    let sumY = 0
    for (let j = 0; j < 4; j++) {
      const base = (row + j) * nodes + column
      const weightY = wy[j] ?? 0
      for (let i = 0; i < 4; i++) {
        const weight = weightY * (wx[i] ?? 0)
        sumX += weight * (shiftX[base + i] ?? 0)
        sumY += weight * (shiftY[base + i] ?? 0)
      }
    }
    out.x = x + sumX
    out.y = y + sumY
  }
}
