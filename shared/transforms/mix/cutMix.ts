import { z } from 'zod'
import { drawBeta } from '../../draw/beta.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

const share = z.number().min(0).max(1)

/**
 * The rectangle has the proportions of the picture and an area of 1 - lambda, lambda from Beta(alpha, alpha).
 *
 * Why wholly inside: the paper lets it stand over the border and measures its area again; inside, every position is
 * as likely as any other and the area is what was drawn.
 */
export const cutMix = {
  id: 'cutMix',
  title: 'CutMix',
  help: 'Puts a rectangle of another picture over this one; the label is shared by area.',
  group: 'mix',
  parameters: [],
  options: [{ id: 'alpha', title: 'Evenness of the areas', min: 0.05, max: 10, step: 0.05, default: 1 }],
  needs: [{ aspect: 'mix', limit: 1 }],
  hasShape: false,
  partners: { count: 1, role: 'mix' },
  defaultProbability: 0.5,
  source: 'Yun et al. 2019 and torchvision: alpha 1, every share as likely as any other',
  adjust: (step, { rng }) => {
    const side = Math.sqrt(1 - drawBeta(rng, valueOf(step, 'alpha')))
    return { ...step, x: rng.next() * (1 - side), y: rng.next() * (1 - side), width: side, height: side }
  },
  concrete: () => ({ x: share, y: share, width: share, height: share }),
  lower: (step, size) => {
    const [width, height] = [valueOf(step, 'width') * size.width, valueOf(step, 'height') * size.height]
    if (width <= 0 || height <= 0) return []
    const [x, y] = [valueOf(step, 'x') * size.width, valueOf(step, 'y') * size.height]
    return [{ op: 'patch', partner: 0, x, y, width, height }]
  }
} as const satisfies TransformSpec
