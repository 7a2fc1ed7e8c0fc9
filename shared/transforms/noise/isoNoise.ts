import { type TransformSpec, valueOf } from '../spec.ts'

export const isoNoise = {
  id: 'isoNoise',
  title: 'Camera noise',
  help: 'Noise as of a camera at high sensitivity: lightness varies, more in bright parts, and so does the hue.',
  group: 'noise',
  parameters: [
    {
      id: 'intensity',
      title: 'Lightness',
      unit: '%',
      min: 0,
      max: 0.5,
      step: 0.005,
      neutral: 0,
      defaultRange: [0.01, 0.04],
      governedBy: [{ aspect: 'noise', as: 'upTo' }]
    },
    {
      id: 'colourShift',
      title: 'Hue',
      unit: '%',
      min: 0,
      max: 0.5,
      step: 0.005,
      neutral: 0,
      defaultRange: [0.01, 0.03],
      governedBy: [{ aspect: 'noise', as: 'upTo' }]
    }
  ],
  options: [],
  needs: [],
  hasShape: true,
  defaultProbability: 0.5,
  source:
    'Albumentations ISONoise (colour shift 1 to 5 % of a turn); the intensity is a deviation here: share of the full range in white',
  lower(step) {
    const [intensity, colourShift] = [valueOf(step, 'intensity'), valueOf(step, 'colourShift')]
    if (intensity === 0 && colourShift === 0) return []
    return [{ op: 'isoNoise', intensity, colourShift, shapeSeed: valueOf(step, 'shapeSeed') }]
  }
} as const satisfies TransformSpec
