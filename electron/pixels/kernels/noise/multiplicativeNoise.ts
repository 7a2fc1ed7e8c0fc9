import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'
import { copyAlpha } from './gaussianNoise.ts'
import { type HashKey, hashKey, mix } from './hash.ts'

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
  const out = blankRaster(source, source.channels, source.data)
  if (perChannel || source.channels === 1) multiplySamples(source, out, spread, hashKey(shapeSeed))
  else multiplyPixels(source, out, spread, hashKey(shapeSeed))
  if (source.channels === 4) copyAlpha(source, out)
  return out
}

/** Half a level more, so that storing rounds by cutting off. */
function multiplySamples({ data }: Raster, out: Raster, spread: number, { before, between }: HashKey): void {
  const to = out.data
  const top = maxSample(out)
  const unit = (2 * spread) / 0x100000000
  const least = 1 - spread
  for (let i = 0; i < data.length; i++) {
    const value = (data[i] as number) * (least + (mix(before, between, i) + 0.5) * unit) + 0.5
    to[i] = value <= 0 ? 0 : value >= top ? top : value
  }
}

function multiplyPixels(source: Raster, out: Raster, spread: number, { before, between }: HashKey): void {
  const { data, channels } = source
  const to = out.data
  const top = maxSample(out)
  const unit = (2 * spread) / 0x100000000
  const least = 1 - spread
  for (let i = 0, pixel = 0; i < data.length; i += channels, pixel++) {
    const factor = least + (mix(before, between, pixel) + 0.5) * unit
    const red = (data[i] as number) * factor + 0.5
    const green = (data[i + 1] as number) * factor + 0.5
    const blue = (data[i + 2] as number) * factor + 0.5
    to[i] = red <= 0 ? 0 : red >= top ? top : red
    to[i + 1] = green <= 0 ? 0 : green >= top ? top : green
    to[i + 2] = blue <= 0 ? 0 : blue >= top ? top : blue
  }
}
