import { type TransformSpec, valueOf } from '../spec.ts'

export const chromaticAberration = {
  id: 'chromaticAberration',
  title: 'Chromatic aberration',
  help: 'Red and blue are scaled against green: coloured fringes that grow towards the corners.',
  group: 'detail',
  parameters: [
    {
      id: 'redShift',
      title: 'Red',
      unit: '%',
      min: -0.05,
      max: 0.05,
      step: 0.0005,
      neutral: 0,
      defaultRange: [-0.003, 0.003],
      governedBy: [
        { aspect: 'warp', as: 'symmetric', times: 1 },
        { aspect: 'detail', as: 'symmetric', times: 0.05 }
      ]
    },
    {
      id: 'blueShift',
      title: 'Blue',
      unit: '%',
      min: -0.05,
      max: 0.05,
      step: 0.0005,
      neutral: 0,
      defaultRange: [-0.003, 0.003],
      governedBy: [
        { aspect: 'warp', as: 'symmetric', times: 1 },
        { aspect: 'detail', as: 'symmetric', times: 0.05 }
      ]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.3,
  source:
    'lenses for photography keep within 0.3 % of the distance from the centre; Albumentations distorts by 2 to 5 %',
  lower(step) {
    const [red, blue] = [valueOf(step, 'redShift'), valueOf(step, 'blueShift')]
    return red === 0 && blue === 0 ? [] : [{ op: 'chromaticAberration', red, blue }]
  }
} as const satisfies TransformSpec
