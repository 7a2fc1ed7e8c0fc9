import { toCentre, toEdge } from '../geometry/frames.ts'
import { forwardOf } from '../geometry/inverse.ts'
import { invert, isAffine, type Mat3 } from '../geometry/matrix.ts'
import type { GeometryOp } from '../ops.ts'
import type { Size } from '../raster.ts'
import { hullOf } from './bounds.ts'
import { type Moving, unlabelled } from './moving.ts'
import { clipRings, clipToSide, mapRing, type Ring, subdivided, totalArea, wholeFrame } from './rings.ts'
import type { MapOptions } from './mapOptions.ts'
import { simplified } from './simplified.ts'
import type { Keypoint } from './types.ts'

/** In front of the horizon by so much. */
const smallestDepth = 1e-6

/** Outlines follow a bent map in pieces of this share of the frame's diagonal. */
const pieceShare = 1 / 128

/** Of those pieces only so many stay that the outline is right to within this. Unit: pixels. */
const bentPx = 0.02

/** Consecutive operations that are sampled once, compiled for many annotations. */
export interface Run {
  readonly steps: readonly ((ring: Ring) => Ring)[]
  readonly movePoint: (point: Keypoint) => Keypoint
  /** Whether it turns, scales by one factor, mirrors and shifts, and nothing else. */
  readonly isSimilar: boolean
  /** Whether straight lines do not stay straight. */
  readonly isBent: boolean
  readonly after: Size
}

/** `after`: the frame behind it. None of `maps` is a field of tiles. */
export function compileRun(
  maps: readonly GeometryOp[],
  after: Size,
  { outsidePoints }: Pick<MapOptions, 'outsidePoints'>
): Run {
  const forwards = maps.map(forwardOf)
  const movePoint = (point: Keypoint): Keypoint => {
    if (point.visibility === 0) return unlabelled
    let at: { readonly x: number; readonly y: number } | undefined = point
    for (const forward of forwards) if (at !== undefined) at = forward(at)
    if (at === undefined) return unlabelled
    if (isInFrame(at, after)) return { x: at.x, y: at.y, visibility: point.visibility }
    return outsidePoints === 'located' ? { x: at.x, y: at.y, visibility: 0 } : unlabelled
  }
  const isSimilar = maps.every((op) => op.op === 'matrix' && isSimilarity(op.matrix))
  const isBent = maps.some(({ op }) => op === 'displace')
  return { steps: maps.map(ringStep), movePoint, isSimilar, isBent, after }
}

function isSimilarity(m: Mat3): boolean {
  const [a, b, , c, d] = m
  const scale = Math.hypot(a, c)
  const isSquare = Math.abs(a * b + c * d) < 1e-9 * scale * scale
  return isAffine(m) && isSquare && Math.abs(scale - Math.hypot(b, d)) < 1e-9 * scale
}

/** Why a slack: a point on the border that was turned by 90 degrees must not fall out by a rounding error. */
const slack = 1e-6

/** Whether all of x, y, x, y... (edge coordinates) lie in a frame. */
export function areInFrame(ring: Ring, { width, height }: Size): boolean {
  return ring.every((value, at) => value >= -slack && value <= (at % 2 === 0 ? width : height) + slack)
}

function isInFrame(centre: { readonly x: number; readonly y: number }, { width, height }: Size): boolean {
  const { x, y } = toEdge(centre)
  return x >= -slack && y >= -slack && x <= width + slack && y <= height + slack
}

function ringStep(op: GeometryOp): (ring: Ring) => Ring {
  const forward = forwardOf(op)
  const moved = (ring: Ring): Ring =>
    mapRing(ring, (edge) => {
      const at = forward(toCentre(edge))
      return at === undefined ? undefined : toEdge(at)
    })
  if (op.op === 'displace') {
    const spacing = Math.max(1, Math.hypot(op.frame.width, op.frame.height) * pieceShare)
    return (ring) => moved(subdivided(ring, spacing))
  }
  if (isAffine(op.matrix)) return moved
  const m = invert(op.matrix)
  return (ring) =>
    moved(
      clipToSide(ring, (x, y) => {
        const at = toCentre({ x, y })
        return m[6] * at.x + m[7] * at.y + m[8] - smallestDepth
      })
    )
}

/** One annotation through a run, cut to the frame behind it. */
export function throughGeometry(moving: Moving, run: Run): Moving {
  const { steps, movePoint, isSimilar, isBent, after } = run
  const { kind } = moving.annotation
  if (kind === 'keypoints' || kind === 'mask') return withPoints(moving, moving.points.map(movePoint))
  const through = (ring: Ring): Ring => steps.reduce((at, step) => step(at), ring)
  const whole = moving.rings.map(through)
  const rings = clipRings(whole, wholeFrame(after))
  const area = totalArea(whole)
  const share = area > 0 ? Math.min(1, totalArea(rings) / area) : 0
  const hull = kind === 'box' ? hullOf(whole.flat()) : undefined
  const corners = moving.corners && cornersThrough(moving.corners, through)
  const isExact = moving.isExact && isSimilar && corners !== undefined && areInFrame(corners, after)
  return {
    ...moving,
    // Why polygons only: what is enclosed by a box must be enclosed exactly.
    rings: isBent && kind === 'polygon' ? rings.map((ring) => simplified(ring, bentPx)) : rings,
    hull,
    corners,
    isExact,
    ...lost(moving, share, rings.length === 0 ? 'outside' : 'mostlyOutside')
  }
}

/** The four corners without the points that a bent map puts between them; undefined behind a horizon. */
function cornersThrough(corners: Ring, through: (ring: Ring) => Ring): Ring | undefined {
  const moved = [0, 2, 4, 6].flatMap((at) => through(corners.slice(at, at + 2)))
  return moved.length === 8 ? moved : undefined
}

/** What is left after all but `share` of it was lost for a reason; the heaviest loss gives the name. */
export function lost(
  { visibleShare, lostTo }: Moving,
  share: number,
  reason: Moving['lostTo']
): Pick<Moving, 'visibleShare' | 'lostTo'> {
  const left = visibleShare * share
  return { visibleShare: left, lostTo: 1 - share > 1 - visibleShare || left === 0 ? reason : lostTo }
}

/**
 * With keypoints or pixels of a mask where they are now. Of keypoints the labelled ones count, of a mask those to be
 * seen, and what is lost of it stays lost.
 */
export function withPoints(moving: Moving, points: readonly Keypoint[]): Moving {
  const least = moving.annotation.kind === 'mask' ? 2 : 1
  const seen = (list: readonly Keypoint[]): number =>
    list.filter(({ visibility }) => visibility >= least).length
  const before = seen(moving.points)
  const share = before === 0 ? 0 : seen(points) / before
  return { ...moving, points, ...lost(moving, share, share === 0 ? 'outside' : 'mostlyOutside') }
}
