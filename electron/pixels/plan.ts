import { assertNever } from '../../shared/errors.ts'
import { identity, multiply } from '../../shared/geometry/matrix.ts'
import type { GeometryOp, NeighbourhoodOp, Op, PointOp } from '../../shared/ops.ts'

/** Work that goes over all pixels once. */
export type Pass = WarpPass | PointPass | NeighbourhoodOp

/**
 * Consecutive geometry, sampled once however many steps it came from.
 *
 * Convention: `maps` in the order of the steps, each from output to input; a point runs through them from the last
 * to the first. No two neighbours are both matrices.
 */
export interface WarpPass {
  readonly op: 'warp'
  readonly maps: readonly GeometryOp[]
}

/** Consecutive curves and colour matrices in the order of the steps; rounded once, at the end. */
export interface PointPass {
  readonly op: 'point'
  readonly stages: readonly PointOp[]
}

/**
 * Fuses operations into as few passes as their order allows. Operations of different kinds never change places, so
 * that the result means what the list of steps says, word by word.
 */
export function planOps(ops: readonly Op[]): readonly Pass[] {
  const passes: Pass[] = []
  for (const op of ops) addOp(passes, op)
  return passes.filter((pass) => !(pass.op === 'warp' && pass.maps.every(isIdentity)))
}

function addOp(passes: Pass[], op: Op): void {
  const last = passes.at(-1)
  switch (op.op) {
    case 'matrix':
    case 'displace':
      if (last?.op === 'warp') passes[passes.length - 1] = { op: 'warp', maps: appendMap(last.maps, op) }
      else passes.push({ op: 'warp', maps: [op] })
      return
    case 'curve':
    case 'colourMatrix':
      if (last?.op === 'point') passes[passes.length - 1] = { op: 'point', stages: [...last.stages, op] }
      else passes.push({ op: 'point', stages: [op] })
      return
    case 'gaussianBlur':
      passes.push(op)
      return
    default:
      assertNever(op)
  }
}

/** Adds a map behind others; two matrices that meet become one. */
export function appendMap(maps: readonly GeometryOp[], map: GeometryOp): readonly GeometryOp[] {
  const last = maps.at(-1)
  if (last?.op !== 'matrix' || map.op !== 'matrix') return [...maps, map]
  return [...maps.slice(0, -1), { op: 'matrix', matrix: multiply(last.matrix, map.matrix) }]
}

function isIdentity(map: GeometryOp): boolean {
  return map.op === 'matrix' && map.matrix.every((value, index) => value === identity[index])
}
