import type { MixOp } from '../../../../shared/ops.ts'
import { blankRaster } from '../../../../shared/raster.ts'
import type { Kernel } from '../kernel.ts'
import { fitPartner, partnerAt } from '../partner.ts'
import { copyInto } from './copyInto.ts'

/** Four pictures that meet at a point, each cut to fill its part; parts without a pixel are left out. */
export const mosaic: Kernel<Extract<MixOp, { readonly op: 'mosaic' }>> = (raster, op, context) => {
  const { width, height, channels, data } = raster
  const [x, y] = [Math.round(op.meetX * width), Math.round(op.meetY * height)]
  const out = blankRaster(raster, channels, data)
  const others = op.partners.map((index) => partnerAt(context, index))
  const pictures = others.toSpliced(op.own, 0, raster)
  for (const [quarter, picture] of pictures.entries()) {
    const [left, right] = quarter % 2 === 0 ? [0, x] : [x, width]
    const [top, bottom] = quarter < 2 ? [0, y] : [y, height]
    if (right <= left || bottom <= top) continue
    const like = blankRaster({ width: right - left, height: bottom - top }, channels, data)
    copyInto(out, { left, top, right, bottom }, fitPartner(picture, like), { x: 0, y: 0 })
  }
  return out
}
