import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'
import { fitPartner } from '../partner.ts'
import { colourChannels } from './levels.ts'
import { type LowFrequencies, lowFrequencies, planeOf, planeTransform } from './lowFrequencies.ts'

/**
 * Fourier domain adaptation (Yang and Soatto, CVPR 2020): low frequencies keep their phase, which holds what is where,
 * and take the amplitude of the reference, which holds how it looks.
 *
 * Convention: per channel; all frequencies of at most floor(beta * shorter side) along both axes, the mean included.
 * The reference is fitted to the picture (`cover`). Alpha is kept; levels that leave the scale are cut off.
 */
export function fourierAdapt(source: Raster, reference: Raster, { beta }: { readonly beta: number }): Raster {
  const shorter = Math.min(source.width, source.height)
  const reach = Math.min(Math.floor(shorter * beta), Math.floor((shorter - 1) / 2))
  const fitted = fitPartner(reference, source)
  const transform = planeTransform(source)
  const out = blankRaster(source, source.channels, source.data)
  if (source.channels === 4) out.data.set(source.data)
  for (let channel = 0; channel < colourChannels(source); channel++) {
    const own = lowFrequencies(source, channel, reach, transform)
    const other = lowFrequencies(fitted, channel, reach, transform)
    const change = differenceTo(own, other, source.width * source.height)
    addPlane(source, out, channel, planeOf(change, transform))
  }
  return out
}

/** Unit: levels. A wave that is weaker is dust of the arithmetic, and has no phase. */
const leastWave = 1e-6

/** What has to be added to `own` to have the amplitudes of `other` in its own phases. `pixels`: of the plane. */
function differenceTo(own: LowFrequencies, other: LowFrequencies, pixels: number): LowFrequencies {
  const re = new Float64Array(own.re.length)
  const im = new Float64Array(own.re.length)
  for (let i = 0; i < re.length; i++) {
    const [a, b] = [own.re[i] as number, own.im[i] as number]
    const amplitude = Math.hypot(a, b)
    const wanted = Math.hypot(other.re[i] as number, other.im[i] as number)
    const hasPhase = amplitude > leastWave * pixels
    // Without a phase it counts as 0, as numpy's angle of 0 does.
    re[i] = hasPhase ? a * (wanted / amplitude - 1) : wanted
    im[i] = hasPhase ? b * (wanted / amplitude - 1) : 0
  }
  return { reach: own.reach, re, im }
}

function addPlane(source: Raster, out: Raster, channel: number, plane: Float64Array): void {
  const most = maxSample(source)
  const { data, channels } = source
  for (let i = 0; i < plane.length; i++) {
    const at = i * channels + channel
    const value = (data[at] as number) + (plane[i] as number)
    out.data[at] = value <= 0 ? 0 : value >= most ? most : Math.floor(value + 0.5)
  }
}
