import type { TransformSpec } from '../spec.ts'
import { gaussianBlur } from './gaussianBlur.ts'

export const blurTransforms = [gaussianBlur] as const satisfies readonly TransformSpec[]
