import { type TransformSpec, valueOf } from '../spec.ts'
import { amount } from './amount.ts'
import { noPlasma, plasmaOptions } from './plasmaField.ts'

export const plasmaBrightness = {
  id: 'plasmaBrightness',
  title: 'Clouds of brightness',
  help: 'Lighter in some places and darker in others, in soft clouds.',
  group: 'weather',
  parameters: [
    amount({
      id: 'amountFraction',
      title: 'Most change of lightness',
      defaultRange: [0.05, 0.2],
      governedBy: [{ aspect: 'tone', as: 'upTo' }]
    })
  ],
  options: plasmaOptions,
  needs: [],
  hasShape: true,
  defaultProbability: 0.5,
  source: 'Albumentations PlasmaBrightnessContrast: -0.3 to 0.3; the field takes both signs here',
  lower(step) {
    const brightness = valueOf(step, 'amountFraction')
    return brightness === 0 ? [] : [{ ...noPlasma(step), brightness }]
  }
} as const satisfies TransformSpec
