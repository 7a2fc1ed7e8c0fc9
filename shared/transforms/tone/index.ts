import type { TransformSpec } from '../spec.ts'
import { autocontrast } from './autocontrast.ts'
import { equalise } from './equalise.ts'
import { clahe } from './clahe.ts'
import { pcaColour } from './pcaColour.ts'
import { stain } from './stain.ts'
import { matchHistogram } from './matchHistogram.ts'
import { fourierAdapt } from './fourierAdapt.ts'

export const toneTransforms = [
  autocontrast,
  equalise,
  clahe,
  pcaColour,
  stain,
  matchHistogram,
  fourierAdapt
] as const satisfies readonly TransformSpec[]
