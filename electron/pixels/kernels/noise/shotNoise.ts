import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'
import { copyAlpha } from './gaussianNoise.ts'
import { hashKey, hashWord } from './hash.ts'
import { normalTable } from './normal.ts'

/**
 * From this mean on a Poisson variable is drawn as a normal one with its skewness put in (Cornish and Fisher): mean
 * and deviation agree to 1 %, and the steps are finer than what a picture shows.
 */
const largeMean = 24

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
  const { data } = source
  const key = hashKey(shapeSeed)
  const top = maxSample(source)
  const photon = scale * top
  const means = Float64Array.from({ length: top + 1 }, (_, level) => level / photon)
  const empty = means.map((mean) => (mean < largeMean ? Math.exp(-mean) : 0))
  const roots = means.map(Math.sqrt)
  const normal = normalTable()
  for (let i = 0; i < data.length; i++) {
    const level = data[i] as number
    const mean = means[level] as number
    const photons =
      mean < largeMean
        ? invert(mean, empty[level] as number, hashWord(key, i))
        : large(mean, roots[level] as number, normal[hashWord(key, i) & 0xffff] as number)
    const value = Math.floor(photons * photon + 0.5)
    out.data[i] = value > top ? top : value
  }
  if (source.channels === 4) copyAlpha(source, out)
  return out
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
