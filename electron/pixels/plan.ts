import { appendMap } from '../../shared/geometry/chain.ts'
import { identity } from '../../shared/geometry/matrix.ts'
import type { AreaOp, GeometryOp, Op, PointOp } from '../../shared/ops.ts'
import type { Size } from '../../shared/raster.ts'
import { frameAfter } from '../../shared/recipe/lower.ts'

export { appendMap } from '../../shared/geometry/chain.ts'

/** Work that goes over all pixels once. `frame`: the picture at full size after it. */
export type Pass = WarpPass | PointPass | AreaPass

/**
 * Consecutive geometry, sampled once however many steps it came from.
 *
 * Convention: `maps` in the order of the steps, each from output to input; a point runs through them from the last
 * to the first. No two neighbours are both matrices.
 */
export interface WarpPass {
  readonly pass: 'warp'
  readonly maps: readonly GeometryOp[]
  readonly frame: Size
}

/** Consecutive curves and colour matrices in the order of the steps; rounded once, at the end. */
export interface PointPass {
  readonly pass: 'point'
  readonly stages: readonly PointOp[]
  readonly frame: Size
}

export interface AreaPass {
  readonly pass: 'area'
  readonly op: AreaOp
  readonly frame: Size
}

/**
 * Fuses operations into as few passes as their order allows. Operations of different kinds never change places, so
 * that the result means what the list of steps says, word by word.
 */
export function planOps(ops: readonly Op[], size: Size): readonly Pass[] {
  const passes: Pass[] = []
  let frame = size
  for (const op of ops) {
    frame = frameAfter(frame, op)
    addOp(passes, op, frame)
  }
  return passes.filter(
    (pass, index) => !(pass.pass === 'warp' && changesNothing(pass, passes[index - 1]?.frame ?? size))
  )
}

function addOp(passes: Pass[], op: Op, frame: Size): void {
  const last = passes.at(-1)
  switch (op.op) {
    case 'matrix':
    case 'displace':
      if (last?.pass === 'warp') {
        passes[passes.length - 1] = { pass: 'warp', maps: appendMap(last.maps, op), frame }
      } else passes.push({ pass: 'warp', maps: [op], frame })
      return
    case 'curve':
    case 'colourMatrix':
      if (last?.pass === 'point') {
        passes[passes.length - 1] = { pass: 'point', stages: [...last.stages, op], frame }
      } else passes.push({ pass: 'point', stages: [op], frame })
      return
    default:
      passes.push({ pass: 'area', op, frame })
  }
}

function changesNothing({ maps, frame }: WarpPass, before: Size): boolean {
  const isIdentity = (map: GeometryOp): boolean =>
    map.op === 'matrix' && map.matrix.every((value, index) => value === identity[index])
  return frame.width === before.width && frame.height === before.height && maps.every(isIdentity)
}
