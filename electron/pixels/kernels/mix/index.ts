import type { MixOp } from '../../../../shared/ops.ts'
import type { Kernels } from '../kernel.ts'

export const mixKernels = {} as const satisfies Partial<Kernels<MixOp['op']>>
