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
  const gaussian = Float64Array.from({ length: 2 * blurReach + 1 }, (_, k) =>
    Math.exp((-(k - blurReach) * (k - blurReach)) / (2 * softnessPx * softnessPx))
  )
  // Why with a border of zeros: it holds every place that the loops look at.
  const sharp = stencilOf(radius + blurReach, radius + blurReach, disc)
  return normalised(
    stencilOf(radius, radius, (dx, dy) => {
      let sum = 0
      for (let j = 0; j < gaussian.length; j++) {
        const from = (dy + radius + j) * sharp.width + dx + radius
        const across = gaussian[j] as number
        for (let i = 0; i < gaussian.length; i++) {
          sum += (sharp.weights[from + i] as number) * (gaussian[i] as number) * across
        }
      }
      return sum
    })
  )
}
