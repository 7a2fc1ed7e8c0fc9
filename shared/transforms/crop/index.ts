import type { TransformSpec } from '../spec.ts'
import { centreCrop } from './centreCrop.ts'
import { cropFromBorders } from './cropFromBorders.ts'
import { letterbox } from './letterbox.ts'
import { pad } from './pad.ts'
import { randomCrop } from './randomCrop.ts'
import { randomResizedCrop } from './randomResizedCrop.ts'

export const cropTransforms = [
  randomCrop,
  randomResizedCrop,
  centreCrop,
  cropFromBorders,
  pad,
  letterbox
] as const satisfies readonly TransformSpec[]
