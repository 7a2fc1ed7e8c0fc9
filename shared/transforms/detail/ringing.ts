import { type TransformSpec, valueOf } from '../spec.ts'

export const ringing = {
  id: 'ringing',
  title: 'Ringing',
  help: 'Cuts off the finest detail sharply, so that edges ring as after too much sharpening or compression.',
  group: 'detail',
  parameters: [
    {
      id: 'lossFraction',
      title: 'Frequencies cut off',
      unit: '%',
      min: 0,
      max: 0.9,
      step: 0.01,
      neutral: 0,
      defaultRange: [0.2, 0.5],
      governedBy: [{ aspect: 'detail', as: 'upTo' }]
    },
    {
      id: 'radiusPx',
      title: 'Radius of the filter',
      unit: 'px',
      min: 1,
      max: 21,
      step: 1,
      neutral: 5,
      defaultRange: [3, 7],
      governedBy: [],
      isWhole: true,
      isAdvanced: true
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.3,
  source:
    'Real-ESRGAN (Wang et al. 2021) and Albumentations RingingOvershoot: cut off at pi / 4 to pi / 2 radians per pixel (50 to 75 % lost), filter of 7 to 15 px; milder here',
  lower(step) {
    const loss = valueOf(step, 'lossFraction')
    if (loss === 0) return []
    return [{ op: 'ringing', radiusPx: valueOf(step, 'radiusPx'), cutoff: Math.PI * (1 - loss) }]
  }
} as const satisfies TransformSpec
