import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'
import { hashKey, mix } from './hash.ts'
import { normalTable } from './normal.ts'

export interface GaussianNoise {
  /** Share of full scale. */
  readonly deviation: number
  /** Whether each colour gets noise of its own, or all of a pixel the same. */
  readonly perChannel: boolean
  readonly shapeSeed: number
}

/**
 * Adds normal noise of mean 0.
 *
 * Convention: by the place in this raster, so a picture rendered at another size has other noise of the same
 * strength. Rounded to nearest and clamped; alpha is kept.
 */
export function gaussianNoise(source: Raster, { deviation, perChannel, shapeSeed }: GaussianNoise): Raster {
  if (deviation === 0) return source
  const out = blankRaster(source, source.channels, source.data)
  const noise = scaledTable(deviation * maxSample(source))
  if (perChannel || source.channels === 1) addToSamples(source, out, noise, shapeSeed)
  else addToPixels(source, out, noise, shapeSeed)
  if (source.channels === 4) copyAlpha(source, out)
  return out
}

function scaledTable(deviation: number): Float32Array {
  return normalTable().map((value) => value * deviation + 0.5)
}

/** One word serves two samples that follow each other. Why + 0.5 in the table: it rounds, below. */
function addToSamples({ data }: Raster, out: Raster, noise: Float32Array, shapeSeed: number): void {
  const { before, between } = hashKey(shapeSeed)
  const top = maxSample(out)
  const to = out.data
  for (let i = 0; i < data.length; i += 2) {
    const word = mix(before, between, i >> 1)
    const first = (data[i] as number) + (noise[word & 0xffff] as number)
    to[i] = first <= 0 ? 0 : first >= top ? top : first
    // Subtle: behind the last sample of an odd number this writes nowhere.
    const second = (data[i + 1] as number) + (noise[word >>> 16] as number)
    to[i + 1] = second <= 0 ? 0 : second >= top ? top : second
  }
}

function addToPixels(source: Raster, out: Raster, noise: Float32Array, shapeSeed: number): void {
  const { data, channels } = source
  const { before, between } = hashKey(shapeSeed)
  const top = maxSample(out)
  for (let i = 0, pixel = 0; i < data.length; i += channels, pixel++) {
    const added = noise[mix(before, between, pixel) >>> 16] as number
    for (let c = i; c < i + 3; c++) {
      const value = (data[c] as number) + added
      out.data[c] = value <= 0 ? 0 : value >= top ? top : value
    }
  }
}

/** Why afterwards: the loops over samples need not know what is a colour. */
export function copyAlpha({ data }: Raster, out: Raster): void {
  for (let i = 3; i < data.length; i += 4) out.data[i] = data[i] as number
}
