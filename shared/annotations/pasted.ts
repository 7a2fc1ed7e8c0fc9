import type { MixOp, Op, Shape } from '../ops.ts'
import type { Size } from '../raster.ts'
import type { MarkedPicture } from '../transforms/spec.ts'
import { hullOf } from './bounds.ts'
import { outlined } from './outlined.ts'
import { clipRings, type Ring, wholeFrame } from './rings.ts'
import { maskFromRings } from './rle.ts'
import type { Annotation } from './types.ts'

type Paste = Extract<MixOp, { readonly op: 'paste' }>

interface Place {
  readonly frame: Size
  /** How large masks of the frame are. */
  readonly masks: Size
  readonly partner: MarkedPicture
}

interface Pasted {
  /** What the own marks lie under. */
  readonly below: Op
  /** The pasted thing; nothing where it lies outside of the frame. */
  readonly above: readonly Annotation[]
}

/**
 * An outlined thing of a partner in the frame: with its class and number, as a mask where it came from one, and with its
 * box where it had one.
 */
export function pasted(op: Paste, { frame, masks, partner }: Place): Pasted {
  const place = (share: number, at: number): number =>
    at % 2 === 0 ? op.x + share * op.width : op.y + share * op.height
  const outlines = op.rings.map((ring) => ring.map(place))
  const shapes = outlines.map((points): Shape => ({ kind: 'polygon', points }))
  const below: Op = { op: 'cover', shapes, covering: 'black', shapeSeed: 0 }
  const rings = clipRings(outlines, wholeFrame(frame))
  if (rings.length === 0) return { below, above: [] }
  const from = originOf(op.rings, partner)
  const marked = {
    className: from?.className ?? null,
    ...(from?.object === undefined ? {} : { object: from.object })
  }
  const boxes = boxesOf(from, partner, rings).map((box): Annotation => ({ ...marked, kind: 'box', box }))
  if (from?.kind !== 'mask') return { below, above: [...boxes, { ...marked, kind: 'polygon', rings }] }
  const mask = maskOf(rings, frame, masks)
  return { below, above: mask.runs.length === 1 ? [] : [...boxes, { ...marked, kind: 'mask', mask }] }
}

/** The box about what is pasted, if the thing was marked with one. */
function boxesOf(
  from: Annotation | undefined,
  { annotations }: MarkedPicture,
  rings: readonly Ring[]
): readonly NonNullable<ReturnType<typeof hullOf>>[] {
  const isBoxed =
    from?.object !== undefined &&
    annotations.some(({ kind, object }) => kind === 'box' && object === from.object)
  const hull = isBoxed ? hullOf(rings.flat()) : undefined
  return hull === undefined ? [] : [hull]
}

function maskOf(rings: readonly Ring[], frame: Size, size: Size): ReturnType<typeof maskFromRings> {
  const [sx, sy] = [size.width / frame.width, size.height / frame.height]
  return maskFromRings(
    rings.map((ring) => ring.map((value, at) => value * (at % 2 === 0 ? sx : sy))),
    size
  )
}

/** What the outline was taken from; undefined when it is not marked in the partner (any more). */
function originOf(rings: readonly Ring[], { size, annotations }: MarkedPicture): Annotation | undefined {
  const share = (value: number, at: number): number => value / (at % 2 === 0 ? size.width : size.height)
  const text = JSON.stringify(rings)
  const isIt = (one: Annotation): boolean =>
    one.kind === 'polygon' && JSON.stringify(one.rings.map((ring) => ring.map(share))) === text
  return annotations.find(isIt) ?? annotations.find((one) => one.kind === 'mask' && isIt(outlined(one, size)))
}
