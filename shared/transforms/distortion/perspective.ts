import { philox } from '../../draw/philox.ts'
import { quadrilateralToRectangle } from '../../geometry/homography.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

export const perspective = {
  id: 'perspective',
  title: 'Perspective',
  help: 'Tilts the picture in space by moving its four corners at random.',
  group: 'distortion',
  parameters: [
    {
      id: 'strength',
      title: 'Corner shift',
      unit: '%',
      min: 0,
      max: 0.4,
      step: 0.005,
      neutral: 0,
      defaultRange: [0.02, 0.06],
      governedBy: [{ aspect: 'perspective', as: 'upTo' }]
    }
  ],
  options: [],
  needs: [],
  hasShape: true,
  defaultProbability: 1,
  source: 'Albumentations Perspective 0.05 to 0.1, imgaug 0 to 0.06; the milder of both',
  lower(step, { width, height }) {
    const strength = valueOf(step, 'strength')
    if (strength === 0) return []
    const shapeSeed = valueOf(step, 'shapeSeed') >>> 0
    const corners = [0, 1, 2, 3].map((corner) => {
      const [u, v] = philox([corner, 0, 0, 0], [shapeSeed, 0x9e45])
      const x = corner === 1 || corner === 2 ? width : 0
      const y = corner >= 2 ? height : 0
      return {
        x: x - 0.5 + strength * width * (u / 0x80000000 - 1),
        y: y - 0.5 + strength * height * (v / 0x80000000 - 1)
      }
    })
    return [{ op: 'matrix', matrix: quadrilateralToRectangle(corners, { width, height }) }]
  }
} as const satisfies TransformSpec
