import type { TransformSpec } from '../spec.ts'

export const transpose = {
  id: 'transpose',
  title: 'Transpose',
  help: 'Swaps rows and columns: a mirror and a quarter turn. Width and height change places.',
  group: 'geometry',
  parameters: [],
  options: [],
  needs: [
    { aspect: 'rotation', limit: 90 },
    { aspect: 'mirror', limit: 1 }
  ],
  hasShape: false,
  defaultProbability: 0.5,
  source: 'probability 0.5 in Albumentations',
  lower: (_step, { width, height }) => [
    { op: 'matrix', matrix: [0, 1, 0, 1, 0, 0, 0, 0, 1], size: { width: height, height: width } }
  ]
} as const satisfies TransformSpec
