import { philox } from '../draw/philox.ts'
import { assertNever } from '../errors.ts'
import type { Displacement } from '../ops.ts'
import type { Size } from '../raster.ts'
import type { Point } from './matrix.ts'

/**
 * Writes the input point of output point (x, y) into `out`.
 *
 * Convention: both in pixel-centre coordinates of the picture's full size.
 */
export type PointMap = (x: number, y: number, out: { x: number; y: number }) => void

/** The evaluator of a displacement field over a picture of `size`. Pixels and points use this same function. */
export function displacementMap(field: Displacement, size: Size): PointMap {
  switch (field.kind) {
    case 'spline':
      return splineMap(field, size)
    case 'grid':
      return gridMap(field)
    case 'radial':
      return radialMap(field)
    case 'mesh':
    case 'thinPlate':
    case 'tiles':
      throw new RangeError(`Expected a field that is drawn but received ${field.kind}`)
    default:
      return assertNever(field)
  }
}

/** Distance in pixels over which slopes are measured. */
const slopePx = 1e-3

/**
 * The output point that lands on input point `target`, to a millionth of a pixel, by Newton's method with measured
 * slopes. Why not the simpler out = target - (map(out) - out): it runs away where a field stretches more than twofold.
 */
export function invertMap(map: PointMap, target: Point): Point {
  const [at, right, down] = [
    { x: 0, y: 0 },
    { x: 0, y: 0 },
    { x: 0, y: 0 }
  ]
  let { x, y } = target
  for (let iteration = 0; iteration < 80; iteration++) {
    map(x, y, at)
    const dx = target.x - at.x
    const dy = target.y - at.y
    if (Math.abs(dx) + Math.abs(dy) < 1e-6) break
    map(x + slopePx, y, right)
    map(x, y + slopePx, down)
    const [a, b] = [(right.x - at.x) / slopePx, (down.x - at.x) / slopePx]
    const [c, d] = [(right.y - at.y) / slopePx, (down.y - at.y) / slopePx]
    const determinant = a * d - b * c
    // Why halved later on: between two pieces of a piecewise map full steps can go back and forth for ever.
    const share = (iteration < 20 ? 1 : 0.5) / (Math.abs(determinant) < 1e-9 ? 1e-9 : determinant)
    x += share * (d * dx - b * dy)
    y += share * (a * dy - c * dx)
  }
  return { x, y }
}

/** Uniform in [-1, 1) for a lattice node. Pure, so the field is the same for every size of preview. */
function latticeVector(seed: number, column: number, row: number): readonly [number, number] {
  const [u, v] = philox([column >>> 0, row >>> 0, 0, 0], [seed >>> 0, 0x1a77_1ce5])
  return [u / 0x80000000 - 1, v / 0x80000000 - 1]
}

interface Lattice {
  readonly columns: number
  readonly dx: Float64Array
  readonly dy: Float64Array
}

/** Nodes -1 .. cells + 2 around the picture; output points beyond it are clamped to the border. */
function lattice(seed: number, cells: Size): Lattice {
  const columns = cells.width + 4
  const rows = cells.height + 4
  const dx = new Float64Array(columns * rows)
  const dy = new Float64Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [u, v] = latticeVector(seed, column, row)
      dx[row * columns + column] = u
      dy[row * columns + column] = v
    }
  }
  return { columns, dx, dy }
}

function splineWeights(t: number, out: Float64Array): void {
  const s = 1 - t
  out[0] = (s * s * s) / 6
  out[1] = (3 * t * t * t - 6 * t * t + 4) / 6
  out[2] = (3 * s * s * s - 6 * s * s + 4) / 6
  out[3] = (t * t * t) / 6
}

function splineMap(field: Extract<Displacement, { kind: 'spline' }>, size: Size): PointMap {
  const { spacingPx, amplitudePx } = field
  const cells = {
    width: Math.ceil(size.width / spacingPx) + 1,
    height: Math.ceil(size.height / spacingPx) + 1
  }
  const { columns, dx, dy } = lattice(field.shapeSeed, cells)
  const wx = new Float64Array(4)
  const wy = new Float64Array(4)
  return (x, y, out) => {
    const gx = Math.min(Math.max((x + 0.5) / spacingPx, 0), cells.width)
    const gy = Math.min(Math.max((y + 0.5) / spacingPx, 0), cells.height)
    const column = Math.floor(gx)
    const row = Math.floor(gy)
    splineWeights(gx - column, wx)
    splineWeights(gy - row, wy)
    let sumX = 0
    let sumY = 0
    for (let j = 0; j < 4; j++) {
      const base = (row + j) * columns + column
      const weightY = wy[j] as number
      for (let i = 0; i < 4; i++) {
        const weight = weightY * (wx[i] as number)
        sumX += weight * (dx[base + i] ?? 0)
        sumY += weight * (dy[base + i] ?? 0)
      }
    }
    out.x = x + amplitudePx * sumX
    out.y = y + amplitudePx * sumY
  }
}

/** Edges are in edge coordinates (0 .. width); pixel centres are half a pixel less. */
function gridAxis(edges: readonly number[]): (centre: number) => number {
  const cells = edges.length - 1
  const total = edges[cells] ?? 0
  const cell = total / cells
  return (centre) => {
    const edge = centre + 0.5
    const index = Math.min(Math.max(Math.floor(edge / cell), 0), cells - 1)
    const from = edges[index] ?? 0
    const to = edges[index + 1] ?? total
    return from + ((edge - index * cell) / cell) * (to - from) - 0.5
  }
}

function gridMap(field: Extract<Displacement, { kind: 'grid' }>): PointMap {
  const mapX = gridAxis(field.xEdges)
  const mapY = gridAxis(field.yEdges)
  return (x, y, out) => {
    out.x = mapX(x)
    out.y = mapY(y)
  }
}

function radialMap({ k, radiusPx, centreX, centreY }: Extract<Displacement, { kind: 'radial' }>): PointMap {
  const perSquare = k / (radiusPx * radiusPx)
  return (x, y, out) => {
    const dx = x - centreX
    const dy = y - centreY
    const stretch = 1 + perSquare * (dx * dx + dy * dy)
    out.x = centreX + dx * stretch
    out.y = centreY + dy * stretch
  }
}
