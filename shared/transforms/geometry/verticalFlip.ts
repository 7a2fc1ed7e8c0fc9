import type { TransformSpec } from '../spec.ts'

export const verticalFlip = {
  id: 'verticalFlip',
  title: 'Mirror top-bottom',
  help: 'Swaps top and bottom: the picture stands on its head and is mirrored.',
  group: 'geometry',
  parameters: [],
  options: [],
  needs: [
    { aspect: 'rotation', limit: 180 },
    { aspect: 'mirror', limit: 1 }
  ],
  hasShape: false,
  defaultProbability: 0.5,
  source: 'probability 0.5 in Albumentations, torchvision and Kornia',
  lower: (_step, { height }) => [{ op: 'matrix', matrix: [1, 0, 0, 0, -1, height - 1, 0, 0, 1] }]
} as const satisfies TransformSpec
