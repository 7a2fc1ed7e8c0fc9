import { hueOps } from '../../colourOps.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

export const hue = {
  id: 'hue',
  title: 'Hue',
  help: 'Turns all colours around the colour circle, keeping their lightness. Grey pictures stay as they are.',
  group: 'colour',
  parameters: [
    {
      id: 'angleDeg',
      title: 'Angle',
      unit: '°',
      min: -180,
      max: 180,
      step: 1,
      neutral: 0,
      defaultRange: [-7, 7],
      governedBy: [{ aspect: 'hue', as: 'symmetric' }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source:
    'Ultralytics hsv_h 0.015 turns; the full circle of Albumentations ColorJitter changes what a colour means',
  lower: (step) => hueOps(valueOf(step, 'angleDeg'))
} as const satisfies TransformSpec
