import { dropMatrix } from '../../colourMatrices.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

export const channelDropout = {
  id: 'channelDropout',
  title: 'Channel dropout',
  help: 'Takes one channel away: 0 none, 1 red, 2 green, 3 blue. Grey pictures stay as they are.',
  group: 'colour',
  parameters: [
    {
      id: 'channel',
      title: 'Channel',
      unit: '',
      min: 0,
      max: 3,
      step: 1,
      neutral: 0,
      defaultRange: [1, 3],
      isWhole: true,
      governedBy: [{ aspect: 'hue', as: 'upTo', times: 3 }]
    }
  ],
  options: [{ id: 'fillLevels', title: 'Level in its place', min: 0, max: 255, step: 1, default: 0 }],
  needs: [
    { aspect: 'hue', limit: 180 },
    { aspect: 'colour', limit: 1 }
  ],
  hasShape: false,
  defaultProbability: 0.05,
  source: 'Albumentations ChannelDropout: one channel, filled with 0; far less often than its 0.5',
  lower: (step) => {
    const channel = Math.round(valueOf(step, 'channel'))
    if (channel === 0) return []
    return [{ op: 'colourMatrix', matrix: dropMatrix(channel - 1, valueOf(step, 'fillLevels') / 255) }]
  }
} as const satisfies TransformSpec
