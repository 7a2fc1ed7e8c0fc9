import type { Raster } from '../../../../shared/raster.ts'
import { areaShrink } from '../areaShrink.ts'
import { hashKey, hashWord } from '../noise/hash.ts'
import { assign, features, findRegions } from './slic.ts'

/** Regions are looked for in a copy no larger than this, which is as good and many times faster. */
const searchSidePx = 192

export interface Superpixels {
  readonly segments: number
  readonly share: number
  readonly shapeSeed: number
}

/**
 * Regions of like colour; each is painted with its mean with probability `share`.
 *
 * Convention: about `segments` of them over the whole picture at any size; which ones are painted follows from the
 * seed and their place. Means are weighted by alpha, which is kept.
 */
export function superpixels(source: Raster, { segments, share, shapeSeed }: Superpixels): Raster {
  if (share <= 0) return source
  const factor = Math.min(1, searchSidePx / Math.max(source.width, source.height))
  const size = {
    width: Math.max(1, Math.round(source.width * factor)),
    height: Math.max(1, Math.round(source.height * factor))
  }
  const regions = findRegions(factor < 1 ? areaShrink(source, size) : source, segments)
  const labels = assign(source, features(source), regions)
  const colours = meanColours(source, labels, regions.columns * regions.rows)
  const key = hashKey(shapeSeed)
  const isPainted = colours.map((_, label) => hashWord(key, label) < share * 0x100000000)
  return painted(source, labels, (label) => (isPainted[label] === true ? colours[label] : undefined))
}

function meanColours(source: Raster, labels: Int32Array, count: number): readonly Float64Array[] {
  const { data, channels } = source
  const colours = Math.min(channels, 3)
  const sums = Array.from({ length: count }, () => new Float64Array(4))
  for (let pixel = 0; pixel < labels.length; pixel++) {
    const sum = sums[labels[pixel] as number] as Float64Array
    const weight = channels === 4 ? (data[pixel * 4 + 3] as number) : 1
    for (let c = 0; c < colours; c++) {
      sum[c] = (sum[c] as number) + weight * (data[pixel * channels + c] as number)
    }
    sum[3] = (sum[3] as number) + weight
  }
  return sums.map((sum) => sum.map((value) => value / Math.max(sum[3] as number, 1)))
}

function painted(
  source: Raster,
  labels: Int32Array,
  colourOf: (label: number) => Float64Array | undefined
): Raster {
  const { channels } = source
  const data = source.data.slice()
  const colours = Math.min(channels, 3)
  for (let pixel = 0; pixel < labels.length; pixel++) {
    const colour = colourOf(labels[pixel] as number)
    if (colour === undefined) continue
    for (let c = 0; c < colours; c++) data[pixel * channels + c] = Math.floor((colour[c] as number) + 0.5)
  }
  return { ...source, data }
}
