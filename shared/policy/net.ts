import {
  centreOf,
  determinant,
  identity,
  invert,
  type Mat2x3,
  type Mat3,
  multiply,
  toRowsAt
} from '../geometry/matrix.ts'
import type { Op } from '../ops.ts'
import type { Size } from '../raster.ts'
import type { Lowered } from '../recipe/lower.ts'
import { type Aspect, aspectSpec } from './aspects.ts'
import type { Limits } from './profile.ts'

/** What the geometric steps of a variant do together, seen from the source to the variant. */
export interface NetChange {
  /** 0 upright .. 180 upside down: the rotation nearest to the linear map (its polar factor), counter-clockwise > 0. */
  readonly rotationDeg: number
  readonly isMirrored: boolean
  /** Square root of the area factor; above 1 is enlarged. */
  readonly scale: number
  /** Ratio of the longer to the shorter image of the axes, 1 when proportions are kept. */
  readonly stretch: number
  /** By how much the angle between the axes differs from 90 degrees. */
  readonly shearDeg: number
  /** Shift of the picture's centre as a share of width and height; the larger of both. */
  readonly shiftFraction: number
}

/** The net map of all matrix operations, output to input; displacement fields are local and do not count. */
export function netMatrix(ops: readonly Op[]): Mat3 {
  return ops.reduce<Mat3>((net, op) => (op.op === 'matrix' ? multiply(net, op.matrix) : net), identity)
}

/**
 * The net map as somebody sees it who looks at source and variant at the same area: where a crop or pad has changed
 * the frame, it is brought back to the area of the source by one factor for both axes, centre on centre.
 */
export function netView({ ops, frame }: Lowered, size: Size): Mat3 {
  const net = netMatrix(ops)
  if (frame.width === size.width && frame.height === size.height) return net
  const factor = Math.sqrt((frame.width * frame.height) / (size.width * size.height))
  const [from, to] = [centreOf(size), centreOf(frame)]
  return multiply(net, [factor, 0, to.x - factor * from.x, 0, factor, to.y - factor * from.y, 0, 0, 1])
}

/** Beyond so many ways through a variant every blend is looked at on its own. */
const maxWays = 256

type ChainsOp = Extract<Op, { readonly op: 'chains' }>

/** Lists of operations with a blend (AugMix) replaced by each of its chains, and by nothing: the picture that is kept. */
function waysThrough(ops: readonly Op[]): readonly (readonly Op[])[] {
  const blends = ops.flatMap((op, at) => (op.op === 'chains' ? [{ at, chains: op.chains }] : []))
  if (blends.length === 0) return [ops]
  const total = blends.reduce((product, { chains }) => product * (chains.length + 1), 1)
  if (total <= maxWays) return blends.reduceRight(replaced, [ops])
  return blends.flatMap(({ at, chains }) => replaced([ops], { at, chains }))
}

function replaced(
  ways: readonly (readonly Op[])[],
  { at, chains }: Pick<ChainsOp, 'chains'> & { readonly at: number }
): readonly (readonly Op[])[] {
  return ways.flatMap((ops) => [[], ...chains].map((chain) => ops.toSpliced(at, 1, ...chain)))
}

/** The net maps of all pictures that are blended into a variant; one when nothing is. */
export function netViews({ ops, frame }: Lowered, size: Size): readonly Mat3[] {
  return waysThrough(ops).map((way) => netView({ ops: way, frame }, size))
}

/** The net 2 x 3 map from output to input pixel centres (its first-order part at the centre for a homography). */
export function netRows({ ops, frame }: Lowered): Mat2x3 {
  return toRowsAt(netMatrix(ops), centreOf(frame))
}

const degrees = (radians: number): number => (radians * 180) / Math.PI

/**
 * Decomposes the net map. A mirrored map is taken as "mirror left-right, then turn", so that a top-bottom mirror is
 * a mirror plus half a turn, and a mirror along both axes is half a turn.
 */
export function decompose(matrix: Mat3, size: Size): NetChange {
  const centre = centreOf(size)
  const [[a, b, tx], [c, d, ty]] = toRowsAt(invertOrCollapse(matrix), centre)
  const isMirrored = a * d - b * c < 0
  const sign = isMirrored ? -1 : 1
  const [ax, cx] = [a * sign, c * sign]
  const lengthX = Math.hypot(ax, cx)
  const lengthY = Math.hypot(b, d)
  const cosine = (ax * b + cx * d) / (lengthX * lengthY)
  const movedX = a * centre.x + b * centre.y + tx - centre.x
  const movedY = c * centre.x + d * centre.y + ty - centre.y
  return {
    // Why the minus: y points down, so the polar angle atan2(c - b, a + d) counts clockwise on the screen.
    rotationDeg: -degrees(Math.atan2(cx - b, ax + d)),
    isMirrored,
    scale: Math.sqrt(Math.abs(a * d - b * c)),
    stretch: Math.max(lengthX / lengthY, lengthY / lengthX),
    shearDeg: Math.abs(90 - degrees(Math.acos(Math.min(1, Math.max(-1, cosine))))),
    shiftFraction: Math.max(Math.abs(movedX) / size.width, Math.abs(movedY) / size.height)
  }
}

/** A map that cannot be inverted shows nothing of the picture: an infinite zoom, which no profile allows. */
function invertOrCollapse(matrix: Mat3): Mat3 {
  return Math.abs(determinant(matrix)) < 1e-12 ? [1e6, 0, 0, 0, 1e6, 0, 0, 0, 1] : invert(matrix)
}

export interface NetViolation {
  readonly aspect: Aspect
  readonly measured: number
  readonly limit: number
  readonly reason: string
}

/** Why a small slack: limits are inclusive, and sines and cosines leave dust in the last digits. */
const slack = 1e-6

/** Beyond this nothing of the picture is left, whatever the domain allows. */
const collapsed = 1e5

/** Why: the largest limit of an aspect is "not restricted" (two steps may add up to more), but never a collapse. */
const isWithin = (aspect: Aspect, measured: number, limit: number): boolean =>
  measured <= limit + slack || (limit >= aspectSpec(aspect).unlimited && measured < collapsed)

/** The first limit that the net change breaks, or undefined when it stays within the domain. */
export function netViolation(net: NetChange, limits: Limits): NetViolation | undefined {
  const scaleAway = Math.max(net.scale, 1 / net.scale) - 1
  const measures: readonly (readonly [Aspect, number])[] = [
    ['rotation', Math.abs(net.rotationDeg)],
    ['mirror', net.isMirrored ? 1 : 0],
    ['shear', net.shearDeg],
    ['scale', scaleAway],
    ['stretch', net.stretch - 1],
    ['shift', net.shiftFraction]
  ]
  for (const [aspect, measured] of measures) {
    const { limit, reason } = limits[aspect]
    if (!isWithin(aspect, measured, limit)) return { aspect, measured, limit, reason }
  }
  return undefined
}
