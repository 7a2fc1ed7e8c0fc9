import type { ParameterSpec } from '../spec.ts'

/** Quality of a lossy format as a share of the best; its defaults are what is met on the web. */
export const qualityFraction: ParameterSpec = {
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

export const qualitySource =
  'quality 40 to 90, what is met on the web; Albumentations ImageCompression 99 to 100 changes next to nothing'
