import { contrastOps } from '../../colourOps.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

export const contrast = {
  id: 'contrast',
  title: 'Contrast',
  help: 'Moves all levels away from mid grey (above 1) or towards it (below 1).',
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
  source:
    'Albumentations ±0.2; about mid grey and not the mean of the picture, so that it needs no statistics',
  lower: (step) => contrastOps(valueOf(step, 'factor'))
} as const satisfies TransformSpec
