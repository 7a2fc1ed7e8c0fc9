import { largestControlShift } from '../../geometry/thinPlate.ts'
import { type TransformSpec, valueOf } from '../spec.ts'
import { nodeStrength, nodeVector } from './nodes.ts'

export const thinPlateSpline = {
  id: 'thinPlateSpline',
  title: 'Thin-plate spline',
  help: 'Bends the picture like a thin sheet held at a grid of points; by at most 0.18 of their distance, so nothing folds.',
  group: 'distortion',
  parameters: [nodeStrength(0.09, [0.01, 0.04])],
  options: [{ id: 'pointCount', title: 'Points along each side', min: 3, max: 7, step: 1, default: 4 }],
  needs: [],
  hasShape: true,
  defaultProbability: 1,
  source: 'Bookstein 1989; Albumentations ThinPlateSpline 4 x 4 points, 0.2 to 0.4, which folds; milder here',
  lower(step, size) {
    const strength = valueOf(step, 'strengthFraction')
    if (strength === 0) return []
    const count = Math.round(valueOf(step, 'pointCount'))
    const amplitude = Math.min(strength, largestControlShift / (count - 1))
    const shapeSeed = valueOf(step, 'shapeSeed')
    const from: number[] = []
    const to: number[] = []
    for (let index = 0; index < count * count; index++) {
      const x = ((index % count) / (count - 1)) * size.width
      const y = (Math.floor(index / count) / (count - 1)) * size.height
      const [u, v] = nodeVector(index, shapeSeed, 0x7b5)
      from.push(x, y)
      to.push(x + u * amplitude * size.width, y + v * amplitude * size.height)
    }
    return [{ op: 'displace', field: { kind: 'thinPlate', from, to }, frame: size }]
  }
} as const satisfies TransformSpec
