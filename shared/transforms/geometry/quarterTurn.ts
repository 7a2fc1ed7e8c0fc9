import { type TransformSpec, valueOf } from '../spec.ts'
import { quarterTurns } from './turns.ts'

export const quarterTurn = {
  id: 'quarterTurn',
  title: 'Quarter turns',
  help: 'Turns the picture by 90, 180 or 270 degrees without loss; positive counter-clockwise. Width and height change places.',
  group: 'geometry',
  parameters: [
    {
      id: 'turns',
      title: 'Quarter turns',
      unit: '',
      min: -1,
      max: 3,
      step: 1,
      neutral: 0,
      // Why from -1: a domain that allows a quarter turn to either side leaves -1, 0 and 1.
      defaultRange: [-1, 2],
      governedBy: [{ aspect: 'rotation', as: 'symmetric', times: 1 / 90 }],
      isWhole: true
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source: 'Albumentations RandomRotate90: all four, each as likely as any other',
  lower: (step, size) => quarterTurns(valueOf(step, 'turns'), size)
} as const satisfies TransformSpec
