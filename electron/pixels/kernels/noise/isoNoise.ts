import { luma } from '../../../../shared/colourMatrices.ts'
import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'
import { copyAlpha } from './gaussianNoise.ts'
import { hashKey, mix } from './hash.ts'
import { normalTable } from './normal.ts'

export interface IsoNoise {
  /** Deviation of the luma of white, share of full scale; it falls with the root of the luma. */
  readonly intensity: number
  /** Deviation of the hue, share of a full turn. */
  readonly colourShift: number
  readonly shapeSeed: number
}

/** Turns are drawn from so many; two of them cannot be told apart. */
const turns = 4096

/**
 * Noise as of a sensor at high sensitivity: luma noise that grows with the root of the luma, like that of photons,
 * and each pixel's colour turned about grey in YCbCr.
 *
 * Convention: by the place in this raster; Rec. 601 luma; rounded and clamped; alpha is kept. Grey pictures get luma
 * noise only.
 */
export function isoNoise(source: Raster, noise: IsoNoise): Raster {
  if (noise.intensity === 0 && (noise.colourShift === 0 || source.channels === 1)) return source
  const out = blankRaster(source, source.channels, source.data)
  if (source.channels === 1) addToGrey(source, out, noise)
  else addToColour(source, out, noise)
  if (source.channels === 4) copyAlpha(source, out)
  return out
}

function addToGrey({ data }: Raster, out: Raster, { intensity, shapeSeed }: IsoNoise): void {
  const { before, between } = hashKey(shapeSeed)
  const normal = normalTable()
  const top = maxSample(out)
  for (let i = 0; i < data.length; i++) {
    const level = data[i] as number
    const deviation = intensity * Math.sqrt(level * top)
    const value = Math.floor(level + deviation * (normal[mix(before, between, i) & 0xffff] as number) + 0.5)
    out.data[i] = value < 0 ? 0 : value > top ? top : value
  }
}

function addToColour({ data, channels }: Raster, out: Raster, noise: IsoNoise): void {
  const { before, between } = hashKey(noise.shapeSeed)
  const normal = normalTable()
  const { cosines, sines } = turnTables(normal, noise.colourShift * 2 * Math.PI)
  const top = maxSample(out)
  const store = (at: number, value: number): void => {
    const whole = Math.floor(value + 0.5)
    out.data[at] = whole < 0 ? 0 : whole > top ? top : whole
  }
  for (let i = 0, pixel = 0; i < data.length; i += channels, pixel++) {
    const word = mix(before, between, pixel)
    const [r, g, b] = [data[i] as number, data[i + 1] as number, data[i + 2] as number]
    const y = luma[0] * r + luma[1] * g + luma[2] * b
    const lightness = y + noise.intensity * Math.sqrt(y * top) * (normal[word & 0xffff] as number)
    const cosine = cosines[word >>> 20] as number
    const sine = sines[word >>> 20] as number
    const cb = (b - y) / 1.772
    const cr = (r - y) / 1.402
    const turnedB = cb * cosine - cr * sine
    const turnedR = cb * sine + cr * cosine
    store(i, lightness + 1.402 * turnedR)
    store(i + 1, lightness - (luma[2] * 1.772 * turnedB + luma[0] * 1.402 * turnedR) / luma[1])
    store(i + 2, lightness + 1.772 * turnedB)
  }
}

function turnTables(
  normal: Float32Array,
  deviation: number
): { readonly cosines: Float64Array; readonly sines: Float64Array } {
  const every = normal.length / turns
  const angles = Float64Array.from(
    { length: turns },
    (_, k) => deviation * (normal[k * every + every / 2] as number)
  )
  return { cosines: angles.map(Math.cos), sines: angles.map(Math.sin) }
}
