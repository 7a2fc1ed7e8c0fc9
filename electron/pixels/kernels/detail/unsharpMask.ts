import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'
import { gaussianBlur } from '../blur/gaussianBlur.ts'
import { copyAlpha } from '../noise/gaussianNoise.ts'

export interface UnsharpMask {
  readonly sigma: { readonly x: number; readonly y: number }
  readonly amount: number
  /** Differences up to this share of full scale are left. */
  readonly threshold: number
}

/**
 * Adds `amount` times what a Gaussian blur takes away.
 *
 * Convention: sigma in pixels of this raster; rounded and clamped; alpha is kept. The blurred picture is held with
 * 16 bits, so that its rounding is not amplified.
 */
export function unsharpMask(source: Raster, { sigma, amount, threshold }: UnsharpMask): Raster {
  if (amount === 0) return source
  const fine = fineCopy(source)
  const blurred = gaussianBlur(fine, sigma).data
  const out = blankRaster(source, source.channels, source.data)
  const top = maxSample(source)
  const unit = top / 65535
  const least = threshold * top
  for (let i = 0; i < source.data.length; i++) {
    const own = source.data[i] as number
    const difference = own - (blurred[i] as number) * unit
    const isClear = difference > least || -difference > least
    const value = isClear ? Math.floor(own + amount * difference + 0.5) : own
    out.data[i] = value < 0 ? 0 : value > top ? top : value
  }
  if (source.channels === 4) copyAlpha(source, out)
  return out
}

function fineCopy(source: Raster): Raster {
  const { data } = source
  if (data instanceof Uint16Array) return source
  const wide = new Uint16Array(data.length)
  for (let i = 0; i < data.length; i++) wide[i] = (data[i] as number) * 257
  return { ...source, data: wide }
}
