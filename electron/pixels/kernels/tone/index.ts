import type { ToneOp } from '../../../../shared/ops.ts'
import type { Kernels } from '../kernel.ts'
import { partnerAt } from '../partner.ts'
import { autocontrast } from './autocontrast.ts'
import { clahe } from './clahe.ts'
import { equalise } from './equalise.ts'
import { fourierAdapt } from './fourierAdapt.ts'
import { matchHistogram } from './matchHistogram.ts'
import { pcaColour } from './pcaColour.ts'
import { stain } from './stain.ts'

export const toneKernels = {
  equalise: (raster, op) => equalise(raster, op),
  autocontrast: (raster, op) => autocontrast(raster, op),
  clahe: (raster, op) => clahe(raster, op),
  pcaColour: (raster, op) => pcaColour(raster, op),
  stain: (raster, op) => stain(raster, op),
  matchHistogram: (raster, op, context) => matchHistogram(raster, partnerAt(context, op.partner), op),
  fourierAdapt: (raster, op, context) => fourierAdapt(raster, partnerAt(context, op.partner), op)
} as const satisfies Kernels<ToneOp['op']>
