import { type ChoiceSpec, choiceOf, type TransformSpec, valueOf } from '../spec.ts'

const channels = {
  id: 'channels',
  title: 'Colours',
  values: [
    { id: 'separate', title: 'Each its own' },
    { id: 'together', title: 'All alike' }
  ],
  default: 'separate'
} as const satisfies ChoiceSpec

export const gaussianNoise = {
  id: 'gaussianNoise',
  title: 'Noise',
  help: 'Adds normal noise to every pixel; its standard deviation as a share of the full range.',
  group: 'noise',
  parameters: [
    {
      id: 'deviation',
      title: 'Deviation',
      unit: '%',
      min: 0,
      max: 1,
      step: 0.005,
      neutral: 0,
      defaultRange: [0.01, 0.04],
      governedBy: [{ aspect: 'noise', as: 'upTo' }]
    }
  ],
  options: [],
  choices: [channels],
  needs: [],
  hasShape: true,
  defaultProbability: 0.5,
  source: 'imgaug 0 to 15 levels (6 %); Albumentations 20 to 44 % and Kornia 100 % leave nothing to see',
  lower(step) {
    const deviation = valueOf(step, 'deviation')
    if (deviation === 0) return []
    const perChannel = choiceOf(step, channels) === 'separate'
    return [{ op: 'gaussianNoise', deviation, perChannel, shapeSeed: valueOf(step, 'shapeSeed') }]
  }
} as const satisfies TransformSpec
