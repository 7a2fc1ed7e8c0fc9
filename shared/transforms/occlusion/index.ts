import type { TransformSpec } from '../spec.ts'
import { coarseDropout } from './coarseDropout.ts'
import { constrainedDropout } from './constrainedDropout.ts'
import { gridDropout } from './gridDropout.ts'
import { maskDropout } from './maskDropout.ts'
import { randomErasing } from './randomErasing.ts'
import { rowColumnMasking } from './rowColumnMasking.ts'

export const occlusionTransforms = [
  coarseDropout,
  randomErasing,
  gridDropout,
  rowColumnMasking,
  constrainedDropout,
  maskDropout
] as const satisfies readonly TransformSpec[]
