import { toEdge } from '../geometry/frames.ts'
import type { Op, Shape } from '../ops.ts'
import { hullOf } from './bounds.ts'
import type { Moving } from './moving.ts'
import { isInRing, type Ring } from './rings.ts'
import { lost } from './throughGeometry.ts'
import type { Box, Keypoint } from './types.ts'

/** Points looked at along each side of an outline. */
const samples = 32

/** The shapes, in edge coordinates, that an operation puts over the picture; none for most. */
export function shapesOf(op: Op): readonly Shape[] {
  switch (op.op) {
    case 'cover':
      return op.shapes
    case 'patch':
      return [{ kind: 'rectangle', x: op.x, y: op.y, width: op.width, height: op.height }]
    case 'paste':
      return op.rings.map((ring) => ({
        kind: 'polygon',
        points: ring.map((share, at) => (at % 2 === 0 ? op.x + share * op.width : op.y + share * op.height))
      }))
    default:
      return []
  }
}

function isInShape(shape: Shape, x: number, y: number): boolean {
  if (shape.kind === 'polygon') return isInRing(shape.points, x, y)
  return x >= shape.x && x <= shape.x + shape.width && y >= shape.y && y <= shape.y + shape.height
}

/** Share of an outline's area under the shapes, looked at on 32 x 32 points of its upright hull. */
export function coveredShare(rings: readonly Ring[], shapes: readonly Shape[]): number {
  const hull = hullOf(rings.flat())
  const near = hull === undefined ? [] : shapes.filter((shape) => isNear(shape, hull))
  if (hull === undefined || near.length === 0) return 0
  let [inside, under] = [0, 0]
  for (let row = 0; row < samples; row++) {
    const y = hull.y + ((row + 0.5) / samples) * hull.height
    const crossed = rings.map((ring) => crossings(ring, y))
    for (let column = 0; column < samples; column++) {
      const x = hull.x + ((column + 0.5) / samples) * hull.width
      if (!crossed.some((list) => isBetween(list, x))) continue
      inside++
      if (near.some((shape) => isInShape(shape, x, y))) under++
    }
  }
  return inside === 0 ? 0 : under / inside
}

function isNear(shape: Shape, hull: Box): boolean {
  const other = shape.kind === 'polygon' ? hullOf(shape.points) : shape
  if (other === undefined) return false
  const isApart =
    other.x > hull.x + hull.width ||
    other.y > hull.y + hull.height ||
    other.x + other.width < hull.x ||
    other.y + other.height < hull.y
  return !isApart
}

/** Where a ring crosses a row, in no order. */
function crossings(ring: Ring, y: number): readonly number[] {
  const found: number[] = []
  let [beforeX, beforeY] = [ring.at(-2) ?? 0, ring.at(-1) ?? 0]
  for (let at = 0; at < ring.length; at += 2) {
    const [x, ownY] = [ring[at] as number, ring[at + 1] as number]
    if (ownY > y !== beforeY > y) found.push(((beforeX - x) * (y - ownY)) / (beforeY - ownY) + x)
    beforeX = x
    beforeY = ownY
  }
  return found
}

/** Even-odd: whether an odd number of crossings lies to the right. */
function isBetween(crossed: readonly number[], x: number): boolean {
  let isIn = false
  for (const at of crossed) if (x < at) isIn = !isIn
  return isIn
}

/** Outlines and masks lose the share that is covered, keypoints under a shape become hidden (1). */
export function underShapes(moving: Moving, shapes: readonly Shape[]): Moving {
  const { kind } = moving.annotation
  if (kind !== 'keypoints' && kind !== 'mask') {
    return { ...moving, ...lost(moving, 1 - coveredShare(moving.rings, shapes), 'covered') }
  }
  const points = moving.points.map((point) => {
    const { x, y } = toEdge(point)
    const isUnder = point.visibility > 0 && shapes.some((shape) => isInShape(shape, x, y))
    return isUnder ? { ...point, visibility: 1 as const } : point
  })
  if (kind === 'keypoints') return { ...moving, points }
  const seen = (list: readonly Keypoint[]): number => list.filter(({ visibility }) => visibility === 2).length
  const before = seen(moving.points)
  return { ...moving, points, ...lost(moving, before === 0 ? 0 : seen(points) / before, 'covered') }
}
