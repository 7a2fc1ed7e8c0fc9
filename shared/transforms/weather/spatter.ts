import { type ChoiceSpec, choiceOf, type TransformSpec, valueOf } from '../spec.ts'
import { amount, governedByWeather } from './amount.ts'

const kind = {
  id: 'kind',
  title: 'Of what',
  values: [
    { id: 'rain', title: 'Rain' },
    { id: 'mud', title: 'Mud' }
  ],
  default: 'rain'
} as const satisfies ChoiceSpec

export const spatter = {
  id: 'spatter',
  title: 'Spatter',
  help: 'Drops of rain or mud on the lens.',
  group: 'weather',
  parameters: [
    amount({
      id: 'amountFraction',
      title: 'Amount',
      defaultRange: [0.2, 0.6],
      governedBy: [...governedByWeather(0.3), { aspect: 'occlusion', as: 'upTo', times: 3 }]
    })
  ],
  options: [],
  choices: [kind],
  needs: [],
  hasShape: true,
  defaultProbability: 0.2,
  source:
    'Albumentations Spatter, rain and mud, after ImageNet-C; drops of many sizes in place of blurred noise',
  lower(step) {
    const strength = valueOf(step, 'amountFraction')
    if (strength === 0) return []
    const of = choiceOf(step, kind) as (typeof kind.values)[number]['id']
    return [{ op: 'spatter', kind: of, amount: strength, shapeSeed: valueOf(step, 'shapeSeed') }]
  }
} as const satisfies TransformSpec
