import { type TransformSpec, valueOf } from '../spec.ts'
import { amount, governedByWeather, unitPx } from './amount.ts'

export const sunFlare = {
  id: 'sunFlare',
  title: 'Sun flare',
  help: 'The sun in the upper half, with its glow and the reflections that it makes in a lens.',
  group: 'weather',
  parameters: [
    amount({
      id: 'strengthFraction',
      title: 'Strength',
      defaultRange: [0.3, 0.8],
      governedBy: governedByWeather(0.5)
    })
  ],
  options: [
    { id: 'radiusFraction', title: 'Reach of the glow', min: 0.05, max: 1, step: 0.05, default: 0.3 },
    { id: 'circles', title: 'Reflections', min: 0, max: 20, step: 1, default: 8 }
  ],
  needs: [],
  hasShape: true,
  defaultProbability: 0.2,
  source: 'Albumentations RandomSunFlare: in the upper half, 6 to 10 circles',
  lower(step, size) {
    const strength = valueOf(step, 'strengthFraction')
    if (strength === 0) return []
    return [
      {
        op: 'sunFlare',
        strength,
        radiusPx: valueOf(step, 'radiusFraction') * unitPx(size),
        circles: Math.round(valueOf(step, 'circles')),
        shapeSeed: valueOf(step, 'shapeSeed')
      }
    ]
  }
} as const satisfies TransformSpec
