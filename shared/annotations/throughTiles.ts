import { toCentre, toEdge } from '../geometry/frames.ts'
import { type Cell, tileCells } from '../geometry/tiles.ts'
import type { Displacement } from '../ops.ts'
import type { Size } from '../raster.ts'
import { type Moving, unlabelled } from './moving.ts'
import { clipRings, mapRing, type Ring, totalArea } from './rings.ts'
import { lost, withPoints } from './throughGeometry.ts'
import type { Keypoint } from './types.ts'

type Tiles = Extract<Displacement, { kind: 'tiles' }>

/** A cell of the input and where it is shown. */
interface Move {
  readonly from: Cell
  readonly to: Cell
}

function movesOf(field: Tiles, size: Size): readonly Move[] {
  const cells = tileCells(field, size)
  return field.order.flatMap((source, index) => {
    const [from, to] = [cells[source], cells[index]]
    return from === undefined || to === undefined ? [] : [{ from, to }]
  })
}

const along = (value: number, from: number, to: number, [start, end]: readonly [number, number]): number =>
  to > from ? start + ((value - from) * (end - start)) / (to - from) : start

function move({ from, to }: Move, point: { x: number; y: number }): { x: number; y: number } {
  return {
    x: along(point.x, from.left, from.right, [to.left, to.right]),
    y: along(point.y, from.top, from.bottom, [to.top, to.bottom])
  }
}

/**
 * Annotations through tiles that change places. Keypoints go with their cell, polygons become the rings of their
 * parts. A box, turned or not, can hold one part only: the largest one whose cells stayed together. The rest of it counts as lost, and
 * with less than half of it left the box is given up as torn, as it would name a piece after the whole.
 */
export function compileTiles(field: Tiles, size: Size): (moving: Moving) => Moving {
  const moves = movesOf(field, size)
  const movePoint = (point: Keypoint): Keypoint => {
    if (point.visibility === 0) return unlabelled
    const edge = toEdge(point)
    const found = moves.find(({ from }) => isInCell(edge, from, size))
    if (found === undefined) return unlabelled
    return { ...toCentre(move(found, edge)), visibility: point.visibility }
  }
  return (moving) => {
    const { kind } = moving.annotation
    if (kind === 'keypoints' || kind === 'mask') return withPoints(moving, moving.points.map(movePoint))
    if (moving.rings.length === 0) return moving
    const parts = partsOf(moving.rings, moves)
    if (kind === 'polygon') return { ...moving, rings: parts.flatMap(({ rings }) => rings) }
    const [largest] = parts.toSorted((a, b) => b.area - a.area)
    const share = largest === undefined ? 0 : Math.min(1, largest.area / totalArea(moving.rings))
    // Why half: see above.
    const isTorn = largest === undefined || share < 0.5
    return {
      ...moving,
      hull: undefined,
      // Without the change of size, which is less than a pixel; they say the order only.
      corners: largest && moving.corners?.map((value, at) => value + (at % 2 === 0 ? largest.x : largest.y)),
      isExact: false,
      rings: isTorn ? [] : largest.rings,
      ...lost(moving, isTorn ? 0 : share, 'torn')
    }
  }
}

/** Cells hold their left and top border, the last ones all of them. */
function isInCell({ x, y }: { x: number; y: number }, cell: Cell, size: Size): boolean {
  const isAlong = (value: number, from: number, to: number, end: number): boolean =>
    value >= from && (value < to || (to === end && value <= to))
  return isAlong(x, cell.left, cell.right, size.width) && isAlong(y, cell.top, cell.bottom, size.height)
}

interface Part {
  /** The way that its cells went. */
  readonly x: number
  readonly y: number
  readonly rings: readonly Ring[]
  readonly area: number
}

/** Cut along the cells and moved with them; cells that went the same way are one part. */
function partsOf(rings: readonly Ring[], moves: readonly Move[]): readonly Part[] {
  const parts = new Map<string, Part>()
  for (const one of moves) {
    const inside = clipRings(rings, one.from)
    if (inside.length === 0) continue
    const [x, y] = [one.to.left - one.from.left, one.to.top - one.from.top]
    const way = `${x} ${y}`
    const before = parts.get(way) ?? { x, y, rings: [], area: 0 }
    const moved = inside.map((ring) => mapRing(ring, (point) => move(one, point)))
    parts.set(way, { x, y, rings: [...before.rings, ...moved], area: before.area + totalArea(inside) })
  }
  return [...parts.values()]
}
