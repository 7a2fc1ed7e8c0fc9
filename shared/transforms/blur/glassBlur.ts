import { type TransformSpec, valueOf } from '../spec.ts'

export const glassBlur = {
  id: 'glassBlur',
  title: 'Frosted glass',
  help: 'Neighbouring pixels change places, blurred before and after.',
  group: 'blur',
  parameters: [
    {
      id: 'distancePx',
      title: 'Distance',
      unit: 'px',
      min: 0,
      max: 10,
      step: 1,
      neutral: 0,
      defaultRange: [1, 2],
      governedBy: [{ aspect: 'blur', as: 'upTo', times: 1.7 }],
      isWhole: true
    },
    {
      id: 'sigmaPx',
      title: 'Blur',
      unit: 'px',
      min: 0,
      max: 5,
      step: 0.1,
      neutral: 0,
      defaultRange: [0.3, 0.7],
      governedBy: [{ aspect: 'blur', as: 'upTo' }]
    }
  ],
  options: [{ id: 'rounds', title: 'Rounds', min: 1, max: 5, step: 1, default: 2 }],
  needs: [],
  hasShape: true,
  defaultProbability: 0.3,
  source:
    'Albumentations GlassBlur and ImageNet-C: sigma 0.7, distance 4, two rounds; a smaller distance here',
  lower(step) {
    const [distancePx, sigmaPx] = [valueOf(step, 'distancePx'), valueOf(step, 'sigmaPx')]
    if (distancePx === 0 && sigmaPx === 0) return []
    const rounds = valueOf(step, 'rounds')
    return [{ op: 'glassBlur', sigmaPx, distancePx, rounds, shapeSeed: valueOf(step, 'shapeSeed') }]
  }
} as const satisfies TransformSpec
