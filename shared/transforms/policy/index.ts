import type { TransformSpec } from '../spec.ts'
import { augMix } from './augMix.ts'
import { autoAugment } from './autoAugment.ts'
import { randAugment } from './randAugment.ts'
import { trivialAugmentWide } from './trivialAugmentWide.ts'

export const policyTransforms = [
  randAugment,
  trivialAugmentWide,
  autoAugment,
  augMix
] as const satisfies readonly TransformSpec[]
