import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'
import { copyAlpha } from './gaussianNoise.ts'
import { type HashKey, hashKey, mix } from './hash.ts'
import { normalTable } from './normal.ts'
import { largeMean, poissonTable } from './poissonTable.ts'

/**
 * Each sample is counted in photons: a Poisson variable whose mean is the sample.
 *
 * Convention: `scale` is the share of full scale that one photon adds, so the deviation of white is its root; exact
 * (by inversion) below a mean of 24 photons, normal with skewness above. By the place in this raster; rounded and
 * clamped; alpha is kept.
 */
export function shotNoise(source: Raster, scale: number, shapeSeed: number): Raster {
  if (scale <= 0) return source
  const out = blankRaster(source, source.channels, source.data)
  const photon = scale * maxSample(source)
  if (source.data instanceof Uint16Array) countWords(source, out, photon, hashKey(shapeSeed))
  else countBytes(source, out, photon, hashKey(shapeSeed))
  if (source.channels === 4) copyAlpha(source, out)
  return out
}

function countBytes({ data }: Raster, out: Raster, photon: number, { before, between }: HashKey): void {
  const to = out.data
  const { starts, rows, sums } = poissonTable(photon)
  const { means, roots } = levelTables(255, photon)
  const normal = normalTable()
  for (let i = 0; i < data.length; i++) {
    const level = data[i] as number
    const word = mix(before, between, i)
    let photons = 0
    if (level < starts.length >> 8) {
      const share = (word + 0.5) / 0x100000000
      const row = rows[level] as number
      photons = starts[(level << 8) | (word >>> 24)] as number
      while ((sums[row + photons] as number) < share) photons++
    } else photons = large(means[level] as number, roots[level] as number, normal[word & 0xffff] as number)
    const value = photons * photon + 0.5
    to[i] = value >= 255 ? 255 : value
  }
}

function countWords({ data }: Raster, out: Raster, photon: number, { before, between }: HashKey): void {
  const to = out.data
  const { means, roots } = levelTables(65535, photon)
  const empty = means.map((mean) => (mean < largeMean ? Math.exp(-mean) : 0))
  const normal = normalTable()
  for (let i = 0; i < data.length; i++) {
    const level = data[i] as number
    const mean = means[level] as number
    const word = mix(before, between, i)
    const photons =
      mean < largeMean
        ? invert(mean, empty[level] as number, word)
        : large(mean, roots[level] as number, normal[word & 0xffff] as number)
    const value = photons * photon + 0.5
    to[i] = value >= 65535 ? 65535 : value
  }
}

function levelTables(
  top: number,
  photon: number
): { readonly means: Float64Array; readonly roots: Float64Array } {
  const means = Float64Array.from({ length: top + 1 }, (_, level) => level / photon)
  return { means, roots: means.map(Math.sqrt) }
}

/** The number of photons at which the sum of their probabilities passes the word as a share of 2^32. */
function invert(mean: number, empty: number, word: number): number {
  const share = (word + 0.5) / 0x100000000
  let probability = empty
  let sum = probability
  let photons = 0
  while (sum < share && probability > 1e-18) {
    photons++
    probability *= mean / photons
    sum += probability
  }
  return photons
}

function large(mean: number, root: number, normal: number): number {
  return Math.max(0, Math.floor(mean + root * normal + (normal * normal - 1) / 6 + 0.5))
}
