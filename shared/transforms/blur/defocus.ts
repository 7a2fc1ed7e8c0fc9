import { type TransformSpec, valueOf } from '../spec.ts'

export const defocus = {
  id: 'defocus',
  title: 'Defocus',
  help: 'Mean over a disc, as of a lens out of focus; radius in pixels of the original picture.',
  group: 'blur',
  parameters: [
    {
      id: 'radiusPx',
      title: 'Radius',
      unit: 'px',
      min: 0,
      max: 50,
      step: 0.1,
      neutral: 0,
      defaultRange: [1, 2],
      governedBy: [{ aspect: 'blur', as: 'upTo', times: 2 }]
    },
    {
      id: 'softnessPx',
      title: 'Softness of the edge',
      unit: 'px',
      min: 0,
      max: 5,
      step: 0.1,
      neutral: 0,
      defaultRange: [0.1, 0.5],
      governedBy: [{ aspect: 'blur', as: 'upTo', times: 1 }],
      isAdvanced: true
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.3,
  source:
    'Albumentations Defocus and ImageNet-C: disc of 3 to 10 px, softened by 0.1 to 0.5 px; a smaller disc here',
  lower(step) {
    const radiusPx = valueOf(step, 'radiusPx')
    if (radiusPx <= 0.5) return []
    return [{ op: 'defocus', radiusPx, softnessPx: valueOf(step, 'softnessPx') }]
  }
} as const satisfies TransformSpec
