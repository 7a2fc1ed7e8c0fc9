import type { TransformSpec } from '../spec.ts'
import { elastic } from './elastic.ts'
import { gridDistortion } from './gridDistortion.ts'
import { lens } from './lens.ts'

export const distortionTransforms = [
  elastic,
  gridDistortion,
  lens
] as const satisfies readonly TransformSpec[]
