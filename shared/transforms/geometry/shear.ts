import { about, centreOf, multiply } from '../../geometry/matrix.ts'
import { type ParameterSpec, type TransformSpec, valueOf } from '../spec.ts'

const angle = (id: string, title: string, defaultRange: readonly [number, number]): ParameterSpec => ({
  id,
  title,
  unit: '°',
  min: -60,
  max: 60,
  step: 1,
  neutral: 0,
  defaultRange,
  governedBy: [{ aspect: 'shear', as: 'symmetric' }]
})

export const shear = {
  id: 'shear',
  title: 'Shear',
  help: 'Slants the picture: sideways like italics, or upwards like a ramp.',
  group: 'geometry',
  parameters: [angle('xDeg', 'Sideways', [-5, 5]), angle('yDeg', 'Upwards', [0, 0])],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source: '±5 degrees: our choice; imgaug and RandAugment reach 30 and 17, beyond what most pictures bear',
  lower(step, size) {
    const centre = centreOf(size)
    const x = Math.tan((valueOf(step, 'xDeg') * Math.PI) / 180)
    const y = Math.tan((valueOf(step, 'yDeg') * Math.PI) / 180)
    // Positive slants lean to the right and rise to the right.
    return [{ op: 'matrix', matrix: multiply(about(centre, [1, x, 0, 1]), about(centre, [1, 0, y, 1])) }]
  }
} as const satisfies TransformSpec
