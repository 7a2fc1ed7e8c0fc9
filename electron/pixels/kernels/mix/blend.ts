import type { MixOp } from '../../../../shared/ops.ts'
import type { Kernel } from '../kernel.ts'
import { fitPartner, partnerAt } from '../partner.ts'
import { weightedSum } from './weightedSum.ts'

/** MixUp: share * own + (1 - share) * partner, the partner cut to fill the frame. */
export const blend: Kernel<Extract<MixOp, { readonly op: 'blend' }>> = (
  raster,
  { partner, share },
  context
) => {
  if (share >= 1) return raster
  const other = fitPartner(partnerAt(context, partner), raster)
  return weightedSum({ raster, weight: share }, [{ raster: other, weight: 1 - share }])
}
