import { type TransformSpec, valueOf } from '../spec.ts'
import { amount, governedByWeather } from './amount.ts'

export const fog = {
  id: 'fog',
  title: 'Fog',
  help: 'Banks of fog, thicker further up in the picture, where things are further away.',
  group: 'weather',
  parameters: [
    amount({
      id: 'densityFraction',
      title: 'Density',
      defaultRange: [0.15, 0.5],
      governedBy: governedByWeather(0.8)
    })
  ],
  options: [],
  needs: [],
  hasShape: true,
  defaultProbability: 0.3,
  source: 'Koschmieder 1924 for the light that fog scatters; Albumentations RandomFog: 0.3 to 1',
  lower(step) {
    const density = valueOf(step, 'densityFraction')
    return density === 0 ? [] : [{ op: 'fog', density, shapeSeed: valueOf(step, 'shapeSeed') }]
  }
} as const satisfies TransformSpec
