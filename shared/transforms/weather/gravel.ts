import { type TransformSpec, valueOf } from '../spec.ts'
import { amount, governedByWeather, unitPx } from './amount.ts'

export const gravel = {
  id: 'gravel',
  title: 'Gravel',
  help: 'Small stones strewn over the lower part of the picture.',
  group: 'weather',
  parameters: [
    amount({
      id: 'amountFraction',
      title: 'Amount',
      defaultRange: [0.1, 0.5],
      governedBy: [...governedByWeather(0.3), { aspect: 'occlusion', as: 'upTo', times: 3 }]
    })
  ],
  options: [
    { id: 'sizeFraction', title: 'Size of a stone', min: 0.002, max: 0.015, step: 0.001, default: 0.008 }
  ],
  needs: [],
  hasShape: true,
  defaultProbability: 0.2,
  source: 'Albumentations RandomGravel: patches within the lower middle of the picture',
  lower(step, size) {
    const strength = valueOf(step, 'amountFraction')
    if (strength === 0) return []
    const sizePx = valueOf(step, 'sizeFraction') * unitPx(size)
    return [{ op: 'gravel', amount: strength, sizePx, shapeSeed: valueOf(step, 'shapeSeed') }]
  }
} as const satisfies TransformSpec
