import { philox } from '../draw/philox.ts'
import { assertNever } from '../errors.ts'
import type { Displacement } from '../ops.ts'
import type { Size } from '../raster.ts'
import type { Point } from './matrix.ts'
import { meshMap } from './mesh.ts'
import { thinPlateMap } from './thinPlate.ts'
import { tilesMap } from './tiles.ts'

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
      return meshMap(field, size)
    case 'thinPlate':
      return thinPlateMap(field, size)
    case 'tiles':
      return tilesMap(field, size)
    default:
      return assertNever(field)
  }
}

/** Distance in pixels over which slopes are measured. */
const slopePx = 1e-3

/** A step of the search is halved at most so many times. */
const smallestShare = 1 / 64

/**
 * The output point that lands on input point `target`, to a millionth of a pixel, by Newton's method with measured
 * slopes. A step that does not come nearer is halved: over the bends of a piecewise map full steps can go back and
 * forth for ever. Why not the simpler out = target - (map(out) - out): it runs away where a field stretches more than
 * twofold.
 */
export function invertMap(map: PointMap, target: Point): Point {
  const [at, right, down] = [
    { x: 0, y: 0 },
    { x: 0, y: 0 },
    { x: 0, y: 0 }
  ]
  let { x, y } = target
  map(x, y, at)
  for (let iteration = 0; iteration < 80; iteration++) {
    const [dx, dy] = [target.x - at.x, target.y - at.y]
    const distance = Math.abs(dx) + Math.abs(dy)
    if (distance < 1e-6) break
    map(x + slopePx, y, right)
    map(x, y + slopePx, down)
    const [a, b] = [(right.x - at.x) / slopePx, (down.x - at.x) / slopePx]
    const [c, d] = [(right.y - at.y) / slopePx, (down.y - at.y) / slopePx]
    const determinant = a * d - b * c
    const scale = 1 / (Math.abs(determinant) < 1e-9 ? 1e-9 : determinant)
    const [stepX, stepY] = [scale * (d * dx - b * dy), scale * (a * dy - c * dx)]
    for (let share = 1; share >= smallestShare; share /= 2) {
      map(x + share * stepX, y + share * stepY, at)
      const isNearer = Math.abs(target.x - at.x) + Math.abs(target.y - at.y) < distance * (1 - share / 4)
      if (!isNearer && share > smallestShare) continue
      x += share * stepX
      y += share * stepY
      break
    }
  }
  return { x, y }
}

/** Uniform in [-1, 1) for a lattice node. Pure, so the field is the same for every size of preview. */
function latticeVector(seed: number, column: number, row: number): readonly [number, number] {
  const [u, v] = philox([column >>> 0, row >>> 0, 0, 0], [seed >>> 0, 0x1a77_1ce5])
  return [u / 0x80000000 - 1, v / 0x80000000 - 1]
}

type Spline = Extract<Displacement, { kind: 'spline' }>

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

/** The four weights of a cubic B-spline at `t` in 0..1 behind the second node. */
export function splineWeights(t: number, out: Float64Array): void {
  const s = 1 - t
  out[0] = (s * s * s) / 6
  out[1] = (3 * t * t * t - 6 * t * t + 4) / 6
  out[2] = (3 * s * s * s - 6 * s * s + 4) / 6
  out[3] = (t * t * t) / 6
}

/** The lattice of a spline field over a picture of `size`, for the kernel that reads it row by row. */
export function splineLattice({ shapeSeed, spacingPx }: Spline, size: Size): Lattice & { cells: Size } {
  const cells = {
    width: Math.ceil(size.width / spacingPx) + 1,
    height: Math.ceil(size.height / spacingPx) + 1
  }
  return { cells, ...lattice(shapeSeed, cells) }
}

function splineMap(field: Spline, size: Size): PointMap {
  const { spacingPx, amplitudePx } = field
  const { cells, columns, dx, dy } = splineLattice(field, size)
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

/**
 * Beyond `radiusPx` the distance goes on with the slope that it has there. Why: a polynomial turns back somewhere, and
 * a field must not fold where a later step looks past the frame.
 */
function radialMap(field: Extract<Displacement, { kind: 'radial' }>): PointMap {
  const { k, k2 = 0, radiusPx, centreX, centreY } = field
  const [perSquare, kPerSquare] = [1 / (radiusPx * radiusPx), k / (radiusPx * radiusPx)]
  const [end, slope] = [1 + k + k2, 1 + 3 * k + 5 * k2]
  return (x, y, out) => {
    const dx = x - centreX
    const dy = y - centreY
    const squared = dx * dx + dy * dy
    const q = squared * perSquare
    const stretch = q <= 1 ? 1 + kPerSquare * squared + k2 * q * q : slope + (end - slope) / Math.sqrt(q)
    out.x = centreX + dx * stretch
    out.y = centreY + dy * stretch
  }
}
