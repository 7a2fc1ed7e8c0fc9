import { z } from 'zod'
import { drawBeta } from '../../draw/beta.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

export const mixUp = {
  id: 'mixUp',
  title: 'MixUp',
  help: 'Blends the picture with another one; the label is shared between both in the same proportion.',
  group: 'mix',
  parameters: [],
  options: [{ id: 'alpha', title: 'Evenness of the blend', min: 0.05, max: 10, step: 0.05, default: 0.2 }],
  needs: [{ aspect: 'mix', limit: 1 }],
  hasShape: false,
  partners: { count: 1, role: 'mix' },
  defaultProbability: 0.5,
  source:
    'Zhang et al. 2018: a share from Beta(alpha, alpha), 0.1 to 0.4 for photos; Keras and torchvision 0.2',
  adjust: (step, { rng }) => ({ ...step, share: drawBeta(rng, valueOf(step, 'alpha')) }),
  concrete: () => ({ share: z.number().min(0).max(1) }),
  lower: (step) => {
    const share = valueOf(step, 'share')
    return share >= 1 ? [] : [{ op: 'blend', partner: 0, share }]
  }
} as const satisfies TransformSpec
