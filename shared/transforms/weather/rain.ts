import { type TransformSpec, valueOf } from '../spec.ts'
import { amount, governedByWeather, needsWeather, unitPx } from './amount.ts'

export const rain = {
  id: 'rain',
  title: 'Rain',
  help: 'Thin translucent streaks at three depths, under a duller sky.',
  group: 'weather',
  parameters: [
    amount({
      id: 'amountFraction',
      title: 'Amount',
      defaultRange: [0.2, 0.7],
      governedBy: governedByWeather(0.3)
    }),
    {
      id: 'angleDeg',
      title: 'Slant',
      unit: '°',
      min: -45,
      max: 45,
      step: 1,
      neutral: 0,
      defaultRange: [-10, 10],
      governedBy: []
    }
  ],
  options: [
    { id: 'lengthFraction', title: 'Length of a streak', min: 0.01, max: 0.5, step: 0.01, default: 0.12 },
    { id: 'widthFraction', title: 'Width of a streak', min: 0.001, max: 0.01, step: 0.0005, default: 0.0025 }
  ],
  needs: needsWeather,
  hasShape: true,
  defaultProbability: 0.3,
  source: 'Albumentations RandomRain: slant -10 to 10 degrees, brightness 0.7, drops one pixel wide, blurred',
  lower(step, size) {
    const strength = valueOf(step, 'amountFraction')
    if (strength === 0) return []
    return [
      {
        op: 'rain',
        amount: strength,
        angleDeg: valueOf(step, 'angleDeg'),
        lengthPx: valueOf(step, 'lengthFraction') * unitPx(size),
        widthPx: valueOf(step, 'widthFraction') * unitPx(size),
        shapeSeed: valueOf(step, 'shapeSeed')
      }
    ]
  }
} as const satisfies TransformSpec
