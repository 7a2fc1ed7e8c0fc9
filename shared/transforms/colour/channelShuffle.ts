import { orderMatrix } from '../../colourMatrices.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

/** What the output's red, green and blue show; in the order of the dictionary. */
const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0]
] as const

export const channelShuffle = {
  id: 'channelShuffle',
  title: 'Channel shuffle',
  help: 'Red, green and blue change places: 0 RGB, 1 RBG, 2 GRB, 3 GBR, 4 BRG, 5 BGR. Grey pictures stay as they are.',
  group: 'colour',
  parameters: [
    {
      id: 'order',
      title: 'Order',
      unit: '',
      min: 0,
      max: 5,
      step: 1,
      neutral: 0,
      defaultRange: [0, 5],
      isWhole: true,
      governedBy: [{ aspect: 'hue', as: 'upTo', times: 5 }]
    }
  ],
  options: [],
  needs: [{ aspect: 'hue', limit: 180 }],
  hasShape: false,
  defaultProbability: 0.5,
  source: 'ChannelShuffle of Albumentations, RandomChannelPermutation of torchvision; probability 0.5',
  lower: (step) => {
    const order = orders[Math.round(valueOf(step, 'order'))]
    if (order === undefined || order === orders[0]) return []
    return [{ op: 'colourMatrix', matrix: orderMatrix(order) }]
  }
} as const satisfies TransformSpec
