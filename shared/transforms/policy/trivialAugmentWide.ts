import { type TransformSpec } from '../spec.ts'
import { drawOne } from './choose.ts'
import { commonOperations, partOf, type Reach } from './operations.ts'

/** Why 32 / 224: published are 32 pixels, of pictures of 224. */
const reach: Reach = { shear: 0.99, translate: 32 / 224, rotateDeg: 135, enhance: 0.99, posterise: [8, 2] }

const strengths = Array.from({ length: 31 }, (_, bin) => bin / 30)

export const trivialAugmentWide = {
  id: 'trivialAugmentWide',
  title: 'TrivialAugment Wide',
  help: 'Draws one of 14 changes, doing nothing among them, at any strength; only what the domain allows.',
  group: 'policy',
  parameters: [],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source:
    'Müller and Hutter 2021; operations, ranges and 31 bins of torchvision; 32 pixels are taken as a share of 224',
  policy: {
    parts: () => commonOperations.map((name) => partOf(name, strengths, reach)),
    draw: (_, parts, rng) =>
      drawOne({ names: commonOperations, parts, strengths, reach }, { orNothing: true }, rng)
  },
  lower: () => []
} as const satisfies TransformSpec
