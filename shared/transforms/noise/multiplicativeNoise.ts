import { type ChoiceSpec, choiceOf, type TransformSpec, valueOf } from '../spec.ts'

const channels = {
  id: 'channels',
  title: 'Colours',
  values: [
    { id: 'separate', title: 'Each its own' },
    { id: 'together', title: 'All alike' }
  ],
  default: 'together'
} as const satisfies ChoiceSpec

export const multiplicativeNoise = {
  id: 'multiplicativeNoise',
  title: 'Speckle',
  help: 'Multiplies every pixel by a factor of its own, between 1 - spread and 1 + spread.',
  group: 'noise',
  parameters: [
    {
      id: 'spread',
      title: 'Spread',
      unit: '%',
      min: 0,
      max: 1,
      step: 0.01,
      neutral: 0,
      defaultRange: [0, 0.1],
      governedBy: [{ aspect: 'noise', as: 'upTo', times: 1.7 }]
    }
  ],
  options: [],
  choices: [channels],
  needs: [],
  hasShape: true,
  defaultProbability: 0.3,
  source:
    'Albumentations MultiplicativeNoise, factors 0.9 to 1.1; the deviation in white is the spread divided by 1.7',
  lower(step) {
    const spread = valueOf(step, 'spread')
    if (spread === 0) return []
    const perChannel = choiceOf(step, channels) === 'separate'
    return [{ op: 'multiplicativeNoise', spread, perChannel, shapeSeed: valueOf(step, 'shapeSeed') }]
  }
} as const satisfies TransformSpec
