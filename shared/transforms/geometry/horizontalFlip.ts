import type { TransformSpec } from '../spec.ts'

export const horizontalFlip = {
  id: 'horizontalFlip',
  title: 'Mirror left-right',
  help: 'Swaps left and right.',
  group: 'geometry',
  parameters: [],
  options: [],
  needs: [{ aspect: 'mirror', limit: 1 }],
  hasShape: false,
  defaultProbability: 0.5,
  source: 'probability 0.5 in Albumentations, torchvision and Kornia',
  lower: (_step, { width }) => [{ op: 'matrix', matrix: [-1, 0, width - 1, 0, 1, 0, 0, 0, 1] }]
} as const satisfies TransformSpec
