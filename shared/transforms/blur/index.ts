import type { TransformSpec } from '../spec.ts'
import { boxBlur } from './boxBlur.ts'
import { defocus } from './defocus.ts'
import { gaussianBlur } from './gaussianBlur.ts'
import { glassBlur } from './glassBlur.ts'
import { medianBlur } from './medianBlur.ts'
import { motionBlur } from './motionBlur.ts'
import { zoomBlur } from './zoomBlur.ts'

export const blurTransforms = [
  gaussianBlur,
  boxBlur,
  motionBlur,
  defocus,
  zoomBlur,
  medianBlur,
  glassBlur
] as const satisfies readonly TransformSpec[]
