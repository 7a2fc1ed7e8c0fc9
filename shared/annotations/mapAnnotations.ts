import { determinant } from '../geometry/matrix.ts'
import type { GeometryOp, Op } from '../ops.ts'
import type { Size } from '../raster.ts'
import { frameAfter, isGeometry } from '../recipe/lower.ts'
import { clipBox, hullOf } from './bounds.ts'
import { shapesOf, underShapes } from './covered.ts'
import type { DropReason, Moving } from './moving.ts'
import type { MapOptions } from './mapOptions.ts'
import { clipRings, type Ring, wholeFrame } from './rings.ts'
import { compileRun, throughGeometry } from './throughGeometry.ts'
import { compileTiles } from './throughTiles.ts'
import type { Annotation, Box } from './types.ts'

export type { MapOptions } from './mapOptions.ts'

export interface Dropped {
  /** Position in the list that came in. */
  readonly index: number
  readonly why: DropReason
  /** 0 to 1. */
  readonly visibleShare: number
}

export interface MappedAnnotations {
  readonly annotations: readonly Annotation[]
  /** For each of `annotations`: its position in the list that came in. */
  readonly origins: readonly number[]
  /** For each of `annotations`: the share of it that is still to be seen, 0 to 1. */
  readonly visibleShares: readonly number[]
  readonly dropped: readonly Dropped[]
}

/**
 * Annotations of a picture of `size` through the operations of a variant, to the frame that these end in. Matrices are
 * inverted exactly and displacements to a millionth of a pixel, by the functions that move the pixels.
 *
 * Convention: what leaves the frame of a warp is lost for the steps behind it, as it is for the pixels. Keypoints
 * that leave stay in their list, as their place in it has a meaning, with visibility 0; covered
 * ones become hidden (1); annotations without a labelled point are dropped. Copies that the fill modes reflect and
 * wrap make are not annotated. What is marked in pictures that are mixed in is not looked at
 * here, nor is it that a mosaic shows this picture in one quarter only; a patch and a paste cover.
 */
export function mapAnnotations(
  annotations: readonly Annotation[],
  ops: readonly Op[],
  size: Size,
  options: MapOptions = {}
): MappedAnnotations {
  const stages = stagesOf(ops, size, options)
  const isMirrored = netIsMirrored(ops)
  const frame = ops.reduce(frameAfter, size)
  const ends = annotations.map((annotation, index) => {
    const end = stages.reduce((at, stage) => stage(at), start(annotation, index, { size, options }))
    return finished(end, frame, options)
  })
  const kept = ends.flatMap((end) => ('why' in end ? [] : [end]))
  return {
    annotations: kept.map(({ annotation }) =>
      isMirrored ? withMirroredLabel(annotation, options) : annotation
    ),
    origins: kept.map(({ index }) => index),
    visibleShares: kept.map(({ visibleShare }) => visibleShare),
    dropped: ends.flatMap((end) => ('why' in end ? [end] : []))
  }
}

type Stage = (moving: Moving) => Moving

/** Each run of geometry, each field of tiles and each cover is one stage. */
function stagesOf(ops: readonly Op[], size: Size, options: MapOptions): readonly Stage[] {
  const stages: Stage[] = []
  let run: GeometryOp[] = []
  let frame = size
  const endRun = (): void => {
    if (run.length > 0) {
      const compiled = compileRun(run, frame, options)
      stages.push((moving) => throughGeometry(moving, compiled))
    }
    run = []
  }
  for (const op of ops) {
    const isTiles = op.op === 'displace' && op.field.kind === 'tiles'
    if (!isGeometry(op) || isTiles) endRun()
    if (op.op === 'displace' && op.field.kind === 'tiles') stages.push(compileTiles(op.field, op.frame))
    else if (isGeometry(op)) run.push(op)
    const shapes = shapesOf(op)
    if (shapes.length > 0) stages.push((moving) => underShapes(moving, shapes))
    frame = frameAfter(frame, op)
  }
  endRun()
  return stages
}

function netIsMirrored(ops: readonly Op[]): boolean {
  return ops.filter((op) => op.op === 'matrix' && determinant(op.matrix) < 0).length % 2 === 1
}

/** What is marked beyond the border of the source is cut off first and does not count as lost. */
function start(
  annotation: Annotation,
  index: number,
  { size, options }: { readonly size: Size; readonly options: MapOptions }
): Moving {
  const frame = wholeFrame(size)
  const rings =
    annotation.kind === 'box'
      ? [outlineOf(annotation.box, options)]
      : annotation.kind === 'polygon'
        ? annotation.rings
        : []
  const points = annotation.kind === 'keypoints' ? annotation.points : []
  return {
    annotation,
    index,
    rings: clipRings(rings, frame),
    hull: undefined,
    points,
    visibleShare: 1,
    lostTo: 'outside'
  }
}

/** Corners of the ellipse, enough that the hull is within a thousandth of its size. */
const ellipseCorners = 72

function outlineOf({ x, y, width, height }: Box, { boxMethod }: MapOptions): Ring {
  if (boxMethod !== 'ellipse') return [x, y, x + width, y, x + width, y + height, x, y + height]
  return Array.from({ length: ellipseCorners }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / ellipseCorners
    return [x + (width / 2) * (1 + Math.cos(angle)), y + (height / 2) * (1 + Math.sin(angle))]
  }).flat()
}

interface Kept {
  readonly annotation: Annotation
  readonly index: number
  readonly visibleShare: number
}

function finished(
  { annotation, index, rings, hull: uncut, points, visibleShare, lostTo }: Moving,
  frame: Size,
  { minVisibleShare = 0.1, minSidePx = 1, boxMethod = 'largestBox' }: MapOptions
): Kept | Dropped {
  if (annotation.kind === 'keypoints') {
    if (!points.some(({ visibility }) => visibility > 0)) return { index, why: lostTo, visibleShare: 0 }
    return { annotation: { ...annotation, points }, index, visibleShare }
  }
  const inside = clipRings(rings, wholeFrame(frame))
  const largest = uncut === undefined || boxMethod !== 'largestBox' ? undefined : clipBox(uncut, frame)
  const hull = inside.length === 0 ? undefined : (largest ?? hullOf(inside.flat()))
  if (hull === undefined) return { index, why: lostTo, visibleShare: 0 }
  if (visibleShare < minVisibleShare) return { index, why: lostTo, visibleShare }
  if (hull.width < minSidePx || hull.height < minSidePx) return { index, why: 'tooSmall', visibleShare }
  const moved = annotation.kind === 'box' ? { ...annotation, box: hull } : { ...annotation, rings: inside }
  return { annotation: moved, index, visibleShare }
}

function withMirroredLabel(annotation: Annotation, { mirroredLabel }: MapOptions): Annotation {
  const { className } = annotation
  if (mirroredLabel === undefined || className === null) return annotation
  return { ...annotation, className: mirroredLabel(className) }
}
