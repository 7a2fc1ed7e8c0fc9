import type { TransformSpec } from '../spec.ts'
import { gaussianNoise } from './gaussianNoise.ts'
import { isoNoise } from './isoNoise.ts'
import { multiplicativeNoise } from './multiplicativeNoise.ts'
import { pixelDropout } from './pixelDropout.ts'
import { saltAndPepper } from './saltAndPepper.ts'
import { shotNoise } from './shotNoise.ts'

export const noiseTransforms = [
  gaussianNoise,
  isoNoise,
  shotNoise,
  multiplicativeNoise,
  saltAndPepper,
  pixelDropout
] as const satisfies readonly TransformSpec[]
