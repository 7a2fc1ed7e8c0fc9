import { clipBox, hullOf } from '../../../shared/annotations/bounds.ts'
import { joinRings } from '../../../shared/annotations/joinRings.ts'
import { clipRings, type Ring, wholeFrame } from '../../../shared/annotations/rings.ts'
import { traceMask } from '../../../shared/annotations/traceMask.ts'
import type { Annotation, Box, Keypoint } from '../../../shared/annotations/types.ts'
import { toEdge } from '../../../shared/geometry/frames.ts'
import { smallestRectangle } from '../../../shared/geometry/smallestRectangle.ts'
import type { Size } from '../../../shared/raster.ts'
import { markOf, type Thing } from '../things.ts'
import type { MarkedTask } from './task.ts'

/**
 * The numbers behind the class of a thing's row; undefined where nothing of it can be written.
 *
 * Convention: shares of width and height in edge coordinates, none below 0 or above 1, as ultralytics leaves a picture out
 * that has one (data/utils.py: verify_image_label).
 */
export function rowOf(
  thing: Thing,
  size: Size,
  { task, keypoints }: { readonly task: MarkedTask; readonly keypoints: number }
): readonly number[] | undefined {
  switch (task) {
    case 'detect':
      return boxRow(boxOf(thing), size)
    case 'segment':
      return outlineRow(outlineOf(thing), size)
    case 'obb':
      return rotatedRow(thing, size)
    case 'pose':
      return poseRow(thing, size, keypoints)
  }
}

const rectangle = ({ x, y, width, height }: Box): Ring => [
  ...[x, y, x + width, y],
  ...[x + width, y + height, x, y + height]
]

/** The outlines of one annotation; none for keypoints. */
function ringsOf(mark: Annotation): readonly Ring[] {
  switch (mark.kind) {
    case 'box':
      return [rectangle(mark.box)]
    case 'rotatedBox':
      return [mark.corners]
    case 'polygon':
      return mark.rings
    case 'mask':
      return traceMask(mark.mask)
    case 'keypoints':
      return []
  }
}

/** The outlines of the first kind that a thing has of those. */
function firstRings(thing: Thing, kinds: readonly Annotation['kind'][]): readonly Ring[] {
  const found = kinds.map((kind) => markOf(thing, kind)).find((mark) => mark !== undefined)
  return found === undefined ? [] : ringsOf(found)
}

/** Its box, else the upright hull of what else is marked. */
function boxOf(thing: Thing): Box | undefined {
  return hullOf(firstRings(thing, ['box', 'rotatedBox', 'polygon', 'mask']).flat())
}

const outlineOf = (thing: Thing): readonly Ring[] =>
  firstRings(thing, ['polygon', 'mask', 'rotatedBox', 'box'])

function boxRow(box: Box | undefined, size: Size): readonly number[] | undefined {
  const inside = box && clipBox(box, size)
  if (inside === undefined || !(inside.width > 0 && inside.height > 0)) return undefined
  const { x, y, width, height } = inside
  return [
    (x + width / 2) / size.width,
    (y + height / 2) / size.height,
    width / size.width,
    height / size.height
  ]
}

function outlineRow(rings: readonly Ring[], size: Size): readonly number[] | undefined {
  const ring = joinRings(clipRings(rings, wholeFrame(size)))
  return ring.length < 6 ? undefined : shares(ring, size)
}

const shares = (ring: Ring, { width, height }: Size): readonly number[] =>
  ring.map((value, at) => Math.min(1, Math.max(0, value / (at % 2 === 0 ? width : height))))

/** Four corners. What leaves the picture is cut off, and the smallest rectangle laid around the rest. */
function rotatedRow(thing: Thing, size: Size): readonly number[] | undefined {
  const rings = firstRings(thing, ['rotatedBox', 'polygon', 'mask', 'box'])
  const inside = clipRings(rings, wholeFrame(size))
  if (inside.length === 0) return undefined
  const corners = markOf(thing, 'rotatedBox')?.corners
  const isWhole = corners?.every(
    (value, at) => value >= 0 && value <= (at % 2 === 0 ? size.width : size.height)
  )
  const ring = isWhole === true ? corners : smallestRectangle(inside.flat())
  return ring === undefined ? undefined : shares(ring, size)
}

/** Its box, or a box around its keypoints that is a pixel wide at least, and `count` keypoints of three numbers. */
function poseRow(thing: Thing, size: Size, count: number): readonly number[] | undefined {
  const points = markOf(thing, 'keypoints')?.points ?? []
  const box = boxRow(boxOf(thing) ?? boxAround(points), size)
  if (box === undefined) return undefined
  const numbers = Array.from({ length: count === 0 ? points.length : count }, (_, n) =>
    pointNumbers(points[n], size)
  )
  return [...box, ...numbers.flat()]
}

function boxAround(points: readonly Keypoint[]): Box | undefined {
  const labelled = points.filter(({ visibility }) => visibility > 0).map(toEdge)
  const hull = hullOf(labelled.flatMap(({ x, y }) => [x, y]))
  if (hull === undefined) return undefined
  const [width, height] = [Math.max(1, hull.width), Math.max(1, hull.height)]
  return { x: hull.x - (width - hull.width) / 2, y: hull.y - (height - hull.height) / 2, width, height }
}

/** Zeros for a keypoint that is not labelled or lies outside the picture. */
function pointNumbers(point: Keypoint | undefined, { width, height }: Size): readonly number[] {
  if (point === undefined || point.visibility === 0) return [0, 0, 0]
  const { x, y } = toEdge(point)
  const isInside = x >= 0 && y >= 0 && x <= width && y <= height
  return isInside ? [x / width, y / height, point.visibility] : [0, 0, 0]
}
