import type { TransformSpec } from '../spec.ts'
import { brightness } from './brightness.ts'
import { contrast } from './contrast.ts'
import { gamma } from './gamma.ts'
import { toneCurve } from './toneCurve.ts'
import { channelShift } from './channelShift.ts'
import { colourJitter } from './colourJitter.ts'
import { saturation } from './saturation.ts'
import { hue } from './hue.ts'
import { rgbShift } from './rgbShift.ts'
import { colourTemperature } from './colourTemperature.ts'
import { grey } from './grey.ts'
import { sepia } from './sepia.ts'
import { channelShuffle } from './channelShuffle.ts'
import { channelDropout } from './channelDropout.ts'
import { posterise } from './posterise.ts'
import { solarise } from './solarise.ts'
import { invert } from './invert.ts'

export const colourTransforms = [
  brightness,
  contrast,
  gamma,
  toneCurve,
  channelShift,
  colourJitter,
  saturation,
  hue,
  rgbShift,
  colourTemperature,
  grey,
  sepia,
  channelShuffle,
  channelDropout,
  posterise,
  solarise,
  invert
] as const satisfies readonly TransformSpec[]
