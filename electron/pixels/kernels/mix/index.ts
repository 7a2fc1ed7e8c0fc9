import type { MixOp } from '../../../../shared/ops.ts'
import type { Kernels } from '../kernel.ts'
import { blend } from './blend.ts'
import { chains } from './chains.ts'
import { mosaic } from './mosaic.ts'
import { patch } from './patch.ts'
import { paste } from './paste.ts'

export const mixKernels = { blend, patch, mosaic, paste, chains } as const satisfies Partial<
  Kernels<MixOp['op']>
>
