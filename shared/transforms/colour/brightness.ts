import { brightnessOps } from '../../colourOps.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

export const brightness = {
  id: 'brightness',
  title: 'Brightness',
  help: 'Multiplies all levels, as Keras and PIL do.',
  group: 'colour',
  parameters: [
    {
      id: 'factor',
      title: 'Factor',
      unit: '×',
      min: 0,
      max: 5,
      step: 0.01,
      neutral: 1,
      defaultRange: [0.8, 1.2],
      governedBy: [{ aspect: 'tone', as: 'around1' }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source: 'Albumentations and AutoAugment practice ±0.2',
  lower: (step) => brightnessOps(valueOf(step, 'factor'))
} as const satisfies TransformSpec
