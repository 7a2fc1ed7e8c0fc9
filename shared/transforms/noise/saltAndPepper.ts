import { type TransformSpec, valueOf } from '../spec.ts'

export const saltAndPepper = {
  id: 'saltAndPepper',
  title: 'Salt and pepper',
  help: 'Turns single pixels white or black.',
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
    },
    {
      id: 'saltShare',
      title: 'Share of white',
      unit: '%',
      min: 0,
      max: 1,
      step: 0.05,
      neutral: 0.5,
      defaultRange: [0.4, 0.6],
      governedBy: [],
      isAdvanced: true
    }
  ],
  options: [],
  needs: [],
  hasShape: true,
  defaultProbability: 0.3,
  source: 'Albumentations SaltAndPepper, 1 to 6 % of the pixels, 40 to 60 % of them white; at most 1 % here',
  lower(step) {
    const share = valueOf(step, 'share')
    if (share === 0) return []
    const saltShare = valueOf(step, 'saltShare')
    return [{ op: 'saltAndPepper', share, saltShare, shapeSeed: valueOf(step, 'shapeSeed') }]
  }
} as const satisfies TransformSpec
