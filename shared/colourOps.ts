import { hueMatrix, saturationMatrix } from './colourMatrices.ts'
import type { PointOp } from './ops.ts'

/** All levels times `factor`; nothing at 1. */
export function brightnessOps(factor: number): readonly PointOp[] {
  return factor === 1 ? [] : [{ op: 'curve', curve: { kind: 'gain', factor } }]
}

/** All levels away from mid grey by `factor`; nothing at 1. */
export function contrastOps(factor: number): readonly PointOp[] {
  return factor === 1 ? [] : [{ op: 'curve', curve: { kind: 'contrast', factor } }]
}

/** Colours away from their grey by `factor`; nothing at 1. */
export function saturationOps(factor: number): readonly PointOp[] {
  return factor === 1 ? [] : [{ op: 'colourMatrix', matrix: saturationMatrix(factor) }]
}

/** Colours turned about the grey axis; nothing at 0. */
export function hueOps(angleDeg: number): readonly PointOp[] {
  return angleDeg === 0 ? [] : [{ op: 'colourMatrix', matrix: hueMatrix(angleDeg) }]
}
