import type { TransformSpec } from '../spec.ts'
import { brightness } from './brightness.ts'
import { contrast } from './contrast.ts'
import { gamma } from './gamma.ts'
import { channelShift } from './channelShift.ts'
import { saturation } from './saturation.ts'
import { hue } from './hue.ts'
import { grey } from './grey.ts'
import { invert } from './invert.ts'

export const colourTransforms = [
  brightness,
  contrast,
  gamma,
  channelShift,
  saturation,
  hue,
  grey,
  invert
] as const satisfies readonly TransformSpec[]
