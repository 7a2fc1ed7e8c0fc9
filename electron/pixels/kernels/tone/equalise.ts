import { maxSample, type Raster } from '../../../../shared/raster.ts'
import { applyTables, histograms, identityTable } from './levels.ts'

/**
 * Spreads the levels of each channel until all are about equally frequent, and draws the picture towards that by
 * `share`.
 *
 * Convention: the formula of PIL's ImageOps.equalize and of torchvision, step by step; with 8 bit and `share` 1 the
 * same levels. 16 bit is counted in 256 bins and keeps what lies between them. Invisible pixels are not counted.
 */
export function equalise(source: Raster, { share }: { readonly share: number }): Raster {
  if (share === 0) return source
  const keepsFractions = maxSample(source) === 65535
  const tables = histograms(source, 256).map((counts) => equalisingTable(counts, keepsFractions))
  return applyTables(source, tables, share)
}

function equalisingTable(counts: Float64Array, keepsFractions: boolean): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const last = counts.findLast((count) => count > 0) ?? 0
  const step = Math.floor((total - last) / 255)
  // Why: pictures of one level, or of fewer than 256 pixels besides the lightest ones, stay as they are in PIL.
  if (step === 0) return identityTable()
  const table = new Float64Array(256)
  let below = Math.floor(step / 2)
  for (let level = 0; level < 256; level++) {
    const made = keepsFractions ? below / step : Math.floor(below / step)
    table[level] = Math.min(made, 255)
    below += counts[level] as number
  }
  return table
}
