import { saturationMatrix } from '../../colourMatrices.ts'
import type { TransformSpec } from '../spec.ts'

export const grey = {
  id: 'grey',
  title: 'Grey',
  help: 'Takes all colour away (the picture keeps its three channels).',
  group: 'colour',
  parameters: [],
  options: [],
  needs: [{ aspect: 'grey', limit: 1 }],
  hasShape: false,
  defaultProbability: 0.1,
  source: 'probability 0.1 in torchvision and Kornia; luma of Rec. 601',
  lower: () => [{ op: 'colourMatrix', matrix: saturationMatrix(0) }]
} as const satisfies TransformSpec
