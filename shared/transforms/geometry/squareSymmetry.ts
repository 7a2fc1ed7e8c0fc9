import { type TransformSpec, valueOf } from '../spec.ts'
import { mirror, quarterTurns } from './turns.ts'

export const squareSymmetry = {
  id: 'squareSymmetry',
  title: 'Square symmetries',
  help: 'One of the eight ways to lay a square on itself: four quarter turns, each of them also mirrored.',
  group: 'geometry',
  parameters: [
    {
      id: 'symmetry',
      title: 'Symmetry',
      unit: '',
      min: 0,
      max: 7,
      step: 1,
      neutral: 0,
      defaultRange: [0, 7],
      // Why: with less than everything allowed, the parts (quarter turns, mirrors) are to be used.
      governedBy: [
        { aspect: 'rotation', as: 'upTo', times: 1e-9 },
        { aspect: 'mirror', as: 'upTo', times: 1e-9 }
      ],
      isWhole: true
    }
  ],
  options: [],
  needs: [
    { aspect: 'rotation', limit: 180 },
    { aspect: 'mirror', limit: 1 }
  ],
  hasShape: false,
  defaultProbability: 1,
  source: 'Albumentations D4: all eight, each as likely as any other',
  lower(step, size) {
    const symmetry = Math.round(valueOf(step, 'symmetry'))
    // 0 to 3: as many quarter turns counter-clockwise; 4 to 7: mirrored left-right first.
    return [...(symmetry >= 4 ? [mirror(size)] : []), ...quarterTurns(symmetry, size)]
  }
} as const satisfies TransformSpec
