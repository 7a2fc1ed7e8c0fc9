import { philox } from '../../draw/philox.ts'
import { largestNodeShift } from '../../geometry/mesh.ts'
import type { Displacement, GeometryOp } from '../../ops.ts'
import type { Size } from '../../raster.ts'
import { type ConcreteStep, type OptionSpec, type ParameterSpec, valueOf } from '../spec.ts'

/** How far nodes move at most, as a share of width and height. */
export const nodeStrength = (max: number, defaultRange: readonly [number, number]): ParameterSpec => ({
  id: 'strengthFraction',
  title: 'Strength',
  unit: '%',
  min: 0,
  max,
  step: 0.005,
  neutral: 0,
  defaultRange,
  governedBy: [{ aspect: 'warp', as: 'upTo' }]
})

export const cellCount: OptionSpec = {
  id: 'cellCount',
  title: 'Columns and rows',
  min: 2,
  max: 12,
  step: 1,
  default: 4
}

/** Uniform in [-1, 1) for a node, along x and y. */
export function nodeVector(index: number, shapeSeed: number, salt: number): readonly [number, number] {
  const [u, v] = philox([index, 0, 0, 0], [shapeSeed >>> 0, salt])
  return [u / 0x80000000 - 1, v / 0x80000000 - 1]
}

/**
 * A mesh whose nodes move at random by up to `strengthFraction` of the side, and by no more than 0.24 of a cell, with
 * which it cannot fold. Nodes of the border stay on it, so that nothing outside of the picture comes into view.
 */
export function meshOf(
  step: ConcreteStep,
  size: Size,
  { triangles }: { triangles: boolean }
): readonly GeometryOp[] {
  const strength = valueOf(step, 'strengthFraction')
  if (strength === 0) return []
  const cells = Math.round(valueOf(step, cellCount.id))
  const shapeSeed = valueOf(step, 'shapeSeed')
  const amplitude = Math.min(strength, largestNodeShift / cells)
  const nodes = cells + 1
  const isInner = (at: number): boolean => at > 0 && at < cells
  const dx: number[] = []
  const dy: number[] = []
  for (let index = 0; index < nodes * nodes; index++) {
    const [u, v] = nodeVector(index, shapeSeed, triangles ? 0x7219 : 0x6e57)
    dx.push(isInner(index % nodes) ? u * amplitude * size.width : 0)
    dy.push(isInner(Math.floor(index / nodes)) ? v * amplitude * size.height : 0)
  }
  const field: Displacement = { kind: 'mesh', columns: nodes, rows: nodes, dx, dy, triangles }
  return [{ op: 'displace', field, frame: size }]
}
