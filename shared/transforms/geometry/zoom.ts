import { about, centreOf } from '../../geometry/matrix.ts'
import { type ParameterSpec, type TransformSpec, valueOf } from '../spec.ts'

const factor = (id: string, title: string, governs: 'scale' | 'stretch'): ParameterSpec => ({
  id,
  title,
  unit: '×',
  min: 0.1,
  max: 10,
  step: 0.01,
  neutral: 1,
  defaultRange: governs === 'scale' ? [0.9, 1.15] : [1, 1],
  governedBy: [
    { aspect: 'scale', as: 'factor' },
    ...(governs === 'stretch' ? [{ aspect: 'stretch', as: 'factor' } as const] : [])
  ]
})

export const zoom = {
  id: 'zoom',
  title: 'Zoom',
  help: 'Enlarges (above 1) or shrinks (below 1) the picture about its centre, evenly or along one axis.',
  group: 'geometry',
  parameters: [
    factor('factor', 'Both axes', 'scale'),
    factor('xFactor', 'Width only', 'stretch'),
    factor('yFactor', 'Height only', 'stretch')
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source: 'Albumentations RandomScale ±0.1 and fastai 1.0 to 1.1, a little wider',
  lower(step, size) {
    const both = valueOf(step, 'factor')
    const x = 1 / (both * valueOf(step, 'xFactor'))
    const y = 1 / (both * valueOf(step, 'yFactor'))
    return [{ op: 'matrix', matrix: about(centreOf(size), [x, 0, 0, y]) }]
  }
} as const satisfies TransformSpec
