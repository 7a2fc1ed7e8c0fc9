import { splineLattice, splineWeights } from '../../../shared/geometry/displacement.ts'
import type { Displacement } from '../../../shared/ops.ts'
import type { Size } from '../../../shared/raster.ts'
import type { RowMap } from '../wasm/index.ts'

export type Spline = Extract<Displacement, { kind: 'spline' }>

/** Takes a row of points one map further towards the input. */
export type RowStage = (xs: Float64Array, ys: Float64Array) => void

/**
 * A spline field at points with the same columns in every row: along a row the lattice shrinks to one row of shifts,
 * so that a point takes 4 nodes instead of 16, with weights that are the same in every row.
 */
export function splineRows(field: Spline, frame: Size, columns: Float64Array): RowMap {
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

/** Numbers of one cell: 4 x 4 coefficients of powers for x, then for y. */
const cellLength = 32

/** The weights of the four nodes as powers of t; 6 times. */
const powers = [
  [1, 4, 1, 0],
  [-3, 0, 3, 0],
  [3, -6, 3, 0],
  [-1, 3, -3, 1]
]

/**
 * A spline field at any points. Why powers: a cell of the lattice is a polynomial of third degree in x and in y, which
 * is half the work of 16 nodes with their weights; cells are turned into powers when a point first meets them.
 */
export function splineStage(field: Spline, frame: Size): RowStage {
  const { cells, columns, dx, dy } = splineLattice(field, frame)
  const made = new Uint8Array((cells.width + 1) * (cells.height + 1))
  const numbers = new Float64Array(made.length * cellLength)
  const { spacingPx, amplitudePx } = field
  const grid = { cells, columns, dx, dy, made, numbers, spacingPx, amplitudePx }
  return (xs, ys) => moveRow(grid, xs, ys)
}

interface Grid {
  readonly cells: Size
  /** Nodes in a row. */
  readonly columns: number
  readonly dx: Float64Array
  readonly dy: Float64Array
  /** Whether a cell has its numbers already. */
  readonly made: Uint8Array
  readonly numbers: Float64Array
  readonly spacingPx: number
  readonly amplitudePx: number
}

/** Why a function of its own: a loop in the closure would be compiled anew for every warp. */
function moveRow(grid: Grid, xs: Float64Array, ys: Float64Array): void {
  const { made, numbers } = grid
  const { width: mostX, height: mostY } = grid.cells
  const across = mostX + 1
  const perPx = 1 / grid.spacingPx
  const count = xs.length
  for (let i = 0; i < count; i++) {
    const x = xs[i] as number
    const y = ys[i] as number
    // Why comparisons: quicker than Math.min and Math.max, which mind the sign of 0.
    let gx = (x + 0.5) * perPx
    let gy = (y + 0.5) * perPx
    gx = gx > 0 ? (gx < mostX ? gx : mostX) : 0
    gy = gy > 0 ? (gy < mostY ? gy : mostY) : 0
    const column = gx | 0
    const row = gy | 0
    const cell = row * across + column
    if (made[cell] === 0) makeCell(grid, column, row)
    const at = cell * cellLength
    xs[i] = x + polynomial(numbers, at, gx - column, gy - row)
    ys[i] = y + polynomial(numbers, at + 16, gx - column, gy - row)
  }
}

function makeCell(grid: Grid, column: number, row: number): void {
  const { columns: pitch, amplitudePx: scale, numbers } = grid
  const cell = row * (grid.cells.width + 1) + column
  const at = cell * cellLength
  const nodes = { start: row * pitch + column, pitch, scale }
  cellPowers(grid.dx, nodes, numbers.subarray(at, at + 16))
  cellPowers(grid.dy, nodes, numbers.subarray(at + 16, at + 32))
  grid.made[cell] = 1
}

interface CellNodes {
  readonly start: number
  readonly pitch: number
  readonly scale: number
}

/** The coefficients of v^j u^i at 4 j + i, from the 4 x 4 nodes of a cell. */
function cellPowers(nodes: Float64Array, { start, pitch, scale }: CellNodes, out: Float64Array): void {
  for (let j = 0; j < 4; j++) {
    for (let i = 0; i < 4; i++) {
      let sum = 0
      for (let row = 0; row < 4; row++) {
        for (let column = 0; column < 4; column++) {
          const weight = (powers[j]?.[row] ?? 0) * (powers[i]?.[column] ?? 0)
          sum += weight * (nodes[start + row * pitch + column] ?? 0)
        }
      }
      out[4 * j + i] = (scale * sum) / 36
    }
  }
}

/** By Horner's rule, with the numbers of `c` from `at` on. */
function polynomial(c: Float64Array, at: number, u: number, v: number): number {
  const p0 = cubic(c, at, u)
  const p1 = cubic(c, at + 4, u)
  const p2 = cubic(c, at + 8, u)
  const p3 = cubic(c, at + 12, u)
  return p0 + v * (p1 + v * (p2 + v * p3))
}

function cubic(c: Float64Array, at: number, u: number): number {
  return (
    (c[at] as number) + u * ((c[at + 1] as number) + u * ((c[at + 2] as number) + u * (c[at + 3] as number)))
  )
}
