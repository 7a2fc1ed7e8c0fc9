import { brightnessOps, contrastOps, hueOps, saturationOps } from '../../colourOps.ts'
import { type ParameterSpec, type TransformSpec, valueOf } from '../spec.ts'

function factor(id: string, title: string, aspect: 'tone' | 'colour'): ParameterSpec {
  return {
    id,
    title,
    unit: '×',
    min: 0,
    max: 5,
    step: 0.01,
    neutral: 1,
    defaultRange: [0.85, 1.15],
    governedBy: [{ aspect, as: 'around1' }]
  }
}

export const colourJitter = {
  id: 'colourJitter',
  title: 'Colour jitter',
  help: 'Changes brightness, contrast, saturation and hue, one after the other in this order. Of grey pictures only brightness and contrast.',
  group: 'colour',
  parameters: [
    factor('brightness', 'Brightness', 'tone'),
    factor('contrast', 'Contrast', 'tone'),
    factor('saturation', 'Saturation', 'colour'),
    {
      id: 'hueDeg',
      title: 'Hue',
      unit: '°',
      min: -180,
      max: 180,
      step: 1,
      neutral: 0,
      defaultRange: [-7, 7],
      governedBy: [{ aspect: 'hue', as: 'symmetric' }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.8,
  source:
    'ColorJitter of torchvision and Albumentations (0.8 to 1.2), milder and always in the order of its parameters; probability 0.8 of SimCLR',
  lower: (step) => [
    ...brightnessOps(valueOf(step, 'brightness')),
    ...contrastOps(valueOf(step, 'contrast')),
    ...saturationOps(valueOf(step, 'saturation')),
    ...hueOps(valueOf(step, 'hueDeg'))
  ]
} as const satisfies TransformSpec
