import { translation } from '../../geometry/matrix.ts'
import { type ParameterSpec, type TransformSpec, valueOf } from '../spec.ts'

const fraction = (id: string, title: string): ParameterSpec => ({
  id,
  title,
  unit: '%',
  min: -1,
  max: 1,
  step: 0.01,
  neutral: 0,
  defaultRange: [-0.06, 0.06],
  governedBy: [{ aspect: 'shift', as: 'symmetric' }]
})

export const translate = {
  id: 'translate',
  title: 'Translate',
  help: 'Moves the picture; a share of its width to the right and of its height down.',
  group: 'geometry',
  parameters: [fraction('xFraction', 'Right'), fraction('yFraction', 'Down')],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source: 'Albumentations ShiftScaleRotate ±0.0625',
  lower(step, size) {
    const x = valueOf(step, 'xFraction') * size.width
    const y = valueOf(step, 'yFraction') * size.height
    return [{ op: 'matrix', matrix: translation(-x, -y) }]
  }
} as const satisfies TransformSpec
