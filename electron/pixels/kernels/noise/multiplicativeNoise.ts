import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'
import { copyAlpha } from './gaussianNoise.ts'
import { hashKey, mix } from './hash.ts'

export interface MultiplicativeNoise {
  /** Factors lie between 1 - spread and 1 + spread, each as likely as any other. */
  readonly spread: number
  /** Whether each colour gets a factor of its own, or all of a pixel the same. */
  readonly perChannel: boolean
  readonly shapeSeed: number
}

/**
 * Multiplies every pixel, or every sample, by a factor of its own (speckle).
 *
 * Convention: by the place in this raster; rounded and clamped; alpha is kept.
 */
export function multiplicativeNoise(source: Raster, noise: MultiplicativeNoise): Raster {
  const { spread, perChannel, shapeSeed } = noise
  if (spread === 0) return source
  const { data, channels } = source
  const out = blankRaster(source, channels, data)
  const { before, between } = hashKey(shapeSeed)
  const top = maxSample(source)
  const unit = (2 * spread) / 0x100000000
  const each = perChannel ? 1 : channels
  for (let from = 0, place = 0; from < data.length; from += each, place++) {
    const factor = 1 - spread + (mix(before, between, place) + 0.5) * unit
    for (let i = from; i < from + each; i++) {
      const value = Math.floor((data[i] as number) * factor + 0.5)
      out.data[i] = value < 0 ? 0 : value > top ? top : value
    }
  }
  if (channels === 4) copyAlpha(source, out)
  return out
}
