import type { MixOp } from '../../../../shared/ops.ts'
import type { Kernel } from '../kernel.ts'
import { fitPartner, partnerAt } from '../partner.ts'
import { copyInto } from './copyInto.ts'

const whole = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value)))

/** CutMix: a rectangle of the partner, cut to fill the frame, over the picture; its edges go to the nearest pixels. */
export const patch: Kernel<Extract<MixOp, { readonly op: 'patch' }>> = (raster, op, context) => {
  const { scale } = context
  const left = whole(op.x * scale.x, raster.width)
  const top = whole(op.y * scale.y, raster.height)
  const right = whole((op.x + op.width) * scale.x, raster.width)
  const bottom = whole((op.y + op.height) * scale.y, raster.height)
  if (right <= left || bottom <= top) return raster
  const other = fitPartner(partnerAt(context, op.partner), raster)
  const out = { ...raster, data: raster.data.slice() }
  copyInto(out, { left, top, right, bottom }, other, { x: left, y: top })
  return out
}
