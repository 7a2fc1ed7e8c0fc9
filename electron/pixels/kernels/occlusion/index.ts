import type { OcclusionOp } from '../../../../shared/ops.ts'
import type { Kernels } from '../kernel.ts'
import { cover } from './cover.ts'

export const occlusionKernels = { cover } as const satisfies Kernels<OcclusionOp['op']>
