import type { MixOp } from '../../../../shared/ops.ts'
import type { Kernel } from '../kernel.ts'
import { type Weighted, weightedSum } from './weightedSum.ts'

/** AugMix: keep * own + (1 - keep) * sum of weight * chain(own). */
export const chains: Kernel<Extract<MixOp, { readonly op: 'chains' }>> = async (
  raster,
  { chains: lists, weights, keep },
  { run }
) => {
  const changed: Weighted[] = []
  // Why one after another: they share this thread, and so only one result more is held at a time.
  for (const [at, ops] of lists.entries()) {
    const weight = (1 - keep) * (weights[at] ?? 0)
    if (weight > 0) changed.push({ raster: await run(raster, ops), weight })
  }
  return weightedSum({ raster, weight: keep }, changed)
}
