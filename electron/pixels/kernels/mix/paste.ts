import type { MixOp } from '../../../../shared/ops.ts'
import type { Mat3 } from '../../../../shared/geometry/matrix.ts'
import type { Raster } from '../../../../shared/raster.ts'
import type { Kernel } from '../kernel.ts'
import { likeSamples, partnerAt } from '../partner.ts'
import { warp } from '../warp.ts'
import { coverage } from './coverage.ts'

/** Copy-Paste: the outlined part of the partner over the picture, its outline smoothed within a pixel. */
export const paste: Kernel<Extract<MixOp, { readonly op: 'paste' }>> = (raster, op, context) => {
  const { scale, sampling } = context
  const [left, top] = [op.x * scale.x, op.y * scale.y]
  const [width, height] = [op.width * scale.x, op.height * scale.y]
  const rings = op.rings.map((ring) =>
    ring.map((share, at) => (at % 2 === 0 ? left + share * width : top + share * height))
  )
  const covered = coverage(rings, raster)
  if (covered.every((share) => share === 0)) return raster
  const partner = likeSamples(partnerAt(context, op.partner), raster)
  // Unit: partner pixels for each pixel of the picture; both count from pixel centres.
  const [kx, ky] = [partner.width / width, partner.height / height]
  const matrix: Mat3 = [kx, 0, (0.5 - left) * kx - 0.5, 0, ky, (0.5 - top) * ky - 0.5, 0, 0, 1]
  const moved = warp(partner, {
    maps: [{ op: 'matrix', matrix }],
    outputSize: { width: raster.width, height: raster.height },
    sampling: { ...sampling, fillMode: 'nearest' }
  })
  return layered(raster, moved, covered)
}

/** `above` over `below` by coverage; with alpha, colours count by their alpha. */
function layered(below: Raster, above: Raster, covered: Float32Array): Raster {
  const { channels } = below
  const out: Raster = { ...below, data: below.data.slice() }
  for (let pixel = 0; pixel < covered.length; pixel++) {
    const share = covered[pixel] as number
    if (share <= 0) continue
    const at = pixel * channels
    const weights = weightsOf(below, above, { at, share: Math.min(1, share) })
    for (let c = 0; c < Math.min(channels, 3); c++) {
      const level =
        weights.below * (below.data[at + c] as number) + weights.above * (above.data[at + c] as number)
      out.data[at + c] = Math.floor(level + 0.5)
    }
    if (channels === 4) out.data[at + 3] = Math.floor(weights.alpha + 0.5)
  }
  return out
}

function weightsOf(
  below: Raster,
  above: Raster,
  { at, share }: { readonly at: number; readonly share: number }
): { readonly below: number; readonly above: number; readonly alpha: number } {
  if (below.channels !== 4) return { below: 1 - share, above: share, alpha: 0 }
  const own = (1 - share) * (below.data[at + 3] as number)
  const other = share * (above.data[at + 3] as number)
  const alpha = own + other
  return alpha === 0 ? { below: 1, above: 0, alpha } : { below: own / alpha, above: other / alpha, alpha }
}
