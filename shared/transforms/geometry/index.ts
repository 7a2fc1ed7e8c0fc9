import type { TransformSpec } from '../spec.ts'
import { rotate } from './rotate.ts'
import { translate } from './translate.ts'
import { shear } from './shear.ts'
import { zoom } from './zoom.ts'
import { horizontalFlip } from './horizontalFlip.ts'
import { verticalFlip } from './verticalFlip.ts'
import { quarterTurn } from './quarterTurn.ts'
import { transpose } from './transpose.ts'
import { squareSymmetry } from './squareSymmetry.ts'

export const geometryTransforms = [
  rotate,
  translate,
  shear,
  zoom,
  horizontalFlip,
  verticalFlip,
  quarterTurn,
  transpose,
  squareSymmetry
] as const satisfies readonly TransformSpec[]
