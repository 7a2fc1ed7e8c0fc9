import { type TransformSpec, valueOf } from '../spec.ts'

export const medianBlur = {
  id: 'medianBlur',
  title: 'Median',
  help: 'Each pixel becomes the median of the square about it: small details vanish, edges stay.',
  group: 'blur',
  parameters: [
    {
      id: 'radiusPx',
      title: 'Radius',
      unit: 'px',
      min: 0,
      max: 15,
      step: 1,
      neutral: 0,
      defaultRange: [1, 1],
      governedBy: [
        { aspect: 'detail', as: 'upTo', times: 5 },
        { aspect: 'blur', as: 'upTo', times: 2 }
      ],
      isWhole: true
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.3,
  source:
    'Albumentations MedianBlur, 3 to 7 px a side; 3 here (radius 1), as larger ones paint over what is small',
  lower(step) {
    const radiusPx = valueOf(step, 'radiusPx')
    return radiusPx === 0 ? [] : [{ op: 'medianBlur', radiusPx }]
  }
} as const satisfies TransformSpec
