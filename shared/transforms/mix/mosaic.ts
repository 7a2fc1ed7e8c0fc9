import { z } from 'zod'
import { type ParameterSpec, type TransformSpec, valueOf } from '../spec.ts'

const meet = (id: string, title: string): ParameterSpec => ({
  id,
  title,
  unit: '%',
  min: 0.1,
  max: 0.9,
  step: 0.01,
  neutral: 0.5,
  defaultRange: [0.3, 0.7],
  governedBy: []
})

export const mosaic = {
  id: 'mosaic',
  title: 'Mosaic',
  help: 'Puts the picture together with three others, each in a quarter of its own; the label is shared by area.',
  group: 'mix',
  parameters: [meet('meetXFraction', 'Meeting point across'), meet('meetYFraction', 'Meeting point down')],
  options: [],
  needs: [{ aspect: 'mix', limit: 1 }],
  hasShape: false,
  partners: { count: 3, role: 'mix' },
  defaultProbability: 0.5,
  source:
    'Albumentations: 2 x 2, meeting point 0.3 to 0.7, every picture cut to fill its part; after YOLOv4 (2020)',
  adjust: (step, { rng }) => ({ ...step, own: Math.floor(rng.next() * 4) }),
  /** The quarter of the own picture, row by row. */
  concrete: () => ({ own: z.int().min(0).max(3).default(0) }),
  lower: (step) => [
    {
      op: 'mosaic',
      partners: [0, 1, 2],
      own: valueOf(step, 'own'),
      meetX: valueOf(step, 'meetXFraction'),
      meetY: valueOf(step, 'meetYFraction')
    }
  ]
} as const satisfies TransformSpec
