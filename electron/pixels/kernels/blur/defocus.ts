import type { Raster } from '../../../../shared/raster.ts'
import { convolve } from './convolve.ts'
import { normalised, type Stencil, stencilOf } from './stencil.ts'

/** Below this a Gaussian gives its neighbours nothing. */
const leastSoftnessPx = 0.2

/**
 * Mean over a disc, as a lens out of focus draws a point; lengths in pixels of this raster.
 *
 * Convention: mirrored about the border pixels; colours are weighted by alpha. Radii up to half a pixel change
 * nothing: the source is returned.
 */
export function defocus(source: Raster, radiusPx: number, softnessPx: number): Raster {
  return radiusPx <= 0.5 ? source : convolve(source, discStencil(radiusPx, softnessPx), 'blurred')
}

/**
 * A disc whose border pixels count by the share of them that it covers (to first order), blurred by a Gaussian:
 * what Albumentations and ImageNet-C do to a disc of whole pixels.
 */
export function discStencil(radiusPx: number, softnessPx: number): Stencil {
  const reach = Math.ceil(radiusPx - 0.5)
  const disc = (dx: number, dy: number): number =>
    Math.min(Math.max(radiusPx + 0.5 - Math.hypot(dx, dy), 0), 1)
  if (softnessPx < leastSoftnessPx) return normalised(stencilOf(reach, reach, disc))
  const blurReach = Math.ceil(3 * softnessPx)
  const radius = reach + blurReach
  const gaussian = (d: number): number => Math.exp((-d * d) / (2 * softnessPx * softnessPx))
  return normalised(
    stencilOf(radius, radius, (dx, dy) => {
      let sum = 0
      for (let j = -blurReach; j <= blurReach; j++) {
        for (let i = -blurReach; i <= blurReach; i++) sum += disc(dx - i, dy - j) * gaussian(i) * gaussian(j)
      }
      return sum
    })
  )
}
