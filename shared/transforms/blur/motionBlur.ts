import { type TransformSpec, valueOf } from '../spec.ts'

export const motionBlur = {
  id: 'motionBlur',
  title: 'Motion blur',
  help: 'Mean along a line, as when the camera or the subject moves; a line of one pixel changes nothing.',
  group: 'blur',
  parameters: [
    {
      id: 'lengthPx',
      title: 'Length',
      unit: 'px',
      min: 0,
      max: 100,
      step: 0.5,
      neutral: 0,
      defaultRange: [3, 7],
      governedBy: [{ aspect: 'blur', as: 'upTo', times: 3.5 }]
    },
    {
      id: 'angleDeg',
      title: 'Direction',
      unit: '°',
      min: -180,
      max: 180,
      step: 1,
      neutral: 0,
      defaultRange: [-180, 180],
      governedBy: []
    },
    {
      id: 'bias',
      title: 'Shift along the line',
      unit: '',
      min: -1,
      max: 1,
      step: 0.1,
      neutral: 0,
      defaultRange: [0, 0],
      governedBy: [],
      isAdvanced: true
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.5,
  source:
    'Albumentations MotionBlur, 3 to 7 px in any direction; a line of n blurs like a Gaussian of about n / 3.5',
  lower(step) {
    const lengthPx = valueOf(step, 'lengthPx')
    if (lengthPx <= 1) return []
    return [{ op: 'motionBlur', lengthPx, angleDeg: valueOf(step, 'angleDeg'), bias: valueOf(step, 'bias') }]
  }
} as const satisfies TransformSpec
