import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'

/** Colour channels of a picture: without alpha. */
export function colourChannels({ channels }: Pick<Raster, 'channels'>): 1 | 3 {
  return channels === 1 ? 1 : 3
}

/**
 * How many pixels have each level, channel by channel; pixels that nobody can see (alpha 0) are not counted.
 *
 * Convention: `bins` is 256 (samples of 16 bit go to the nearest of them) or 65536 for every level of 16 bit.
 * `seenIn`: the picture of the same size whose alpha counts.
 */
export function histograms(
  source: Raster,
  bins: 256 | 65536,
  seenIn: Raster = source
): readonly Float64Array[] {
  const { data, channels } = source
  const pixels = source.width * source.height
  const alpha = seenIn.channels === 4 ? seenIn.data : undefined
  const perBin = bins === 256 && maxSample(source) === 65535 ? 257 : 1
  const half = perBin >> 1
  return Array.from({ length: colourChannels(source) }, (_, channel) => {
    const counts = new Float64Array(bins)
    for (let i = 0; i < pixels; i++) {
      if (alpha !== undefined && alpha[4 * i + 3] === 0) continue
      const bin = Math.floor(((data[i * channels + channel] as number) + half) / perBin)
      counts[bin] = (counts[bin] as number) + 1
    }
    return counts
  })
}

/**
 * A picture with new levels, drawn from the old ones towards those of the tables by `share`.
 *
 * Convention: a table for each colour channel, from the levels 0..255 to new ones of the same scale, not rounded;
 * levels of 16 bit lie between its entries. Rounded once; alpha is kept.
 */
export function applyTables(source: Raster, tables: readonly Float64Array[], share: number): Raster {
  const most = maxSample(source)
  const perLevel = most / 255
  const rounded = tables.map((table) =>
    Uint16Array.from({ length: most + 1 }, (_, sample) => {
      const made = tableAt(table, sample / perLevel) * perLevel
      return Math.min(Math.max(Math.floor(sample + share * (made - sample) + 0.5), 0), most)
    })
  )
  return applyLookUps(source, rounded)
}

/** Every sample replaced by what its channel's table holds for it; alpha is kept. */
export function applyLookUps(source: Raster, tables: readonly Uint16Array[]): Raster {
  const out = blankRaster(source, source.channels, source.data)
  const { data, channels } = source
  const target = out.data
  if (channels === 4) target.set(data)
  for (const [channel, table] of tables.entries()) {
    for (let i = channel; i < data.length; i += channels) target[i] = table[data[i] as number] as number
  }
  return out
}

/** A table between its entries. */
function tableAt(table: Float64Array, at: number): number {
  const below = Math.min(Math.floor(at), table.length - 1)
  const low = table[below] as number
  const high = table[Math.min(below + 1, table.length - 1)] as number
  return low + (at - below) * (high - low)
}

/** The table that changes nothing. */
export function identityTable(): Float64Array {
  return Float64Array.from({ length: 256 }, (_, level) => level)
}
