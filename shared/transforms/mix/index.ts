import type { TransformSpec } from '../spec.ts'
import { copyPaste } from './copyPaste.ts'
import { cutMix } from './cutMix.ts'
import { mixUp } from './mixUp.ts'
import { mosaic } from './mosaic.ts'

export const mixTransforms = [mixUp, cutMix, mosaic, copyPaste] as const satisfies readonly TransformSpec[]
