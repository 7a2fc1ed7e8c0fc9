import type { ToneOp } from '../../../../shared/ops.ts'
import type { Kernels } from '../kernel.ts'

export const toneKernels = {} as const satisfies Partial<Kernels<ToneOp['op']>>
