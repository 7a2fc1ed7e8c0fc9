import { type TransformSpec, valueOf } from '../spec.ts'

export const clahe = {
  id: 'clahe',
  title: 'Local contrast (CLAHE)',
  help: 'Evens out the lightness tile by tile, so that dark and light parts show more; 1 changes nothing.',
  group: 'tone',
  parameters: [
    {
      id: 'clipLimit',
      title: 'Contrast limit',
      unit: '×',
      min: 1,
      max: 40,
      step: 0.1,
      neutral: 1,
      defaultRange: [2, 4],
      governedBy: [{ aspect: 'tone', as: 'around1', times: 10 }]
    }
  ],
  options: [{ id: 'tiles', title: 'Tiles along each side', min: 1, max: 32, step: 1, default: 8 }],
  needs: [],
  hasShape: false,
  defaultProbability: 0.2,
  source: 'Albumentations CLAHE: clip limit 1 to 4, 8 x 8 tiles, on the lightness of Lab',
  lower: (step) => {
    const clipLimit = valueOf(step, 'clipLimit')
    return clipLimit <= 1 ? [] : [{ op: 'clahe', clipLimit, tiles: Math.round(valueOf(step, 'tiles')) }]
  }
} as const satisfies TransformSpec
