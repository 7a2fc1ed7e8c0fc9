import { type TransformSpec, valueOf } from '../spec.ts'
import { amount, governedByWeather } from './amount.ts'

export const snow = {
  id: 'snow',
  title: 'Snow',
  help: 'Falling flakes at four depths, and snow that lies on what is light.',
  group: 'weather',
  parameters: [
    amount({
      id: 'amountFraction',
      title: 'Falling snow',
      defaultRange: [0.2, 0.7],
      governedBy: governedByWeather(0.35)
    }),
    amount({
      id: 'coverFraction',
      title: 'Lying snow',
      defaultRange: [0.1, 0.4],
      governedBy: governedByWeather(0.8)
    })
  ],
  options: [],
  needs: [],
  hasShape: true,
  defaultProbability: 0.3,
  source:
    'Albumentations RandomSnow: snow point 0.1 to 0.3, which whitens a like share; its texture adds flakes',
  lower(step) {
    const falling = valueOf(step, 'amountFraction')
    const cover = valueOf(step, 'coverFraction')
    if (falling === 0 && cover === 0) return []
    return [{ op: 'snow', amount: falling, cover, shapeSeed: valueOf(step, 'shapeSeed') }]
  }
} as const satisfies TransformSpec
