import { shiftMatrix } from '../../colourMatrices.ts'
import { type ParameterSpec, type TransformSpec, valueOf } from '../spec.ts'

function shift(id: string, title: string): ParameterSpec {
  return {
    id,
    title,
    unit: 'levels',
    min: -255,
    max: 255,
    step: 1,
    neutral: 0,
    defaultRange: [-8, 8],
    governedBy: [
      { aspect: 'colour', as: 'symmetric', times: 100 },
      { aspect: 'hue', as: 'symmetric', times: 3 }
    ]
  }
}

export const rgbShift = {
  id: 'rgbShift',
  title: 'RGB shift',
  help: 'Adds an amount of its own to red, green and blue. Grey pictures stay as they are.',
  group: 'colour',
  parameters: [shift('redLevels', 'Red'), shift('greenLevels', 'Green'), shift('blueLevels', 'Blue')],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 0.5,
  source: 'Albumentations RGBShift ±20, milder',
  lower: (step) => {
    const [r, g, b] = [valueOf(step, 'redLevels'), valueOf(step, 'greenLevels'), valueOf(step, 'blueLevels')]
    if (r === 0 && g === 0 && b === 0) return []
    return [{ op: 'colourMatrix', matrix: shiftMatrix([r / 255, g / 255, b / 255]) }]
  }
} as const satisfies TransformSpec
