import { type ChoiceSpec, choiceOf, type TransformSpec, valueOf } from '../spec.ts'

const look = {
  id: 'look',
  title: 'Look',
  values: [
    { id: 'smooth', title: 'Smooth' },
    { id: 'pixelated', title: 'Pixelated' }
  ],
  default: 'smooth'
} as const satisfies ChoiceSpec

export const downscale = {
  id: 'downscale',
  title: 'Lower resolution',
  help: 'Shrinks the picture to a share of its size and enlarges it again.',
  group: 'detail',
  parameters: [
    {
      id: 'share',
      title: 'Share of the size',
      unit: '%',
      min: 0.02,
      max: 1,
      step: 0.01,
      neutral: 1,
      defaultRange: [0.5, 0.9],
      governedBy: [{ aspect: 'detail', as: 'around1' }]
    }
  ],
  options: [],
  choices: [look],
  needs: [],
  hasShape: false,
  defaultProbability: 0.3,
  source: 'Albumentations Downscale, 25 % with nearest neighbours; 50 to 90 % here',
  lower(step) {
    const share = valueOf(step, 'share')
    return share === 1 ? [] : [{ op: 'downscale', share, smooth: choiceOf(step, look) === 'smooth' }]
  }
} as const satisfies TransformSpec
