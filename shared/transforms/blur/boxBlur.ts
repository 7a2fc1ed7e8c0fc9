import { type TransformSpec, valueOf } from '../spec.ts'

export const boxBlur = {
  id: 'boxBlur',
  title: 'Box blur',
  help: 'Mean over a square about each pixel; radius in pixels of the original picture.',
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
      defaultRange: [0, 1.5],
      governedBy: [{ aspect: 'blur', as: 'upTo', times: 1.7 }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.5,
  source:
    'Albumentations Blur, 3 to 7 px a side (radius 1 to 3); milder here. A radius r blurs like a Gaussian of about r / 1.7',
  lower(step) {
    const radiusPx = valueOf(step, 'radiusPx')
    return radiusPx === 0 ? [] : [{ op: 'boxBlur', radiusPx }]
  }
} as const satisfies TransformSpec
