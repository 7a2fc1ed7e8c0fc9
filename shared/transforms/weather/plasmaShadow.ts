import { type TransformSpec, valueOf } from '../spec.ts'
import { amount } from './amount.ts'
import { noPlasma, plasmaOptions } from './plasmaField.ts'

export const plasmaShadow = {
  id: 'plasmaShadow',
  title: 'Clouds of shadow',
  help: 'Darker in soft clouds, as under trees.',
  group: 'weather',
  parameters: [
    amount({
      id: 'amountFraction',
      title: 'Deepest shadow',
      defaultRange: [0.1, 0.4],
      governedBy: [{ aspect: 'tone', as: 'upTo' }]
    })
  ],
  options: plasmaOptions,
  needs: [],
  hasShape: true,
  defaultProbability: 0.5,
  source: 'Albumentations PlasmaShadow: 0.3 to 0.7; milder here',
  lower(step) {
    const shadow = valueOf(step, 'amountFraction')
    return shadow === 0 ? [] : [{ ...noPlasma(step), shadow }]
  }
} as const satisfies TransformSpec
