import { type TransformSpec, valueOf } from '../spec.ts'

export const sharpness = {
  id: 'sharpness',
  title: 'Sharpness',
  help: 'Below 1 smoother, above 1 sharper, as PIL and torchvision do it.',
  group: 'detail',
  parameters: [
    {
      id: 'factor',
      title: 'Factor',
      unit: '×',
      min: 0,
      max: 5,
      step: 0.05,
      neutral: 1,
      defaultRange: [0.5, 1.5],
      governedBy: [{ aspect: 'detail', as: 'around1' }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.5,
  source: 'torchvision RandAugment, 0.1 to 1.9; half as far here',
  lower(step) {
    const factor = valueOf(step, 'factor')
    return factor === 1 ? [] : [{ op: 'sharpness', factor }]
  }
} as const satisfies TransformSpec
