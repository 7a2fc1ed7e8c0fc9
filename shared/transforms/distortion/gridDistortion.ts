import { philox } from '../../draw/philox.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

/**
 * Edges of `cells` columns over `length` pixels, each column's width multiplied by 1 ± distort, then brought back
 * to the whole length, so that nothing leaves the frame.
 */
function stretchedEdges(
  length: number,
  { cells, distort, shapeSeed, axis }: { cells: number; distort: number; shapeSeed: number; axis: number }
): number[] {
  const widths = Array.from({ length: cells }, (_, index) => {
    const [word] = philox([index, axis, 0, 0], [shapeSeed >>> 0, 0x6712d])
    return 1 + distort * (word / 0x80000000 - 1)
  })
  const total = widths.reduce((sum, width) => sum + width, 0)
  let at = 0
  const inner = widths.slice(0, -1).map((width) => (at += (width / total) * length))
  return [0, ...inner, length]
}

export const gridDistortion = {
  id: 'gridDistortion',
  title: 'Grid distortion',
  help: 'Widens some columns and rows and narrows others.',
  group: 'distortion',
  parameters: [
    {
      id: 'distort',
      title: 'Strength',
      unit: '%',
      min: 0,
      max: 0.8,
      step: 0.01,
      neutral: 0,
      defaultRange: [0.05, 0.2],
      // A column of five moves its border by at most distort / 5 * 2 of the side.
      governedBy: [{ aspect: 'warp', as: 'upTo', times: 5 }]
    }
  ],
  options: [{ id: 'stepCount', title: 'Columns and rows', min: 2, max: 12, step: 1, default: 5 }],
  needs: [],
  hasShape: true,
  defaultProbability: 1,
  source: 'Albumentations GridDistortion: 5 steps, ±0.3; milder here',
  lower(step, size) {
    const cells = Math.round(valueOf(step, 'stepCount'))
    const distort = valueOf(step, 'distort')
    if (distort === 0) return []
    const shape = { cells, distort, shapeSeed: valueOf(step, 'shapeSeed') }
    const xEdges = stretchedEdges(size.width, { ...shape, axis: 0 })
    const yEdges = stretchedEdges(size.height, { ...shape, axis: 1 })
    return [{ op: 'displace', field: { kind: 'grid', xEdges, yEdges }, frame: size }]
  }
} as const satisfies TransformSpec
