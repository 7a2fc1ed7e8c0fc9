import { type TransformSpec, valueOf } from '../spec.ts'
import { amount, governedByWeather, needsWeather } from './amount.ts'

export const shadow = {
  id: 'shadow',
  title: 'Shadow',
  help: 'Soft-edged shadows of things outside of the picture, in its lower half.',
  group: 'weather',
  parameters: [
    amount({
      id: 'amountFraction',
      title: 'Depth',
      defaultRange: [0.2, 0.5],
      governedBy: governedByWeather(1)
    }),
    {
      id: 'count',
      title: 'How many',
      unit: '',
      min: 1,
      max: 5,
      step: 1,
      neutral: 1,
      defaultRange: [1, 2],
      governedBy: [],
      isWhole: true
    }
  ],
  options: [],
  needs: needsWeather,
  hasShape: true,
  defaultProbability: 0.3,
  source: 'Albumentations RandomShadow: one or two in the lower half, depth 0.5',
  lower(step) {
    const depth = valueOf(step, 'amountFraction')
    if (depth === 0) return []
    return [
      { op: 'shadow', count: valueOf(step, 'count'), amount: depth, shapeSeed: valueOf(step, 'shapeSeed') }
    ]
  }
} as const satisfies TransformSpec
