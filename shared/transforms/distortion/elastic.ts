import { type TransformSpec, valueOf } from '../spec.ts'

export const elastic = {
  id: 'elastic',
  title: 'Elastic',
  help: 'Bends the picture like rubber: smooth random shifts of its parts.',
  group: 'distortion',
  parameters: [
    {
      id: 'strengthFraction',
      title: 'Strength',
      unit: '%',
      min: 0,
      max: 0.06,
      step: 0.001,
      neutral: 0,
      defaultRange: [0.01, 0.03],
      governedBy: [{ aspect: 'warp', as: 'upTo' }]
    }
  ],
  options: [
    { id: 'smoothnessFraction', title: 'Size of the bends', min: 0.13, max: 0.5, step: 0.01, default: 0.15 }
  ],
  needs: [],
  hasShape: true,
  defaultProbability: 1,
  source:
    'Simard, Steinkraus, Platt, ICDAR 2003; a cubic B-spline over random nodes in place of Gaussian-smoothed noise, ' +
    'so that the field has the same shape at every picture size',
  lower(step, size) {
    const side = Math.min(size.width, size.height)
    const amplitudePx = valueOf(step, 'strengthFraction') * side
    if (amplitudePx === 0) return []
    const spacingPx = Math.max(valueOf(step, 'smoothnessFraction') * side, 1)
    return [
      {
        op: 'displace',
        field: { kind: 'spline', shapeSeed: valueOf(step, 'shapeSeed'), spacingPx, amplitudePx },
        frame: size
      }
    ]
  }
} as const satisfies TransformSpec
