import type { OcclusionOp } from '../../../../shared/ops.ts'
import type { Kernels } from '../kernel.ts'

export const occlusionKernels = {} as const satisfies Partial<Kernels<OcclusionOp['op']>>
