import { toEdge } from '../geometry/frames.ts'
import type { Op, Shape } from '../ops.ts'
import { hullOf } from './bounds.ts'
import type { Moving } from './moving.ts'
import { isInRing } from './rings.ts'
import { lost } from './throughGeometry.ts'
import type { Keypoint } from './types.ts'

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
export function coveredShare(rings: readonly (readonly number[])[], shapes: readonly Shape[]): number {
  const hull = hullOf(rings.flat())
  if (hull === undefined) return 0
  let [inside, under] = [0, 0]
  for (let index = 0; index < samples * samples; index++) {
    const x = hull.x + (((index % samples) + 0.5) / samples) * hull.width
    const y = hull.y + ((Math.floor(index / samples) + 0.5) / samples) * hull.height
    if (!rings.some((ring) => isInRing(ring, x, y))) continue
    inside++
    if (shapes.some((shape) => isInShape(shape, x, y))) under++
  }
  return inside === 0 ? 0 : under / inside
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
