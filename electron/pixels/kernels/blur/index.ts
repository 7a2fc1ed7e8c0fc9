import type { BlurOp } from '../../../../shared/ops.ts'
import type { Kernels } from '../kernel.ts'
import { gaussianBlur } from './gaussianBlur.ts'

export const blurKernels = {
  gaussianBlur: (raster, { sigmaPx }, { scale }) =>
    gaussianBlur(raster, { x: sigmaPx * scale.x, y: sigmaPx * scale.y })
} as const satisfies Partial<Kernels<BlurOp['op']>>
