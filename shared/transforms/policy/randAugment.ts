import type { RecipeStep } from '../../recipe/schema.ts'
import { type TransformSpec } from '../spec.ts'
import { drawOne } from './choose.ts'
import { commonOperations, partOf, type Reach } from './operations.ts'

const reach: Reach = { shear: 0.3, translate: 150 / 331, rotateDeg: 30, enhance: 0.9, posterise: [8, 4] }

/** Magnitudes are counted in bins 0..30. */
const lastBin = 30

const strengthsOf = (step: RecipeStep): readonly number[] => [Number(step['magnitude']) / lastBin]

export const randAugment = {
  id: 'randAugment',
  title: 'RandAugment',
  help: 'Draws some of 14 changes, doing nothing among them, all at one strength; only what the domain allows.',
  group: 'policy',
  parameters: [],
  options: [
    { id: 'numOps', title: 'Changes in a row', min: 1, max: 8, step: 1, default: 2 },
    { id: 'magnitude', title: 'Magnitude', min: 0, max: lastBin, step: 1, default: 9 }
  ],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source:
    'Cubuk et al. 2020; operations, ranges, 31 bins and defaults of torchvision; slants about the centre, contrast about mid grey',
  policy: {
    parts: (step) => commonOperations.map((name) => partOf(name, strengthsOf(step), reach)),
    draw: (step, parts, rng) => {
      const choice = { names: commonOperations, parts, strengths: strengthsOf(step), reach }
      const count = Math.round(Number(step['numOps']))
      return Array.from({ length: count }, () => drawOne(choice, { orNothing: true }, rng)).flat()
    }
  },
  lower: () => []
} as const satisfies TransformSpec
