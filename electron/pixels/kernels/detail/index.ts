import type { DetailOp } from '../../../../shared/ops.ts'
import type { Kernels } from '../kernel.ts'

export const detailKernels = {} as const satisfies Partial<Kernels<DetailOp['op']>>
