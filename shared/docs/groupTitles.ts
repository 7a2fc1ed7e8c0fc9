import type { TransformGroup } from '../transforms/spec.ts'

/** What the groups of transforms are called, in the interface and in docs/. */
export const groupTitles: Readonly<Record<TransformGroup, string>> = {
  geometry: 'Geometry',
  crop: 'Crop and pad',
  distortion: 'Distortion',
  colour: 'Colour and light',
  tone: 'Tone by statistics',
  weather: 'Weather and lighting',
  blur: 'Blur',
  noise: 'Noise',
  detail: 'Detail and compression',
  occlusion: 'Covered parts',
  mix: 'Several pictures',
  policy: 'Ready-made policies'
}
