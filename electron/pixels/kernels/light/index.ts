import type { LightOp } from '../../../../shared/ops.ts'
import type { Kernels } from '../kernel.ts'
import { fog } from './fog.ts'
import { gravel } from './gravel.ts'
import { illumination } from './illumination.ts'
import { plasma } from './plasma.ts'
import { rain } from './rain.ts'
import { shadow } from './shadow.ts'
import { snow } from './snow.ts'
import { spatter } from './spatter.ts'
import { sunFlare } from './sunFlare.ts'

export const lightKernels = {
  illumination,
  plasma,
  fog,
  rain,
  snow,
  shadow,
  sunFlare,
  spatter,
  gravel
} as const satisfies Kernels<LightOp['op']>
