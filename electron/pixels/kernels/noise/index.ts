import type { NoiseOp } from '../../../../shared/ops.ts'
import type { Kernels } from '../kernel.ts'

export const noiseKernels = {} as const satisfies Partial<Kernels<NoiseOp['op']>>
