import { blurKernels } from './blur/index.ts'
import { detailKernels } from './detail/index.ts'
import type { Kernels } from './kernel.ts'
import { lightKernels } from './light/index.ts'
import { mixKernels } from './mix/index.ts'
import { noiseKernels } from './noise/index.ts'
import { occlusionKernels } from './occlusion/index.ts'
import { toneKernels } from './tone/index.ts'

/** One kernel for every operation that is not fused. */
export const kernels = {
  ...blurKernels,
  ...detailKernels,
  ...noiseKernels,
  ...toneKernels,
  ...lightKernels,
  ...occlusionKernels,
  ...mixKernels
} as Kernels
