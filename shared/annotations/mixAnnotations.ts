import { translation } from '../geometry/matrix.ts'
import type { MixOp, Op, Shape } from '../ops.ts'
import type { Size } from '../raster.ts'
import { frameAfter } from '../recipe/lower.ts'
import type { MarkedPicture } from '../transforms/spec.ts'
import { mapAnnotations, type MapOptions } from './mapAnnotations.ts'
import { clipRings, wholeFrame } from './rings.ts'
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
 * both agree to within a pixel of it.
 */
export function mixAnnotations(
  annotations: readonly Annotation[],
  { ops, size, partners }: Mixed,
  options: MapOptions = {}
): readonly Annotation[] {
  let marks = annotations
  let frame = size
  let between: Op[] = []
  const advance = (): void => {
    marks = mapAnnotations(marks, between, frame, options).annotations
    frame = between.reduce(frameAfter, frame)
    between = []
  }
  for (const op of ops) {
    if (isMixing(op)) {
      advance()
      marks = mixOne({ size: frame, annotations: marks }, op, { partners, options })
    } else between.push(op)
  }
  advance()
  return marks
}

interface Context {
  readonly partners: readonly MarkedPicture[]
  readonly options: MapOptions
}

const nothing: MarkedPicture = { size: { width: 1, height: 1 }, annotations: [] }

function mixOne(own: MarkedPicture, op: Mixing, { partners, options }: Context): readonly Annotation[] {
  const { size } = own
  const whole: Box = { x: 0, y: 0, ...size }
  const partner = (index: number): MarkedPicture => partners[index] ?? nothing
  switch (op.op) {
    case 'blend':
      return [...own.annotations, ...fitted(partner(op.partner), whole, { size, options })]
    case 'patch': {
      const below = mapAnnotations(own.annotations, [op], size, options).annotations
      const above = fitted(partner(op.partner), whole, { size, options })
      return [...below, ...cutTo(above, op, { size, options })]
    }
    case 'mosaic': {
      const pictures = op.partners.map(partner).toSpliced(op.own, 0, own)
      return pictures.flatMap((picture, quarter) =>
        fitted(picture, quarterOf(op, quarter, size), { size, options })
      )
    }
    case 'paste':
      return pasted(own, op, { partners, options })
  }
}

function quarterOf(op: Extract<MixOp, { op: 'mosaic' }>, quarter: number, { width, height }: Size): Box {
  // Rounded as the kernel does.
  const [x, y] = [Math.round(op.meetX * width), Math.round(op.meetY * height)]
  const [left, right] = quarter % 2 === 0 ? [0, x] : [x, width]
  const [top, bottom] = quarter < 2 ? [0, y] : [y, height]
  return { x: left, y: top, width: right - left, height: bottom - top }
}

interface Target {
  readonly size: Size
  readonly options: MapOptions
}

/** Marks of a picture that is cut to fill a part of the frame. */
function fitted({ size, annotations }: MarkedPicture, part: Box, target: Target): readonly Annotation[] {
  if (part.width <= 0 || part.height <= 0) return []
  const step = Math.min(size.width / part.width, size.height / part.height)
  // Output to input: the middle of the part shows the middle of the picture; centres lie half a pixel behind edges.
  const offset = (all: number, own: number): number => all / 2 - (own / 2) * step + step / 2 - 0.5
  const cover: Op = {
    op: 'matrix',
    matrix: [step, 0, offset(size.width, part.width), 0, step, offset(size.height, part.height), 0, 0, 1],
    size: { width: part.width, height: part.height }
  }
  const inPart = mapAnnotations(annotations, [cover], size, target.options).annotations
  return placed(inPart, part, target)
}

/** What of marks in the frame lies inside a part of it. */
function cutTo(annotations: readonly Annotation[], part: Box, target: Target): readonly Annotation[] {
  const { x, y, width, height } = part
  const cut: Op = { op: 'matrix', matrix: translation(x, y), size: { width, height } }
  return placed(mapAnnotations(annotations, [cut], target.size, target.options).annotations, part, target)
}

/** Marks of a part, at its place in the frame. */
function placed(
  annotations: readonly Annotation[],
  { x, y, width, height }: Box,
  { size, options }: Target
): readonly Annotation[] {
  const place: Op = { op: 'matrix', matrix: translation(-x, -y), size }
  return mapAnnotations(annotations, [place], { width, height }, options).annotations
}

/** The outline with its label over the own marks, which lose what it covers. */
function pasted(
  own: MarkedPicture,
  op: Extract<MixOp, { op: 'paste' }>,
  { partners, options }: Context
): readonly Annotation[] {
  const place = (share: number, at: number): number =>
    at % 2 === 0 ? op.x + share * op.width : op.y + share * op.height
  const outlines = op.rings.map((ring) => ring.map(place))
  const shapes = outlines.map((points): Shape => ({ kind: 'polygon', points }))
  const cover: Op = { op: 'cover', shapes, covering: 'black', shapeSeed: 0 }
  const below = mapAnnotations(own.annotations, [cover], own.size, options).annotations
  const rings = clipRings(outlines, wholeFrame(own.size))
  if (rings.length === 0) return below
  return [...below, { kind: 'polygon', className: classOf(op.rings, partners[op.partner]), rings }]
}

/** The label of the outline that was taken; null when it is not marked in the partner (any more). */
function classOf(rings: readonly (readonly number[])[], partner: MarkedPicture | undefined): string | null {
  if (partner === undefined) return null
  const { size, annotations } = partner
  const share = (value: number, at: number): number => value / (at % 2 === 0 ? size.width : size.height)
  const text = JSON.stringify(rings)
  const found = annotations.find(
    (one) => one.kind === 'polygon' && JSON.stringify(one.rings.map((ring) => ring.map(share))) === text
  )
  return found?.className ?? null
}
