import type { TransformSpec } from '../spec.ts'
import { cellCount, meshOf, nodeStrength } from './nodes.ts'

export const gridElastic = {
  id: 'gridElastic',
  title: 'Grid elastic',
  help: 'Moves the nodes of a grid at random and bends what lies between; by at most a quarter of a cell, so nothing folds.',
  group: 'distortion',
  parameters: [nodeStrength(0.12, [0.01, 0.04])],
  options: [cellCount],
  needs: [],
  hasShape: true,
  defaultProbability: 1,
  source: 'Albumentations GridElasticDeform, which asks for grid and magnitude; its example has 4 x 4 cells',
  lower: (step, size) => meshOf(step, size, { triangles: false })
} as const satisfies TransformSpec
