import { about, centreOf } from '../../geometry/matrix.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

export const rotate = {
  id: 'rotate',
  title: 'Rotate',
  help: 'Turns the picture about its centre; positive angles counter-clockwise.',
  group: 'geometry',
  parameters: [
    {
      id: 'angleDeg',
      title: 'Angle',
      unit: '°',
      min: -180,
      max: 180,
      step: 1,
      neutral: 0,
      defaultRange: [-10, 10],
      governedBy: [{ aspect: 'rotation', as: 'symmetric' }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source:
    'fastai max_rotate 10; Albumentations documentation advises ±15; its default of ±90 turns heads down',
  lower(step, size) {
    const angle = (valueOf(step, 'angleDeg') * Math.PI) / 180
    const c = Math.cos(angle)
    const s = Math.sin(angle)
    // Why: y points down, so the inverse of a counter-clockwise turn on the screen is (c -s; s c).
    return [{ op: 'matrix', matrix: about(centreOf(size), [c, -s, s, c]) }]
  }
} as const satisfies TransformSpec
