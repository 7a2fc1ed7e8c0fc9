import { type TransformSpec, valueOf } from '../spec.ts'

export const solarise = {
  id: 'solarise',
  title: 'Solarise',
  help: 'Inverts all levels at or above a threshold; at 1 nothing changes.',
  group: 'colour',
  parameters: [
    {
      id: 'threshold',
      title: 'Threshold',
      unit: '',
      min: 0,
      max: 1,
      step: 0.01,
      neutral: 1,
      defaultRange: [0.5, 0.9],
      governedBy: [{ aspect: 'invert', as: 'aroundNeutral' }]
    }
  ],
  options: [],
  needs: [{ aspect: 'invert', limit: 1 }],
  hasShape: false,
  defaultProbability: 0.2,
  source: 'Albumentations Solarize and PIL: 0.5, and milder',
  lower: (step) => {
    const threshold = valueOf(step, 'threshold')
    return threshold >= 1 ? [] : [{ op: 'curve', curve: { kind: 'solarise', threshold } }]
  }
} as const satisfies TransformSpec
