import { z } from 'zod'
import { drawBeta, drawDirichlet } from '../../draw/beta.ts'
import type { Rng } from '../../draw/rng.ts'
import { CultivarError } from '../../errors.ts'
import { concreteSchema } from '../../recipe/concreteSchema.ts'
import type { RecipeStep } from '../../recipe/schema.ts'
import type { Size } from '../../raster.ts'
import type { Op } from '../../ops.ts'
import { type ConcreteStep, type TransformSpec, valueOf } from '../spec.ts'
import { type Choice, drawOne } from './choose.ts'
import { commonOperations, partOf, type Reach } from './operations.ts'
import { ordinarySpecs, specOf } from './ordinary.ts'

const reach: Reach = { shear: 0.3, translate: 1 / 3, rotateDeg: 30, enhance: 0.9, posterise: [4, 0] }

/** Magnitudes are counted in bins 0..9; a severity of 3 draws from the first three. */
const bins = 10

function strengthsOf(step: RecipeStep): readonly number[] {
  return Array.from({ length: Math.round(Number(step['severity'])) }, (_, bin) => bin / (bins - 1))
}

const maxChains = 10
const maxDepth = 10

/** The chains that a concrete step holds. */
function chainsOf(step: ConcreteStep): readonly (readonly ConcreteStep[])[] {
  return step['chains'] as unknown as readonly (readonly ConcreteStep[])[]
}

function lowerChain(chain: readonly ConcreteStep[], size: Size): readonly Op[] {
  // Why the same size for all: none of the operations changes the frame.
  return chain.flatMap((step) => specOf(step.transform).lower(step, size))
}

function drawChain(choice: Choice, depth: number, rng: Rng): readonly ConcreteStep[] {
  const length = 1 + Math.floor(rng.next() * depth)
  return Array.from({ length }, () => drawOne(choice, { orNothing: false }, rng)).flat()
}

export const augMix = {
  id: 'augMix',
  title: 'AugMix',
  help: 'Blends the picture with some weakly changed copies of itself. Labels and marks stay where they are in the picture.',
  group: 'policy',
  parameters: [],
  options: [
    { id: 'severity', title: 'Severity', min: 1, max: bins, step: 1, default: 3 },
    { id: 'width', title: 'Chains', min: 1, max: maxChains, step: 1, default: 3 },
    { id: 'depth', title: 'Longest chain', min: 1, max: maxDepth, step: 1, default: 3 },
    { id: 'alpha', title: 'Evenness of the blend', min: 0.1, max: 10, step: 0.1, default: 1 }
  ],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source:
    'Hendrycks et al. 2020; operations, ranges and defaults of torchvision, where posterising keeps at least one bit here',
  policy: {
    parts: (step) => commonOperations.map((name) => partOf(name, strengthsOf(step), reach)),
    draw: (step, parts, rng) => {
      const choice = { names: commonOperations, parts, strengths: strengthsOf(step), reach }
      const [width, depth] = [Math.round(Number(step['width'])), Math.round(Number(step['depth']))]
      const alpha = Number(step['alpha'])
      const chains = Array.from({ length: width }, () => drawChain(choice, depth, rng))
      const keep = drawBeta(rng, alpha)
      return [{ transform: 'augMix', chains, weights: drawDirichlet(rng, width, alpha), keep }]
    }
  },
  concrete: () => ({
    chains: z.array(z.array(z.union(ordinarySpecs.map(concreteSchema))).max(maxDepth)).max(maxChains),
    weights: z.array(z.number().min(0).max(1)).max(maxChains),
    keep: z.number().min(0).max(1)
  }),
  lower: (step, size) => {
    const keep = valueOf(step, 'keep')
    if (keep >= 1) return []
    const chains = chainsOf(step)
    const weights = step['weights'] as unknown as readonly number[]
    if (chains.length === 0 || chains.length !== weights.length) {
      throw new CultivarError(
        'bad-input',
        `Expected a weight for each chain of augMix but received ${weights.length} for ${chains.length}.`
      )
    }
    return [{ op: 'chains', chains: chains.map((chain) => lowerChain(chain, size)), weights, keep }]
  }
} as const satisfies TransformSpec
