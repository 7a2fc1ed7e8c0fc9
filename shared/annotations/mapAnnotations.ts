import { determinant } from '../geometry/matrix.ts'
import type { Op } from '../ops.ts'
import type { Size } from '../raster.ts'
import { frameAfter } from '../recipe/lower.ts'
import { finished, type Kept } from './finished.ts'
import { openedMosaics } from './fitOps.ts'
import type { MapOptions } from './mapOptions.ts'
import { mirrored } from './mirrored.ts'
import type { DropReason } from './moving.ts'
import { scaleOutlines } from './scaleAnnotations.ts'
import { stagesOf, start } from './stages.ts'
import { mapMasks } from './throughMasks.ts'
import type { Annotation, RunLengths } from './types.ts'

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
 * Annotations of a picture of `size` through the operations of a variant, to the frame that these end in, or to
 * `outputSize`. Matrices are inverted exactly and displacements to a millionth of a pixel, by the functions that move
 * the pixels; masks are sampled as pixels are.
 *
 * Convention: what leaves the frame of a warp is lost for the steps behind it, as it is for the pixels. Keypoints
 * that leave stay in their list, as their place in it has a meaning, with visibility 0; covered
 * ones become hidden (1); annotations without a labelled point are dropped, and so are the points of an object
 * when nothing else of it is left. A rotated box becomes the rectangle of least area around what is left of it. A mask
 * of another size than the picture is spread over it. Copies that the fill modes reflect and wrap make are not
 * annotated. Of a mosaic the own quarter is followed; what is marked in pictures that are mixed in is not looked
 * at here; a patch and a paste cover.
 */
export function mapAnnotations(
  annotations: readonly Annotation[],
  given: readonly Op[],
  size: Size,
  options: MapOptions = {}
): MappedAnnotations {
  const ops = openedMosaics(given, size)
  const frame = ops.reduce(frameAfter, size)
  const stages = stagesOf(ops, size, options)
  const ends = annotations.map((annotation, index) => {
    const end = stages.reduce((at, stage) => stage(at), start(annotation, index, { size, options }))
    return finished(end, frame, options)
  })
  const kept = withMasks(withoutLonePoints(annotations, ends), ops, { size, frame, options })
  const alive = kept.flatMap((end) => ('why' in end ? [] : [end]))
  const isMirrored = netIsMirrored(ops)
  const moved = alive.map(({ annotation }) => (isMirrored ? mirrored(annotation, options) : annotation))
  return {
    annotations: scaleOutlines(moved, frame, options.outputSize ?? frame),
    origins: alive.map(({ index }) => index),
    visibleShares: alive.map(({ visibleShare }) => visibleShare),
    dropped: kept.flatMap((end) => ('why' in end ? [end] : []))
  }
}

type End = Kept | Dropped

/** An object's keypoints go with its outlines: where all of those are dropped, they are too, for the same reason. */
function withoutLonePoints(annotations: readonly Annotation[], ends: readonly End[]): readonly End[] {
  const lost = new Map<number, End | undefined>()
  annotations.forEach(({ kind, object }, index) => {
    const end = ends[index]
    if (kind === 'keypoints' || object === undefined || end === undefined) return
    const isGone = 'why' in end && (!lost.has(object) || lost.get(object) !== undefined)
    lost.set(object, isGone ? end : undefined)
  })
  return ends.map((end, index) => {
    const { kind, object } = annotations[index] ?? {}
    const gone = kind === 'keypoints' && object !== undefined ? lost.get(object) : undefined
    if ('why' in end || gone === undefined || !('why' in gone)) return end
    return { index, why: gone.why, visibleShare: gone.visibleShare }
  })
}

interface Through {
  readonly size: Size
  readonly frame: Size
  readonly options: MapOptions
}

/** The masks that are kept, with the pixels that they have now; those of which no pixel is left are dropped. */
function withMasks(
  ends: readonly End[],
  ops: readonly Op[],
  { size, frame, options }: Through
): readonly End[] {
  const masks = ends.flatMap((end) =>
    !('why' in end) && end.annotation.kind === 'mask' ? [{ end, mask: end.annotation.mask }] : []
  )
  if (masks.length === 0) return ends
  const output = options.maskSize ?? options.outputSize ?? frame
  const mapped = mapMasks(
    masks.map(({ mask }) => mask),
    ops,
    {
      size,
      scale: { x: output.width / frame.width, y: output.height / frame.height },
      isCoverCut: options.coveredPixels === 'cut'
    }
  )
  const changed = new Map(masks.map(({ end }, place) => [end.index, withMask(end, mapped[place])]))
  return ends.map((end) => changed.get(end.index) ?? end)
}

function withMask(end: Kept, mask: RunLengths | undefined): End {
  const { annotation, index, visibleShare } = end
  if (mask === undefined || annotation.kind !== 'mask') return end
  // One run, or two of which the first is empty: all outside, or all inside.
  if (mask.runs.length === 1) return { index, why: 'tooSmall', visibleShare }
  return { ...end, annotation: { ...annotation, mask } }
}

/** Whether operations mirror the picture as a whole; then left is right in it. */
export function netIsMirrored(ops: readonly Op[]): boolean {
  return ops.filter((op) => op.op === 'matrix' && determinant(op.matrix) < 0).length % 2 === 1
}
