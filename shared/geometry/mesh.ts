import type { Displacement } from '../ops.ts'
import type { Size } from '../raster.ts'
import type { PointMap } from './displacement.ts'

/**
 * The largest shift of a node, as a share of a cell, with which a mesh cannot fold. Between two nodes of a cell a
 * shift changes by at most twice this share, along x and along y, so that the shifts of two points differ by less
 * than 4 * 0.24 = 0.96 of their distance (the larger of |dx| / cell and |dy| / cell): the map is one to one.
 */
export const largestNodeShift = 0.24

type Mesh = Extract<Displacement, { kind: 'mesh' }>

/** Shifts of a lattice of nodes, bilinear or linear over two triangles a cell; beyond the frame those of its border. */
export function meshMap({ columns, rows, dx, dy, triangles }: Mesh, { width, height }: Size): PointMap {
  const [lastColumn, lastRow] = [columns - 1, rows - 1]
  const [shiftX, shiftY] = [Float64Array.from(dx), Float64Array.from(dy)]
  if (lastColumn < 1 || lastRow < 1 || shiftX.length !== columns * rows || shiftY.length !== columns * rows) {
    throw new RangeError(
      `Expected ${columns} x ${rows} shifts, 2 x 2 at least, but received ${shiftX.length}`
    )
  }
  const [perX, perY] = [lastColumn / width, lastRow / height]
  return (x, y, out) => {
    const gx = Math.min(Math.max((x + 0.5) * perX, 0), lastColumn)
    const gy = Math.min(Math.max((y + 0.5) * perY, 0), lastRow)
    const column = Math.min(Math.floor(gx), lastColumn - 1)
    const row = Math.min(Math.floor(gy), lastRow - 1)
    const [t, u] = [gx - column, gy - row]
    // Why such weights: with triangles the diagonal runs from the top left node to the bottom right one.
    const both = triangles ? Math.min(t, u) : t * u
    const [w10, w01] = [t - both, u - both]
    const w00 = 1 - w10 - w01 - both
    const top = row * columns + column
    const below = top + columns
    out.x =
      x +
      w00 * (shiftX[top] ?? 0) +
      w10 * (shiftX[top + 1] ?? 0) +
      w01 * (shiftX[below] ?? 0) +
      both * (shiftX[below + 1] ?? 0)
    out.y =
      y +
      w00 * (shiftY[top] ?? 0) +
      w10 * (shiftY[top + 1] ?? 0) +
      w01 * (shiftY[below] ?? 0) +
      both * (shiftY[below + 1] ?? 0)
  }
}
