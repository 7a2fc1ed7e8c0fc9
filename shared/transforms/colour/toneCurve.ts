import { type ParameterSpec, type TransformSpec, valueOf } from '../spec.ts'

function control(id: string, title: string): ParameterSpec {
  return {
    id,
    title,
    unit: '',
    min: -0.3,
    max: 0.3,
    step: 0.01,
    neutral: 0,
    defaultRange: [-0.1, 0.1],
    governedBy: [{ aspect: 'tone', as: 'symmetric', times: 0.5 }]
  }
}

export const toneCurve = {
  id: 'toneCurve',
  title: 'Tone curve',
  help: 'Bends the levels along a smooth curve that lifts or lowers the shadows and the highlights; black and white stay.',
  group: 'colour',
  parameters: [control('shadows', 'Shadows'), control('highlights', 'Highlights')],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.5,
  source:
    'Albumentations RandomToneCurve, scale 0.1: a cubic Bezier; its controls stand at 1/3 and 2/3 here, where it is straight',
  lower: (step) => {
    const [shadows, highlights] = [valueOf(step, 'shadows'), valueOf(step, 'highlights')]
    if (shadows === 0 && highlights === 0) return []
    return [{ op: 'curve', curve: { kind: 'bezier', low: 1 / 3 + shadows, high: 2 / 3 + highlights } }]
  }
} as const satisfies TransformSpec
