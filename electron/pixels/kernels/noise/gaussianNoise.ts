import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'
import { type HashKey, hashKey, mix } from './hash.ts'
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
  const key = hashKey(shapeSeed)
  const scaled = deviation * maxSample(source)
  const isSame = !perChannel && source.channels > 1
  if (source.data instanceof Uint16Array) {
    const noise = wholeNoise(new Int32Array(0x10000), scaled)
    const to = out.data as Uint16Array
    if (isSame) addToWordPixels(source, to, noise, key)
    else addToWords(source.data, to, noise, key)
  } else {
    const noise = wholeNoise(new Int16Array(0x10000), scaled)
    const to = new Uint8ClampedArray(out.data.buffer)
    if (isSame) addToBytePixels(source, to, noise, key)
    else addToBytes(source.data, to, noise, key)
  }
  if (source.channels === 4) copyAlpha(source, out)
  return out
}

/**
 * What each 16-bit word adds. Why whole numbers: samples are whole, so rounding the noise rounds the sum; and a small
 * table stays in the cache.
 */
function wholeNoise<Table extends Int16Array | Int32Array>(table: Table, deviation: number): Table {
  const normal = normalTable()
  for (let k = 0; k < table.length; k++) {
    table[k] = Math.floor(Math.fround((normal[k] as number) * deviation + 0.5))
  }
  return table
}

/** One word serves two samples that follow each other. Behind the last of an odd number this writes nowhere. */
function addToBytes(
  data: Uint8Array,
  to: Uint8ClampedArray,
  noise: Int16Array,
  { before, between }: HashKey
): void {
  const pairs = data.length >> 1
  for (let place = 0, i = 0; place < pairs; place++, i += 2) {
    const word = mix(before, between, place)
    to[i] = (data[i] as number) + (noise[word & 0xffff] as number)
    to[i + 1] = (data[i + 1] as number) + (noise[word >>> 16] as number)
  }
  const last = 2 * pairs
  if (last < data.length) {
    to[last] = (data[last] as number) + (noise[mix(before, between, pairs) & 0xffff] as number)
  }
}

/** The same for 16 bit. Why twice: a loop that has met arrays of two types is slower for both. */
function addToWords(
  data: Uint16Array,
  to: Uint16Array,
  noise: Int32Array,
  { before, between }: HashKey
): void {
  for (let i = 0; i < data.length; i++) {
    const word = mix(before, between, i >> 1)
    const value = (data[i] as number) + (noise[(i & 1) === 0 ? word & 0xffff : word >>> 16] as number)
    to[i] = value < 0 ? 0 : value > 65535 ? 65535 : value
  }
}

function addToBytePixels(
  { data, channels }: Raster,
  to: Uint8ClampedArray,
  noise: Int16Array,
  { before, between }: HashKey
): void {
  for (let i = 0, pixel = 0; i < data.length; i += channels, pixel++) {
    const added = noise[mix(before, between, pixel) >>> 16] as number
    to[i] = (data[i] as number) + added
    to[i + 1] = (data[i + 1] as number) + added
    to[i + 2] = (data[i + 2] as number) + added
  }
}

function addToWordPixels(
  { data, channels }: Raster,
  to: Uint16Array,
  noise: Int32Array,
  { before, between }: HashKey
): void {
  for (let i = 0, pixel = 0; i < data.length; i += channels, pixel++) {
    const added = noise[mix(before, between, pixel) >>> 16] as number
    for (let c = i; c < i + 3; c++) {
      const value = (data[c] as number) + added
      to[c] = value < 0 ? 0 : value > 65535 ? 65535 : value
    }
  }
}

/** Why afterwards: the loops over samples need not know what is a colour. */
export function copyAlpha({ data }: Raster, out: Raster): void {
  for (let i = 3; i < data.length; i += 4) out.data[i] = data[i] as number
}
