import type { GeometryOp, Op } from '../ops.ts'
import type { Size } from '../raster.ts'
import { frameAfter, isGeometry } from '../recipe/lower.ts'
import { shapesOf, underShapes } from './covered.ts'
import type { MapOptions } from './mapOptions.ts'
import { maskSamples } from './maskSamples.ts'
import type { Moving } from './moving.ts'
import { clipRings, type Ring, wholeFrame } from './rings.ts'
import { areInFrame, compileRun, throughGeometry } from './throughGeometry.ts'
import { compileTiles } from './throughTiles.ts'
import type { Annotation, Box, Keypoint } from './types.ts'

type Stage = (moving: Moving) => Moving

/** Each run of geometry, each field of tiles and each cover is one stage. */
export function stagesOf(ops: readonly Op[], size: Size, options: MapOptions): readonly Stage[] {
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

/** What is marked beyond the border of the source is cut off first and does not count as lost. */
export function start(
  annotation: Annotation,
  index: number,
  { size, options }: { readonly size: Size; readonly options: MapOptions }
): Moving {
  const corners = annotation.kind === 'rotatedBox' ? annotation.corners : undefined
  return {
    annotation,
    index,
    rings: clipRings(outlinesOf(annotation, options), wholeFrame(size)),
    hull: undefined,
    corners,
    isExact: corners !== undefined && areInFrame(corners, size),
    points: pointsOf(annotation, size),
    visibleShare: 1,
    lostTo: 'outside'
  }
}

function outlinesOf(annotation: Annotation, options: MapOptions): readonly Ring[] {
  switch (annotation.kind) {
    case 'box':
      return [outlineOf(annotation.box, options)]
    case 'rotatedBox':
      return [annotation.corners]
    case 'polygon':
      return annotation.rings
    case 'keypoints':
    case 'mask':
      return []
  }
}

function pointsOf(annotation: Annotation, size: Size): readonly Keypoint[] {
  switch (annotation.kind) {
    case 'keypoints':
      return annotation.points
    case 'mask':
      return maskSamples(annotation.mask, size)
    case 'box':
    case 'rotatedBox':
    case 'polygon':
      return []
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
