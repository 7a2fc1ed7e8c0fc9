import type { Raster } from '../../../../shared/raster.ts'
import { convolve } from '../blur/convolve.ts'
import { normalised, type Stencil, stencilOf } from '../blur/stencil.ts'
import { besselJ1 } from './besselJ1.ts'

/**
 * An ideal low-pass filter, cut off at a radius: edges ring, as after too much sharpening or compression
 * (Real-ESRGAN, Wang et al. 2021, "sinc filter"; Albumentations RingingOvershoot).
 *
 * Convention: radius in whole pixels of this raster, `cutoff` in radians per pixel of it; from pi on nothing is
 * taken away and the source is returned. Mirrored about the border pixels; alpha is kept.
 */
export function ringing(source: Raster, radius: number, cutoff: number): Raster {
  return radius < 1 || cutoff >= Math.PI ? source : convolve(source, lowPassStencil(radius, cutoff), 'kept')
}

/** The circular low-pass of a cutoff: cutoff J1(cutoff r) / (2 pi r), its sum brought to 1. */
export function lowPassStencil(radius: number, cutoff: number): Stencil {
  return normalised(
    stencilOf(radius, radius, (dx, dy) => {
      const r = Math.hypot(dx, dy)
      return r === 0 ? (cutoff * cutoff) / (4 * Math.PI) : (cutoff * besselJ1(cutoff * r)) / (2 * Math.PI * r)
    })
  )
}
