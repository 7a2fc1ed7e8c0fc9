import { type TransformSpec, valueOf } from '../spec.ts'
import { amount } from './amount.ts'

export const vignetting = {
  id: 'vignetting',
  title: 'Vignetting',
  help: 'Darkens the picture towards its corners, as lenses do.',
  group: 'weather',
  parameters: [
    amount({
      id: 'amountFraction',
      title: 'Loss in the corners',
      defaultRange: [0.1, 0.4],
      max: 0.95,
      governedBy: [{ aspect: 'tone', as: 'upTo' }]
    })
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.5,
  source:
    'The law of cosines to the fourth for the light in the corners of a picture; 0.1 to 0.4 is usual in lenses',
  lower(step) {
    const loss = valueOf(step, 'amountFraction')
    if (loss === 0) return []
    const [centreX, centreY] = [0.5, 0.5]
    return [{ op: 'illumination', kind: 'vignette', amount: loss, angleDeg: 0, centreX, centreY, spread: 1 }]
  }
} as const satisfies TransformSpec
