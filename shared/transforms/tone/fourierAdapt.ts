import { type TransformSpec, valueOf } from '../spec.ts'

export const fourierAdapt = {
  id: 'fourierAdapt',
  title: 'Fourier domain adaptation',
  help: 'Takes the broad distribution of light and colour (low frequencies) from another picture, keeping all shapes.',
  group: 'tone',
  parameters: [
    {
      id: 'beta',
      title: 'Share of the spectrum',
      unit: '',
      min: 0,
      max: 0.3,
      step: 0.005,
      neutral: 0,
      defaultRange: [0, 0.05],
      governedBy: [
        { aspect: 'tone', as: 'upTo', times: 0.25 },
        { aspect: 'colour', as: 'upTo', times: 0.25 }
      ]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  partners: { count: 1, role: 'reference' },
  defaultProbability: 0.3,
  source: 'Yang and Soatto 2020; Albumentations FDA beta 0 to 0.1, milder',
  lower: (step) => {
    const beta = valueOf(step, 'beta')
    return beta === 0 ? [] : [{ op: 'fourierAdapt', partner: 0, beta }]
  }
} as const satisfies TransformSpec
