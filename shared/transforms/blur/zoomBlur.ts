import { type TransformSpec, valueOf } from '../spec.ts'

export const zoomBlur = {
  id: 'zoomBlur',
  title: 'Zoom blur',
  help: 'Mean of zooms about the centre, as when the camera moves forwards.',
  group: 'blur',
  parameters: [
    {
      id: 'factor',
      title: 'Largest zoom',
      unit: '×',
      min: 1,
      max: 2,
      step: 0.01,
      neutral: 1,
      defaultRange: [1, 1.03],
      governedBy: [{ aspect: 'blur', as: 'around1', times: 0.02 }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.3,
  source:
    'Albumentations ZoomBlur and ImageNet-C, 1 to 1.31; far milder here: 1.03 moves the border of 500 px by 7',
  lower(step) {
    const factor = valueOf(step, 'factor')
    return factor === 1 ? [] : [{ op: 'zoomBlur', factor }]
  }
} as const satisfies TransformSpec
