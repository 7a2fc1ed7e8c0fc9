import { type TransformSpec, valueOf } from '../spec.ts'

export const posterise = {
  id: 'posterise',
  title: 'Posterise',
  help: 'Keeps only the highest bits of every level, so that smooth shades become steps.',
  group: 'colour',
  parameters: [
    {
      id: 'bits',
      title: 'Bits that are kept',
      unit: '',
      min: 1,
      max: 8,
      step: 1,
      neutral: 8,
      defaultRange: [4, 7],
      isWhole: true,
      governedBy: [{ aspect: 'detail', as: 'aroundNeutral', times: 8 }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.2,
  source: 'Albumentations and PIL 4 bits, RandAugment 8 to 4',
  lower: (step) => {
    const bits = Math.round(valueOf(step, 'bits'))
    return bits >= 8 ? [] : [{ op: 'curve', curve: { kind: 'posterise', bits } }]
  }
} as const satisfies TransformSpec
