import { type ParameterSpec, type TransformSpec, valueOf } from '../spec.ts'

function scale(id: string, title: string): ParameterSpec {
  return {
    id,
    title,
    unit: '×',
    min: 0,
    max: 3,
    step: 0.01,
    neutral: 1,
    defaultRange: [0.7, 1.3],
    governedBy: [{ aspect: 'colour', as: 'around1' }]
  }
}

function shift(id: string, title: string): ParameterSpec {
  return {
    id,
    title,
    unit: '',
    min: -1,
    max: 1,
    step: 0.01,
    neutral: 0,
    defaultRange: [-0.2, 0.2],
    governedBy: [{ aspect: 'colour', as: 'symmetric' }]
  }
}

export const stain = {
  id: 'stain',
  title: 'Stain (H&E)',
  help: 'Histology: more or less haematoxylin and eosin, as if another laboratory had stained the slide. Glass stays white, grey pictures stay as they are.',
  group: 'tone',
  parameters: [
    scale('haematoxylinScale', 'Haematoxylin'),
    scale('eosinScale', 'Eosin'),
    shift('haematoxylinShift', 'Haematoxylin added'),
    shift('eosinShift', 'Eosin added')
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.5,
  source: 'Albumentations HEStain: scales 0.7 to 1.3, shifts ±0.2; vectors of Ruifrok and Johnston (2001)',
  lower: (step) => {
    const scales = [valueOf(step, 'haematoxylinScale'), valueOf(step, 'eosinScale')] as const
    const shifts = [valueOf(step, 'haematoxylinShift'), valueOf(step, 'eosinShift')] as const
    if (scales.every((value) => value === 1) && shifts.every((value) => value === 0)) return []
    return [{ op: 'stain', scales, shifts }]
  }
} as const satisfies TransformSpec
