import { type TransformSpec, valueOf } from '../spec.ts'
import { amount } from './amount.ts'
import { noPlasma, plasmaOptions } from './plasmaField.ts'

export const plasmaContrast = {
  id: 'plasmaContrast',
  title: 'Clouds of contrast',
  help: 'More contrast in some places and less in others, in soft clouds.',
  group: 'weather',
  parameters: [
    amount({
      id: 'amountFraction',
      title: 'Most change of contrast',
      defaultRange: [0.05, 0.3],
      governedBy: [{ aspect: 'tone', as: 'upTo' }]
    })
  ],
  options: plasmaOptions,
  needs: [],
  hasShape: true,
  defaultProbability: 0.5,
  source: 'Albumentations PlasmaBrightnessContrast: -0.3 to 0.3; the field takes both signs here',
  lower(step) {
    const contrast = valueOf(step, 'amountFraction')
    return contrast === 0 ? [] : [{ ...noPlasma(step), contrast }]
  }
} as const satisfies TransformSpec
