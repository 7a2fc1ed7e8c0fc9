import type { Size } from '../raster.ts'
import { clipBox, hullOf } from './bounds.ts'
import { leastRectangle } from './leastRectangle.ts'
import type { MapOptions } from './mapOptions.ts'
import type { DropReason, Moving } from './moving.ts'
import { clipRings, type Ring, wholeFrame } from './rings.ts'
import type { Annotation } from './types.ts'

export interface Kept {
  readonly annotation: Annotation
  readonly index: number
  readonly visibleShare: number
}

interface Lost {
  readonly index: number
  readonly why: DropReason
  readonly visibleShare: number
}

/** A moved annotation in its frame, or why it is dropped. Of a mask only whether it is; its pixels come later. */
export function finished(moving: Moving, frame: Size, options: MapOptions): Kept | Lost {
  const { annotation, index, visibleShare, lostTo, points } = moving
  const lost = (why: DropReason, share: number): Lost => ({ index, why, visibleShare: share })
  if (annotation.kind === 'keypoints') {
    if (!points.some(({ visibility }) => visibility > 0)) return lost(lostTo, 0)
    return { annotation: { ...annotation, points }, index, visibleShare }
  }
  const { minVisibleShare = 0.1, minSidePx = 1 } = options
  if (annotation.kind === 'mask') {
    const isGone = visibleShare < minVisibleShare || points.length === 0
    return isGone ? lost(lostTo, points.length === 0 ? 0 : visibleShare) : { annotation, index, visibleShare }
  }
  const inside = clipRings(moving.rings, wholeFrame(frame))
  if (inside.length === 0) return lost(lostTo, 0)
  if (visibleShare < minVisibleShare) return lost(lostTo, visibleShare)
  const moved = shapeOf(moving, inside, { frame, options })
  const isSmall = moved === undefined || Math.min(...moved.sides) < minSidePx
  return isSmall ? lost('tooSmall', visibleShare) : { annotation: moved.annotation, index, visibleShare }
}

interface Shape {
  readonly annotation: Annotation
  /** Width and height. */
  readonly sides: readonly [number, number]
}

/** `inside`: its outlines within the frame. */
function shapeOf(
  { annotation, hull: uncut, corners, isExact }: Moving,
  inside: readonly Ring[],
  { frame, options }: { readonly frame: Size; readonly options: MapOptions }
): Shape | undefined {
  if (annotation.kind === 'rotatedBox') {
    const turned = isExact ? corners : leastRectangle(inside.flat(), corners)
    return turned && { annotation: { ...annotation, corners: turned }, sides: sidesOf(turned) }
  }
  const isLargest = annotation.kind === 'box' && (options.boxMethod ?? 'largestBox') === 'largestBox'
  const largest = uncut === undefined || !isLargest ? undefined : clipBox(uncut, frame)
  const hull = largest ?? hullOf(inside.flat())
  if (hull === undefined) return undefined
  const moved: Annotation =
    annotation.kind === 'box'
      ? { ...annotation, box: hull }
      : annotation.kind === 'polygon'
        ? { ...annotation, rings: inside }
        : annotation
  return { annotation: moved, sides: [hull.width, hull.height] }
}

function sidesOf([ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0]: Ring): readonly [number, number] {
  return [Math.hypot(bx - ax, by - ay), Math.hypot(cx - bx, cy - by)]
}
