import { maxSample, type Raster } from '../../../../shared/raster.ts'
import { likeSamples } from '../partner.ts'
import { applyLookUps, histograms } from './levels.ts'

/**
 * Gives each channel the distribution of levels of the reference, drawn towards it by `share`.
 *
 * Convention: the cumulative distributions are matched, linear between the levels of the reference, as
 * scikit-image's exposure.match_histograms does, but rounded and not cut off. The size of the reference does not
 * matter; invisible pixels count in neither. A picture of which nothing is seen stays as it is.
 */
export function matchHistogram(
  source: Raster,
  reference: Raster,
  { share }: { readonly share: number }
): Raster {
  if (share === 0) return source
  const most = maxSample(source)
  const bins = most === 255 ? 256 : 65536
  const channels = source.channels === 1 ? 1 : 3
  const own = histograms(source, bins)
  const other = histograms(likeSamples(reference, { channels, data: source.data }), bins, reference)
  const tables = own.map((counts, channel) => {
    const matched = matchingTable(counts, other[channel] as Float64Array)
    return Uint16Array.from(counts, (_, level) =>
      Math.floor(level + share * ((matched?.[level] ?? level) - level) + 0.5)
    )
  })
  return applyLookUps(source, tables)
}

/** For every level the one that has as much below it in the reference; undefined when one of both is empty. */
function matchingTable(counts: Float64Array, reference: Float64Array): Float64Array | undefined {
  const { levels, shares } = quantiles(reference)
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0 || levels.length === 0) return undefined
  const table = new Float64Array(counts.length)
  let below = 0
  let at = 0
  for (let level = 0; level < counts.length; level++) {
    below += counts[level] as number
    const share = below / total
    while (at < levels.length && (shares[at] as number) < share) at++
    table[level] = between(levels, shares, at, share)
  }
  return table
}

/** Linear between entry `at - 1` and entry `at`, the first whose share is not less. */
function between(levels: readonly number[], shares: readonly number[], at: number, share: number): number {
  const high = levels[Math.min(at, levels.length - 1)] as number
  const low = levels[at - 1]
  if (low === undefined || at === levels.length) return high
  const start = shares[at - 1] as number
  return low + ((high - low) * (share - start)) / ((shares[at] as number) - start)
}

/** The levels that occur, and the share of the pixels at or below each. */
function quantiles(counts: Float64Array): { readonly levels: number[]; readonly shares: number[] } {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const levels: number[] = []
  const shares: number[] = []
  let below = 0
  for (const [level, count] of counts.entries()) {
    if (count === 0) continue
    below += count
    levels.push(level)
    shares.push(below / total)
  }
  return { levels, shares }
}
