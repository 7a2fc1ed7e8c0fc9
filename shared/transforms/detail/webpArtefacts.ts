import { type TransformSpec, valueOf } from '../spec.ts'
import { qualityFraction, qualitySource } from './qualityFraction.ts'

export const webpArtefacts = {
  id: 'webpArtefacts',
  title: 'WebP artefacts',
  help: 'Compresses as WebP at this quality, and expands again; 100 % changes nothing.',
  group: 'detail',
  parameters: [qualityFraction],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.5,
  source: qualitySource,
  lower(step) {
    const quality = Math.round(100 * valueOf(step, qualityFraction.id))
    return quality === 100 ? [] : [{ op: 'recode', format: 'webp', quality }]
  }
} as const satisfies TransformSpec
