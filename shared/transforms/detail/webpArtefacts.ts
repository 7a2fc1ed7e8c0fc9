import { type TransformSpec, valueOf } from '../spec.ts'

export const webpArtefacts = {
  id: 'webpArtefacts',
  title: 'WebP artefacts',
  help: 'Compresses as WebP at this quality, and expands again; 100 % changes nothing.',
  group: 'detail',
  parameters: [
    {
      id: 'qualityFraction',
      title: 'Quality',
      unit: '%',
      min: 0.01,
      max: 1,
      step: 0.01,
      neutral: 1,
      defaultRange: [0.4, 0.9],
      governedBy: [{ aspect: 'detail', as: 'around1' }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.5,
  source:
    'quality 40 to 90, what is met on the web; Albumentations ImageCompression 99 to 100 changes next to nothing',
  lower(step) {
    const quality = Math.round(100 * valueOf(step, 'qualityFraction'))
    return quality === 100 ? [] : [{ op: 'recode', format: 'webp', quality }]
  }
} as const satisfies TransformSpec
