import { type TransformSpec, valueOf } from '../spec.ts'

export const autocontrast = {
  id: 'autocontrast',
  title: 'Autocontrast',
  help: 'Stretches the levels of each channel until they reach from black to white.',
  group: 'tone',
  parameters: [
    {
      id: 'share',
      title: 'Strength',
      unit: '',
      min: 0,
      max: 1,
      step: 0.01,
      neutral: 0,
      defaultRange: [0.5, 1],
      governedBy: [{ aspect: 'tone', as: 'upTo', times: 5 }]
    },
    {
      id: 'cutoffPercent',
      title: 'Cut off at both ends',
      unit: '%',
      min: 0,
      max: 20,
      step: 0.1,
      neutral: 0,
      defaultRange: [0, 1],
      isAdvanced: true,
      governedBy: [{ aspect: 'tone', as: 'upTo', times: 10 }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.2,
  source: 'PIL, torchvision and Albumentations: strength 1, cut-off 0',
  lower: (step) => {
    const share = valueOf(step, 'share')
    if (share === 0) return []
    return [{ op: 'autocontrast', share, cutoff: valueOf(step, 'cutoffPercent') / 100 }]
  }
} as const satisfies TransformSpec
