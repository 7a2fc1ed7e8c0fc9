import { type TransformSpec, valueOf } from '../spec.ts'

export const shotNoise = {
  id: 'shotNoise',
  title: 'Photon noise',
  help: 'Counts each sample in photons (Poisson): noise that grows with the root of the light.',
  group: 'noise',
  parameters: [
    {
      id: 'deviation',
      title: 'Deviation in white',
      unit: '%',
      min: 0,
      max: 0.7,
      step: 0.005,
      neutral: 0,
      defaultRange: [0.02, 0.06],
      governedBy: [{ aspect: 'noise', as: 'upTo' }]
    }
  ],
  options: [],
  needs: [],
  hasShape: true,
  defaultProbability: 0.3,
  source:
    'ImageNet-C and Albumentations ShotNoise, scale 0.1 to 0.3 (deviation 32 to 55 % in white); far milder here. One photon adds the square of the deviation',
  lower(step) {
    const deviation = valueOf(step, 'deviation')
    if (deviation === 0) return []
    return [{ op: 'shotNoise', scale: deviation * deviation, shapeSeed: valueOf(step, 'shapeSeed') }]
  }
} as const satisfies TransformSpec
