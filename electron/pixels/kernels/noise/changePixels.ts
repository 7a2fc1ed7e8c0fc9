import { maxSample, type Raster } from '../../../../shared/raster.ts'
import { hashKey, mix } from './hash.ts'

export interface ChangedPixels {
  /** Share of pixels that change, 0..1. */
  readonly share: number
  readonly shapeSeed: number
  /** The level (0..1) of the n-th stretch of 0..1 that a changed pixel's second draw falls into. */
  readonly levels: readonly { readonly below: number; readonly level: number }[]
}

/**
 * Sets single pixels, all their colours, to one of a few levels.
 *
 * Convention: each pixel of its own, by its place in this raster, so the number of changed ones varies about its
 * share; alpha is kept.
 */
export function changePixels(source: Raster, { share, shapeSeed, levels }: ChangedPixels): Raster {
  if (share <= 0) return source
  const { data, channels } = source
  const out: Raster = { ...source, data: data.slice() }
  const { before, between } = hashKey(shapeSeed)
  const second = hashKey(shapeSeed, 1)
  const limit = share * 0x100000000
  const top = maxSample(source)
  const colours = Math.min(channels, 3)
  for (let pixel = 0; pixel < data.length / channels; pixel++) {
    if (mix(before, between, pixel) >= limit) continue
    const draw = mix(second.before, second.between, pixel) / 0x100000000
    const level = levels.find(({ below }) => draw < below)?.level ?? 0
    out.data.fill(Math.round(level * top), pixel * channels, pixel * channels + colours)
  }
  return out
}
