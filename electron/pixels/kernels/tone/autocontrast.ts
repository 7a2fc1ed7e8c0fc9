import { maxSample, type Raster } from '../../../../shared/raster.ts'
import { applyTables, histograms, identityTable } from './levels.ts'

/**
 * Stretches the levels of each channel until they reach from black to white, and draws the picture towards that by
 * `share`. The darkest and the lightest `cutoff` (0..0.5, share of the pixels) become black and white.
 *
 * Convention: the formula of PIL's ImageOps.autocontrast; with 8 bit and `share` 1 the same levels. 16 bit is counted
 * in 256 bins. Invisible pixels are not counted.
 */
export function autocontrast(
  source: Raster,
  { cutoff, share }: { readonly cutoff: number; readonly share: number }
): Raster {
  if (share === 0) return source
  const keepsFractions = maxSample(source) === 65535
  const tables = histograms(source, 256).map((counts) => stretchingTable(counts, cutoff, keepsFractions))
  return applyTables(source, tables, share)
}

function stretchingTable(counts: Float64Array, cutoff: number, keepsFractions: boolean): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0)
  // Why the slack: a share such as 0.07 is a little less than 7 % in binary.
  const cut = Math.floor(total * cutoff + 1e-9)
  const darkest = firstLeft(counts, cut)
  const lightest = 255 - firstLeft(counts.toReversed(), cut)
  if (lightest <= darkest) return identityTable()
  const scale = 255 / (lightest - darkest)
  const offset = -darkest * scale
  return Float64Array.from({ length: 256 }, (_, level) => {
    const made = Math.min(Math.max(level * scale + offset, 0), 255)
    return keepsFractions ? made : Math.floor(made)
  })
}

/** The first level of which something is left when `cut` pixels are taken away from below; 256 when nothing is. */
function firstLeft(counts: Float64Array, cut: number): number {
  let left = cut
  const found = counts.findIndex((count) => {
    left -= count
    return left < 0
  })
  return found === -1 ? 256 : found
}
