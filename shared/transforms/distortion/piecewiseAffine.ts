import type { TransformSpec } from '../spec.ts'
import { cellCount, meshOf, nodeStrength } from './nodes.ts'

export const piecewiseAffine = {
  id: 'piecewiseAffine',
  title: 'Piecewise affine',
  help: 'Cuts the picture into triangles and moves their corners; by at most a quarter of a cell, so nothing folds.',
  group: 'distortion',
  parameters: [nodeStrength(0.12, [0.01, 0.04])],
  options: [cellCount],
  needs: [],
  hasShape: true,
  defaultProbability: 1,
  source: 'Albumentations PiecewiseAffine 4 x 4, 0.03 to 0.05, imgaug 0 to 0.04; uniform and bounded here',
  lower: (step, size) => meshOf(step, size, { triangles: true })
} as const satisfies TransformSpec
