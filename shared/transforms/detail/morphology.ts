import { type ChoiceSpec, choiceOf, type TransformSpec, valueOf } from '../spec.ts'

const kind = {
  id: 'kind',
  title: 'What grows',
  values: [
    { id: 'dilate', title: 'Bright parts (dilate)' },
    { id: 'erode', title: 'Dark parts (erode)' }
  ],
  default: 'dilate'
} as const satisfies ChoiceSpec

export const morphology = {
  id: 'morphology',
  title: 'Thicken or thin',
  help: 'Bright parts grow and dark ones shrink (dilate), or the other way round (erode).',
  group: 'detail',
  parameters: [
    {
      id: 'radiusPx',
      title: 'Radius',
      unit: 'px',
      min: 0,
      max: 15,
      step: 1,
      neutral: 0,
      defaultRange: [1, 1],
      governedBy: [{ aspect: 'detail', as: 'upTo', times: 5 }],
      isWhole: true
    }
  ],
  options: [],
  choices: [kind],
  needs: [],
  hasShape: false,
  defaultProbability: 0.3,
  source: 'Albumentations Morphological, elements of 2 to 3 px (radius 1), dilation',
  lower(step) {
    const radiusPx = valueOf(step, 'radiusPx')
    if (radiusPx === 0) return []
    return [{ op: 'morphology', kind: choiceOf(step, kind) === 'erode' ? 'erode' : 'dilate', radiusPx }]
  }
} as const satisfies TransformSpec
