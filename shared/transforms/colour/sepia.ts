import { sepiaMatrix } from '../../colourMatrices.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

export const sepia = {
  id: 'sepia',
  title: 'Sepia',
  help: 'Draws the colours towards the brown of an old photograph. Grey pictures stay as they are.',
  group: 'colour',
  parameters: [
    {
      id: 'strength',
      title: 'Strength',
      unit: '',
      min: 0,
      max: 1,
      step: 0.01,
      neutral: 0,
      defaultRange: [0, 0.3],
      governedBy: [{ aspect: 'colour', as: 'upTo' }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.2,
  source: 'matrix of the W3C filter effects and of Albumentations ToSepia, which is strength 1',
  lower: (step) => {
    const strength = valueOf(step, 'strength')
    return strength === 0 ? [] : [{ op: 'colourMatrix', matrix: sepiaMatrix(strength) }]
  }
} as const satisfies TransformSpec
