import type { TransformSpec } from '../spec.ts'
import { elastic } from './elastic.ts'
import { gridDistortion } from './gridDistortion.ts'
import { gridElastic } from './gridElastic.ts'
import { gridShuffle } from './gridShuffle.ts'
import { lens } from './lens.ts'
import { perspective } from './perspective.ts'
import { piecewiseAffine } from './piecewiseAffine.ts'
import { thinPlateSpline } from './thinPlateSpline.ts'

export const distortionTransforms = [
  perspective,
  elastic,
  gridDistortion,
  lens,
  thinPlateSpline,
  piecewiseAffine,
  gridElastic,
  gridShuffle
] as const satisfies readonly TransformSpec[]
