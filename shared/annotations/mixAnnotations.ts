import type { MixOp, Op } from '../ops.ts'
import type { Size } from '../raster.ts'
import { frameAfter } from '../recipe/lower.ts'
import type { MarkedPicture } from '../transforms/spec.ts'
import { cutOps, fitOps, quarterOf } from './fitOps.ts'
import { mapAnnotations, type MapOptions } from './mapAnnotations.ts'
import { pasted } from './pasted.ts'
import { scaleOutlines } from './scaleAnnotations.ts'
import { scaledFrame } from './throughMasks.ts'
import type { Annotation, Box } from './types.ts'

type Mixing = Exclude<MixOp, { readonly op: 'chains' }>

const isMixing = (op: Op): op is Mixing =>
  op.op === 'blend' || op.op === 'patch' || op.op === 'mosaic' || op.op === 'paste'

export interface Mixed {
  readonly ops: readonly Op[]
  readonly size: Size
  /** The other sources that the variant names, in order. */
  readonly partners: readonly MarkedPicture[]
}

/**
 * Annotations of a variant that takes from other pictures: its own and theirs, moved as their pixels are, clipped, and
 * dropped by the rules of `mapAnnotations`. The same as `mapAnnotations` where nothing is mixed.
 *
 * Convention: partners are cut to fill their part; the kernels do so to whole pixels of the partner, this exactly, so
 * both agree to within a pixel of it. Things keep numbers of their own: those of partners are counted on. Where a
 * part of another picture lies over the own one, masks lose their pixels to it, whatever `coveredPixels` says: they
 * show that picture now.
 */
export function mixAnnotations(
  annotations: readonly Annotation[],
  mixed: Mixed,
  options: MapOptions = {}
): readonly Annotation[] {
  const { ops, size } = mixed
  if (!ops.some(isMixing)) return mapAnnotations(annotations, ops, size, options).annotations
  const end = ops.reduce(frameAfter, size)
  const { outputSize = end, maskSize = outputSize, ...rest } = options
  const scale = { x: maskSize.width / end.width, y: maskSize.height / end.height }
  const context: Context = {
    partners: numberedOn(annotations, mixed.partners),
    map: (marks, through, from) => {
      const masks = scaledFrame(through.reduce(frameAfter, from), scale)
      return mapAnnotations(marks, through, from, { ...rest, maskSize: masks }).annotations
    },
    cut: (marks, op, frame) =>
      mapAnnotations(marks, [op], frame, {
        ...rest,
        coveredPixels: 'cut',
        maskSize: scaledFrame(frame, scale)
      }).annotations,
    masks: (frame) => scaledFrame(frame, scale)
  }
  return scaleOutlines(mixAll(annotations, mixed, context), end, outputSize)
}

interface Context {
  readonly partners: readonly MarkedPicture[]
  /** Marks of a frame through operations. */
  readonly map: (marks: readonly Annotation[], ops: readonly Op[], frame: Size) => readonly Annotation[]
  /** Marks of a frame under what a part of another picture covers. */
  readonly cut: (marks: readonly Annotation[], op: Op, frame: Size) => readonly Annotation[]
  /** How large masks of a frame are. */
  readonly masks: (frame: Size) => Size
}

function mixAll(
  annotations: readonly Annotation[],
  { ops, size }: Mixed,
  context: Context
): readonly Annotation[] {
  let marks = annotations
  let frame = size
  let between: Op[] = []
  const advance = (): void => {
    // Also with nothing between: masks get their size, and what is marked beyond the border is cut off.
    marks = context.map(marks, between, frame)
    frame = between.reduce(frameAfter, frame)
    between = []
  }
  for (const op of ops) {
    if (isMixing(op)) {
      advance()
      marks = mixOne({ size: frame, annotations: marks }, op, context)
    } else between.push(op)
  }
  advance()
  return marks
}

/** Why: the first thing of one picture is not the first thing of another. */
function numberedOn(
  annotations: readonly Annotation[],
  partners: readonly MarkedPicture[]
): readonly MarkedPicture[] {
  const next = (list: readonly Annotation[]): number =>
    list.reduce((most, { object = -1 }) => Math.max(most, object), -1) + 1
  let first = next(annotations)
  return partners.map((partner) => {
    const from = first
    first += next(partner.annotations)
    const renumbered = partner.annotations.map((one) =>
      one.object === undefined ? one : { ...one, object: one.object + from }
    )
    return { ...partner, annotations: renumbered }
  })
}

const nothing: MarkedPicture = { size: { width: 1, height: 1 }, annotations: [] }

function mixOne(own: MarkedPicture, op: Mixing, context: Context): readonly Annotation[] {
  const { size } = own
  const whole: Box = { x: 0, y: 0, ...size }
  const partner = (index: number): MarkedPicture => context.partners[index] ?? nothing
  const fitted = (picture: MarkedPicture, part: Box, more: readonly Op[] = []): readonly Annotation[] =>
    part.width > 0 && part.height > 0
      ? context.map(picture.annotations, [...fitOps(picture.size, part, size), ...more], picture.size)
      : []
  switch (op.op) {
    case 'blend':
      return [...own.annotations, ...fitted(partner(op.partner), whole)]
    case 'patch': {
      const above = fitted(partner(op.partner), whole)
      return [
        ...context.cut(own.annotations, op, size),
        ...context.map(above, cutOps(wholePixels(op), size), size)
      ]
    }
    case 'mosaic': {
      const pictures = op.partners.map(partner).toSpliced(op.own, 0, own)
      return pictures.flatMap((picture, quarter) => fitted(picture, quarterOf(op, quarter, size)))
    }
    case 'paste': {
      const { below, above } = pasted(op, {
        frame: size,
        masks: context.masks(size),
        partner: partner(op.partner)
      })
      return [...context.cut(own.annotations, below, size), ...above]
    }
  }
}

/** A part as its kernel copies it. */
function wholePixels({ x, y, width, height }: Box): Box {
  const [left, top] = [Math.round(x), Math.round(y)]
  return { x: left, y: top, width: Math.round(x + width) - left, height: Math.round(y + height) - top }
}
