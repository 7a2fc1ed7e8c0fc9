import { appendMap } from '../geometry/chain.ts'
import { identity, rescale } from '../geometry/matrix.ts'
import type { GeometryOp, Op, Shape } from '../ops.ts'
import type { Size } from '../raster.ts'
import { frameAfter, isGeometry } from '../recipe/lower.ts'
import { shapesOf } from './covered.ts'
import { bySize, type MaskPlanes, masksIn, planesOf } from './maskPlanes.ts'
import { maskFromRings } from './rle.ts'
import type { RunLengths } from './types.ts'
import { warpPlanes } from './warpPlanes.ts'

export interface MaskRun {
  /** The full frame before the first operation; a mask of another size is spread over it. */
  readonly size: Size
  /** How large the masks become that come out, as a factor of the frame that the operations end in. */
  readonly scale: { readonly x: number; readonly y: number }
  /** Whether pixels under a cover belong to nothing any more. */
  readonly isCoverCut: boolean
}

const isSameSize = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height

/** The size in which a frame is rendered, as for pixels. */
export function scaledFrame(frame: Size, scale: MaskRun['scale']): Size {
  return {
    width: Math.max(1, Math.round(frame.width * scale.x)),
    height: Math.max(1, Math.round(frame.height * scale.y))
  }
}

/**
 * Masks through operations, sampled as pixels are with the interpolation nearest: consecutive geometry once, a change
 * of scale with the first of it.
 *
 * Convention: outside of the picture is background whatever the fill mode, as copies that fill modes make are not
 * marked.
 */
export function mapMasks(
  masks: readonly RunLengths[],
  ops: readonly Op[],
  run: MaskRun
): readonly RunLengths[] {
  if (masks.length === 0) return []
  const out = new Map(
    mapPlanes(planesOf(masks), ops, run).flatMap((own) =>
      masksIn(own).map((mask, plane) => [own.places[plane], mask] as const)
    )
  )
  return masks.map((mask, index) => out.get(index) ?? mask)
}

/** The same with planes, whatever their bits mean; background is 0. */
export function mapPlanes(
  given: readonly MaskPlanes[],
  ops: readonly Op[],
  run: MaskRun
): readonly MaskPlanes[] {
  let planes = given
  let frame = run.size
  let maps: readonly GeometryOp[] = []
  let before = frame
  const endRun = (): void => {
    planes = warped(planes, { maps, before, after: frame }, run)
    maps = []
    before = frame
  }
  for (const op of ops) {
    if (isGeometry(op)) {
      maps = appendMap(maps, op)
      frame = frameAfter(frame, op)
      continue
    }
    if (maps.length > 0) endRun()
    const shapes = run.isCoverCut ? shapesOf(op) : []
    if (shapes.length > 0) planes = planes.map((own) => without(own, shapes, frame))
  }
  endRun()
  return planes
}

interface Warp {
  readonly maps: readonly GeometryOp[]
  /** Full frames. */
  readonly before: Size
  readonly after: Size
}

/** Planes of each size on their own: the change from their size to the frame is part of the warp. */
function warped(
  planes: readonly MaskPlanes[],
  { maps, before, after }: Warp,
  { scale }: MaskRun
): readonly MaskPlanes[] {
  const output = scaledFrame(after, scale)
  return bySize(planes).flatMap((group) => {
    const own = group.map(({ one }) => one)
    const [first] = own
    if (first === undefined) return []
    const chain: readonly GeometryOp[] = [
      ...betweenSizes(first, before),
      ...maps,
      ...betweenSizes(after, output)
    ].reduce(appendMap, [] as readonly GeometryOp[])
    if (isSameSize(first, output) && chain.every(isIdentity)) return own
    return warpPlanes(own, chain, output)
  })
}

const betweenSizes = (from: Size, to: Size): readonly GeometryOp[] =>
  isSameSize(from, to) ? [] : [{ op: 'matrix', matrix: rescale(from, to) }]

const isIdentity = (map: GeometryOp): boolean =>
  map.op === 'matrix' && map.matrix.every((value, index) => value === identity[index])

/** Without the pixels whose centres lie under the shapes. */
function without(planes: MaskPlanes, shapes: readonly Shape[], frame: Size): MaskPlanes {
  const [sx, sy] = [planes.width / frame.width, planes.height / frame.height]
  const rings = shapes.map((shape) => outlineOf(shape).map((value, at) => value * (at % 2 === 0 ? sx : sy)))
  const pixels = planes.pixels.slice()
  let at = 0
  maskFromRings(rings, planes).runs.forEach((length, index) => {
    if (index % 2 === 1) pixels.fill(0, at, at + length)
    at += length
  })
  return { ...planes, pixels }
}

function outlineOf(shape: Shape): readonly number[] {
  if (shape.kind === 'polygon') return shape.points
  const { x, y, width, height } = shape
  return [x, y, x + width, y, x + width, y + height, x, y + height]
}
