import { type TransformSpec, valueOf } from '../spec.ts'

export const gaussianBlur = {
  id: 'gaussianBlur',
  title: 'Blur',
  help: 'Gaussian blur; sigma in pixels of the original picture.',
  group: 'blur',
  parameters: [
    {
      id: 'sigmaPx',
      title: 'Sigma',
      unit: 'px',
      min: 0,
      max: 50,
      step: 0.1,
      neutral: 0,
      defaultRange: [0, 1],
      governedBy: [{ aspect: 'blur', as: 'upTo' }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.5,
  source:
    'Albumentations 0.5 to 3.0 px, Kornia 0.1 to 2.0 px; milder here, as pictures for training are small',
  lower(step) {
    const sigmaPx = valueOf(step, 'sigmaPx')
    return sigmaPx === 0 ? [] : [{ op: 'gaussianBlur', sigmaPx }]
  }
} as const satisfies TransformSpec
