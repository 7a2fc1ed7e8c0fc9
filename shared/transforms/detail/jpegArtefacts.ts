import { type TransformSpec, valueOf } from '../spec.ts'
import { qualityFraction, qualitySource } from './qualityFraction.ts'

export const jpegArtefacts = {
  id: 'jpegArtefacts',
  title: 'JPEG artefacts',
  help: 'Compresses as JPEG at this quality, and expands again; 100 % changes nothing.',
  group: 'detail',
  parameters: [qualityFraction],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.5,
  source: qualitySource,
  lower(step) {
    const quality = Math.round(100 * valueOf(step, qualityFraction.id))
    return quality === 100 ? [] : [{ op: 'recode', format: 'jpeg', quality }]
  }
} as const satisfies TransformSpec
