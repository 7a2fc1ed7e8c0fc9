import { type TransformSpec, valueOf } from '../spec.ts'

export const pixelDropout = {
  id: 'pixelDropout',
  title: 'Pixel dropout',
  help: 'Sets single pixels to one level, black unless asked otherwise.',
  group: 'noise',
  parameters: [
    {
      id: 'share',
      title: 'Share of pixels',
      unit: '%',
      min: 0,
      max: 0.5,
      step: 0.001,
      neutral: 0,
      defaultRange: [0, 0.01],
      governedBy: [
        { aspect: 'noise', as: 'upTo', times: 0.2 },
        { aspect: 'occlusion', as: 'upTo' }
      ]
    }
  ],
  options: [{ id: 'level', title: 'Level (0 black, 1 white)', min: 0, max: 1, step: 0.05, default: 0 }],
  needs: [],
  hasShape: true,
  defaultProbability: 0.3,
  source: 'Albumentations PixelDropout, 1 % of the pixels set to 0',
  lower(step) {
    const share = valueOf(step, 'share')
    if (share === 0) return []
    return [
      { op: 'pixelDropout', share, level: valueOf(step, 'level'), shapeSeed: valueOf(step, 'shapeSeed') }
    ]
  }
} as const satisfies TransformSpec
