import { type TransformSpec, valueOf } from '../spec.ts'

export const sharpen = {
  id: 'sharpen',
  title: 'Sharpen',
  help: 'Blends the picture with a strongly sharpened one (3 x 3 pixels).',
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
      id: 'lightness',
      title: 'Lightness',
      unit: '×',
      min: 0,
      max: 2,
      step: 0.05,
      neutral: 1,
      defaultRange: [1, 1],
      governedBy: [{ aspect: 'tone', as: 'around1' }],
      isAdvanced: true
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.3,
  source:
    'Albumentations Sharpen, share 0.2 to 0.5, lightness 0.5 to 1; milder here, and without the change of lightness',
  lower(step) {
    const share = valueOf(step, 'share')
    return share === 0 ? [] : [{ op: 'sharpen', share, lightness: valueOf(step, 'lightness') }]
  }
} as const satisfies TransformSpec
