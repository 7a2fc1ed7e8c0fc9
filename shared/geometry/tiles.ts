import type { Displacement } from '../ops.ts'
import type { Size } from '../raster.ts'
import type { PointMap } from './displacement.ts'

type Tiles = Extract<Displacement, { kind: 'tiles' }>

/** Edges of `count` columns over `length` pixels, on whole pixels, so that cells of the same size are copied exactly. */
export function tileEdges(length: number, count: number): readonly number[] {
  return Array.from({ length: count + 1 }, (_, index) => Math.round((index * length) / count))
}

/** A cell in edge coordinates. */
export interface Cell {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The cells of the grid, row by row. */
export function tileCells({ columns, rows }: Tiles, { width, height }: Size): readonly Cell[] {
  const [xs, ys] = [tileEdges(width, columns), tileEdges(height, rows)]
  return Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)]
    return {
      left: xs[column] ?? 0,
      top: ys[row] ?? 0,
      right: xs[column + 1] ?? width,
      bottom: ys[row + 1] ?? height
    }
  })
}

/** Cells change places, each fitted into the other's size (they differ by a pixel at most); outside nothing moves. */
export function tilesMap(field: Tiles, size: Size): PointMap {
  const { columns, rows, order } = field
  const [findColumn, findRow] = [finder(size.width, columns), finder(size.height, rows)]
  const cells = tileCells(field, size)
  return (x, y, out) => {
    const [edgeX, edgeY] = [x + 0.5, y + 0.5]
    out.x = x
    out.y = y
    if (edgeX < 0 || edgeY < 0 || edgeX > size.width || edgeY > size.height) return
    const index = findRow(edgeY) * columns + findColumn(edgeX)
    const to = cells[index]
    const from = cells[order[index] ?? index]
    if (to === undefined || from === undefined) return
    out.x = from.left + ((edgeX - to.left) * (from.right - from.left)) / (to.right - to.left) - 0.5
    out.y = from.top + ((edgeY - to.top) * (from.bottom - from.top)) / (to.bottom - to.top) - 0.5
  }
}

/** Which of the columns holds an edge coordinate; never one without width. */
function finder(length: number, count: number): (edge: number) => number {
  const ofPixel = new Uint16Array(length)
  const edges = tileEdges(length, count)
  for (let index = 0; index < count; index++) ofPixel.fill(index, edges[index], edges[index + 1])
  return (edge) => ofPixel[Math.min(Math.floor(edge), length - 1)] ?? 0
}
