import type { TransformSpec } from '../spec.ts'
import { chromaticAberration } from './chromaticAberration.ts'
import { downscale } from './downscale.ts'
import { emboss } from './emboss.ts'
import { jpegArtefacts } from './jpegArtefacts.ts'
import { morphology } from './morphology.ts'
import { ringing } from './ringing.ts'
import { sharpen } from './sharpen.ts'
import { sharpness } from './sharpness.ts'
import { superpixels } from './superpixels.ts'
import { unsharpMask } from './unsharpMask.ts'
import { webpArtefacts } from './webpArtefacts.ts'

export const detailTransforms = [
  sharpness,
  sharpen,
  unsharpMask,
  emboss,
  jpegArtefacts,
  webpArtefacts,
  downscale,
  ringing,
  chromaticAberration,
  morphology,
  superpixels
] as const satisfies readonly TransformSpec[]
