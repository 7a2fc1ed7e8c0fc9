import type { LightOp } from '../../../../shared/ops.ts'
import type { Kernels } from '../kernel.ts'

export const lightKernels = {} as const satisfies Partial<Kernels<LightOp['op']>>
