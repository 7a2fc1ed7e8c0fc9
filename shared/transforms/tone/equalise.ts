import { type TransformSpec, valueOf } from '../spec.ts'

export const equalise = {
  id: 'equalise',
  title: 'Equalise',
  help: 'Spreads the levels of each channel until all are about equally frequent.',
  group: 'tone',
  parameters: [
    {
      id: 'share',
      title: 'Strength',
      unit: '',
      min: 0,
      max: 1,
      step: 0.01,
      neutral: 0,
      defaultRange: [0, 0.5],
      governedBy: [{ aspect: 'tone', as: 'upTo', times: 2 }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.2,
  source: 'Equalize of PIL, torchvision and Albumentations, which is strength 1; milder',
  lower: (step) => {
    const share = valueOf(step, 'share')
    return share === 0 ? [] : [{ op: 'equalise', share }]
  }
} as const satisfies TransformSpec
