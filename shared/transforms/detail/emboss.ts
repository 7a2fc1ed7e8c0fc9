import { type TransformSpec, valueOf } from '../spec.ts'

export const emboss = {
  id: 'emboss',
  title: 'Emboss',
  help: 'Blends the picture with a relief of itself (3 x 3 pixels).',
  group: 'detail',
  parameters: [
    {
      id: 'share',
      title: 'Strength',
      unit: '%',
      min: 0,
      max: 1,
      step: 0.01,
      neutral: 0,
      defaultRange: [0.1, 0.3],
      governedBy: [{ aspect: 'detail', as: 'upTo' }]
    },
    {
      id: 'strength',
      title: 'Depth',
      unit: '',
      min: 0,
      max: 2,
      step: 0.05,
      neutral: 0.5,
      defaultRange: [0.2, 0.7],
      governedBy: [],
      isAdvanced: true
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.3,
  source: 'Albumentations Emboss, share 0.2 to 0.5, strength 0.2 to 0.7; milder here',
  lower(step) {
    const share = valueOf(step, 'share')
    return share === 0 ? [] : [{ op: 'emboss', share, strength: valueOf(step, 'strength') }]
  }
} as const satisfies TransformSpec
