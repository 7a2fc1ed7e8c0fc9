import type { TransformSpec } from '../spec.ts'

export const invert = {
  id: 'invert',
  title: 'Invert',
  help: 'Turns the picture into its negative.',
  group: 'colour',
  parameters: [],
  options: [],
  needs: [{ aspect: 'invert', limit: 1 }],
  hasShape: false,
  defaultProbability: 0.5,
  source: 'probability 0.5 in Albumentations and torchvision',
  lower: () => [{ op: 'curve', curve: { kind: 'invert' } }]
} as const satisfies TransformSpec
