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
  const to = out.data
  for (let i = 0; i < data.length; i++) {
    const level = data[i] as number
    const deviation = intensity * Math.sqrt(level * top)
    const value = level + deviation * (normal[mix(before, between, i) & 0xffff] as number) + 0.5
    to[i] = value <= 0 ? 0 : value >= top ? top : value
  }
}

function addToColour(
  { data, channels }: Raster,
  out: Raster,
  { intensity, colourShift, shapeSeed }: IsoNoise
): void {
  const { before, between } = hashKey(shapeSeed)
  const normal = normalTable()
  const { cosines, sines } = turnTables(normal, colourShift * 2 * Math.PI)
  const [ofR, ofG, ofB] = luma
  const top = maxSample(out)
  const to = out.data
  for (let i = 0, pixel = 0; i < data.length; i += channels, pixel++) {
    const word = mix(before, between, pixel)
    const r = data[i] as number
    const g = data[i + 1] as number
    const b = data[i + 2] as number
    const y = ofR * r + ofG * g + ofB * b
    const lightness = y + intensity * Math.sqrt(y * top) * (normal[word & 0xffff] as number)
    const cosine = cosines[word >>> 20] as number
    const sine = sines[word >>> 20] as number
    const cb = (b - y) / 1.772
    const cr = (r - y) / 1.402
    const turnedB = cb * cosine - cr * sine
    const turnedR = cb * sine + cr * cosine
    // Half a level more, so that storing rounds by cutting off.
    const red = lightness + 1.402 * turnedR + 0.5
    const green = lightness - (ofB * 1.772 * turnedB + ofR * 1.402 * turnedR) / ofG + 0.5
    const blue = lightness + 1.772 * turnedB + 0.5
    to[i] = red <= 0 ? 0 : red >= top ? top : red
    to[i + 1] = green <= 0 ? 0 : green >= top ? top : green
    to[i + 2] = blue <= 0 ? 0 : blue >= top ? top : blue
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
