import { type TransformSpec, valueOf } from '../spec.ts'

export const matchHistogram = {
  id: 'matchHistogram',
  title: 'Histogram matching',
  help: 'Draws the levels of each channel towards those of another picture of the data set, or of chosen ones.',
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
      defaultRange: [0.2, 0.5],
      governedBy: [
        { aspect: 'tone', as: 'upTo', times: 2 },
        { aspect: 'colour', as: 'upTo', times: 2 }
      ]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  partners: { count: 1, role: 'reference' },
  defaultProbability: 0.3,
  source: 'Albumentations HistogramMatching 0.5 to 1, milder; scikit-image match_histograms',
  lower: (step) => {
    const share = valueOf(step, 'share')
    return share === 0 ? [] : [{ op: 'matchHistogram', partner: 0, share }]
  }
} as const satisfies TransformSpec
