import { neutralKelvin, temperatureGains } from '../../blackBody.ts'
import { gainMatrix } from '../../colourMatrices.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

export const colourTemperature = {
  id: 'colourTemperature',
  title: 'Colour temperature',
  help: 'The same scene under warmer (below 6500 K) or cooler light. Grey pictures stay as they are.',
  group: 'colour',
  parameters: [
    {
      id: 'kelvin',
      title: 'Kelvin',
      unit: '',
      min: 2000,
      max: 15000,
      step: 100,
      neutral: neutralKelvin,
      defaultRange: [4500, 8000],
      governedBy: [{ aspect: 'colour', as: 'aroundNeutral', times: 10000 }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.5,
  source:
    'PlanckianJitter (Zini et al. 2022) with the black-body locus of Kim et al. (2002); the middle of its 3000 to 15,000 K',
  lower: (step) => {
    const kelvin = valueOf(step, 'kelvin')
    if (kelvin === neutralKelvin) return []
    return [{ op: 'colourMatrix', matrix: gainMatrix(temperatureGains(kelvin)) }]
  }
} as const satisfies TransformSpec
