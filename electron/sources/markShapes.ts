import { hullOf } from '../../shared/annotations/bounds.ts'
import { totalArea } from '../../shared/annotations/rings.ts'
import type { Box, Keypoint, RunLengths, Visibility } from '../../shared/annotations/types.ts'
import { toCentre } from '../../shared/geometry/frames.ts'
import type { Point } from '../../shared/geometry/matrix.ts'
import type { Size } from '../../shared/raster.ts'
import { boxReason, coordinatesReason, outsideReason, ringReason } from './marks.ts'

/** A shape that a file describes as one of our annotations, without its class and what else all have. */
export type Mark =
  | { readonly kind: 'box'; readonly box: Box }
  | { readonly kind: 'rotatedBox'; readonly corners: readonly number[] }
  | { readonly kind: 'polygon'; readonly rings: readonly (readonly number[])[] }
  | { readonly kind: 'mask'; readonly mask: RunLengths }
  | { readonly kind: 'keypoints'; readonly points: readonly Keypoint[] }

/**
 * The functions below return a mark, or in one sentence why the shape is none.
 *
 * Convention: all take edge coordinates, the size of the picture where it is known, and angles in degrees clockwise, as
 * they are seen in a picture with y downwards.
 */
export type MarkOrReason = Mark | string

export function boxMark(box: Box, size: Size | undefined): MarkOrReason {
  return boxReason(box, size) ?? { kind: 'box', box }
}

/** A box by two opposite corners, in any order. */
export function boxOfCorners([ax, ay]: Pair, [bx, by]: Pair): Box {
  return { x: Math.min(ax, bx), y: Math.min(ay, by), width: Math.abs(bx - ax), height: Math.abs(by - ay) }
}

export type Pair = readonly [number, number]

export function polygonMark(rings: readonly (readonly number[])[], size: Size | undefined): MarkOrReason {
  for (const ring of rings) {
    const reason = ringReason(ring)
    if (reason !== undefined) return reason
  }
  if (totalArea(rings) === 0) return 'Its outline has no area. Draw it anew or remove it.'
  return outsideReason(hullOf(rings.flat()), size) ?? { kind: 'polygon', rings }
}

/** A box that is turned about a point; upright ones stay boxes. */
export function turnedMark(
  box: Box,
  { angleDeg, about }: { readonly angleDeg: number; readonly about: Point },
  size: Size | undefined
): MarkOrReason {
  if (angleDeg % 360 === 0) return boxMark(box, size)
  const reason = coordinatesReason([angleDeg]) ?? boxReason(box, undefined)
  if (reason !== undefined) return reason
  const { x, y, width, height } = box
  const corners = [x, y, x + width, y, x + width, y + height, x, y + height]
  return cornersMark(turned(corners, angleDeg, about), size)
}

export function cornersMark(corners: readonly number[], size: Size | undefined): MarkOrReason {
  const mark = polygonMark([corners], size)
  return typeof mark === 'string' ? mark : { kind: 'rotatedBox', corners }
}

/** Corners of the outlines that stand for circles and ellipses: the area is right to two thousandths. */
const roundCorners = 64

export function ellipseMark(
  { centre, radiusX, radiusY, angleDeg }: Ellipse,
  size: Size | undefined
): MarkOrReason {
  const reason = coordinatesReason([centre.x, centre.y, radiusX, radiusY, angleDeg])
  if (reason !== undefined) return reason
  if (radiusX <= 0 || radiusY <= 0)
    return `Its radii must be more than 0, but are ${radiusX} and ${radiusY}. Draw it anew or remove it.`
  const ring = Array.from({ length: roundCorners }, (_, at) => {
    const angle = (2 * Math.PI * at) / roundCorners
    return [centre.x + radiusX * Math.cos(angle), centre.y + radiusY * Math.sin(angle)]
  }).flat()
  return polygonMark([turned(ring, angleDeg, centre)], size)
}

export interface Ellipse {
  readonly centre: Point
  readonly radiusX: number
  readonly radiusY: number
  readonly angleDeg: number
}

function turned(ring: readonly number[], angleDeg: number, about: Point): readonly number[] {
  if (angleDeg === 0) return ring
  const [cos, sin] = [Math.cos((angleDeg * Math.PI) / 180), Math.sin((angleDeg * Math.PI) / 180)]
  return ring.map((value, at) => {
    const isX = at % 2 === 0
    const dx = (isX ? value : (ring[at - 1] ?? 0)) - about.x
    const dy = (isX ? (ring[at + 1] ?? 0) : value) - about.y
    return isX ? about.x + dx * cos - dy * sin : about.y + dx * sin + dy * cos
  })
}

/** Points and open lines: marks have no other kind that follows every map without an inside. */
export function pointsMark(
  points: readonly (Point & { readonly visibility?: Visibility })[],
  size: Size | undefined
): MarkOrReason {
  const labelled = points.filter(({ visibility = 2 }) => visibility > 0).flatMap(({ x, y }) => [x, y])
  if (labelled.length === 0) return 'It has no point that is marked. Mark one or remove it.'
  const reason = coordinatesReason(labelled) ?? outsideReason(hullOf(labelled), size)
  if (reason !== undefined) return reason
  const keypoints = points.map(({ visibility = 2, ...point }): Keypoint => {
    const { x, y } = toCentre(point)
    return visibility === 0 ? { x: 0, y: 0, visibility } : { x, y, visibility }
  })
  return { kind: 'keypoints', points: keypoints }
}
