import { type TransformSpec, valueOf } from '../spec.ts'

export const gamma = {
  id: 'gamma',
  title: 'Gamma',
  help: 'Raises levels to a power: below 1 lifts the shadows, above 1 deepens them; black and white stay.',
  group: 'colour',
  parameters: [
    {
      id: 'exponent',
      title: 'Exponent',
      unit: '',
      min: 0.1,
      max: 5,
      step: 0.01,
      neutral: 1,
      defaultRange: [0.85, 1.18],
      governedBy: [{ aspect: 'tone', as: 'factor' }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source: 'Albumentations RandomGamma 80 to 120',
  lower: (step) => {
    const exponent = valueOf(step, 'exponent')
    return exponent === 1 ? [] : [{ op: 'curve', curve: { kind: 'gamma', exponent } }]
  }
} as const satisfies TransformSpec
