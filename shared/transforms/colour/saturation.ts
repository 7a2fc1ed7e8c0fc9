import { saturationOps } from '../../colourOps.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

export const saturation = {
  id: 'saturation',
  title: 'Saturation',
  help: 'Makes colours stronger (above 1) or paler (below 1). Grey pictures stay as they are.',
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
      governedBy: [{ aspect: 'colour', as: 'around1' }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source: '±0.2; the blend of torchvision and PIL with the luma of Rec. 601',
  lower: (step) => saturationOps(valueOf(step, 'factor'))
} as const satisfies TransformSpec
