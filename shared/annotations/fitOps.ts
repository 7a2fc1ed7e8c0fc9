import { translation } from '../geometry/matrix.ts'
import type { MixOp, Op } from '../ops.ts'
import type { Size } from '../raster.ts'
import { frameAfter } from '../recipe/lower.ts'
import type { Box } from './types.ts'

/** Stands between two runs of geometry: what left the frame of the first is lost for the second. */
const frameEnds: Op = { op: 'cover', shapes: [], covering: 'black', shapeSeed: 0 }

/** A picture of `size` cut to fill a part of the frame: as operations, which end in the frame. */
export function fitOps(size: Size, part: Box, frame: Size): readonly Op[] {
  const step = Math.min(size.width / part.width, size.height / part.height)
  // Output to input: the middle of the part shows the middle of the picture; centres lie half a pixel behind edges.
  const offset = (all: number, own: number): number => all / 2 - (own / 2) * step + step / 2 - 0.5
  return [
    {
      op: 'matrix',
      matrix: [step, 0, offset(size.width, part.width), 0, step, offset(size.height, part.height), 0, 0, 1],
      size: { width: part.width, height: part.height }
    },
    frameEnds,
    { op: 'matrix', matrix: translation(-part.x, -part.y), size: frame },
    frameEnds
  ]
}

/** What of a frame lies inside a part of it, at its place. */
export function cutOps({ x, y, width, height }: Box, frame: Size): readonly Op[] {
  return [
    { op: 'matrix', matrix: translation(x, y), size: { width, height } },
    frameEnds,
    { op: 'matrix', matrix: translation(-x, -y), size: frame },
    frameEnds
  ]
}

type Mosaic = Extract<MixOp, { readonly op: 'mosaic' }>

/** A quarter of a mosaic, row by row; rounded to whole pixels as its kernel does. */
export function quarterOf(op: Mosaic, quarter: number, { width, height }: Size): Box {
  const [x, y] = [Math.round(op.meetX * width), Math.round(op.meetY * height)]
  const [left, right] = quarter % 2 === 0 ? [0, x] : [x, width]
  const [top, bottom] = quarter < 2 ? [0, y] : [y, height]
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Mosaics as what they do to the own picture. One whose own quarter has no pixel shows nothing of it: a cover. */
export function openedMosaics(ops: readonly Op[], size: Size): readonly Op[] {
  if (!ops.some(({ op }) => op === 'mosaic')) return ops
  let frame = size
  return ops.flatMap((op) => {
    const before = frame
    frame = frameAfter(frame, op)
    if (op.op !== 'mosaic') return [op]
    const part = quarterOf(op, op.own, before)
    if (part.width > 0 && part.height > 0) return fitOps(before, part, before)
    return [{ ...frameEnds, shapes: [{ kind: 'rectangle', x: 0, y: 0, ...before }] } as Op]
  })
}
