import { CultivarError } from '../../shared/errors.ts'
import { maxSample, type Channels, type Raster } from '../../shared/raster.ts'

/** 16 bit samples as 8 bit, rounded to the nearest step; 8 bit rasters are returned as they are. */
export function toEightBit(raster: Raster): Raster {
  const { data } = raster
  if (data instanceof Uint8Array) return raster
  const narrow = new Uint8Array(data.length)
  for (let i = 0; i < data.length; i++) narrow[i] = Math.floor(((data[i] ?? 0) * 255 + 32767) / 65535)
  return { ...raster, data: narrow }
}

/** Whether no pixel lets anything shine through; true for rasters without alpha. */
export function isOpaque(raster: Raster): boolean {
  if (raster.channels !== 4) return true
  const full = maxSample(raster)
  for (let i = 3; i < raster.data.length; i += 4) if (raster.data[i] !== full) return false
  return true
}

/** The first `channels` channels of every pixel, as stored. */
export function keepChannels(raster: Raster, channels: Channels): Raster {
  if (channels === raster.channels) return raster
  const pixels = raster.width * raster.height
  const length = pixels * channels
  const data = raster.data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length)
  for (let i = 0; i < pixels; i++) {
    for (let c = 0; c < channels; c++) data[i * channels + c] = raster.data[i * raster.channels + c] ?? 0
  }
  return { ...raster, channels, data }
}

/**
 * Lays a picture over a plain background and drops its alpha.
 *
 * Convention: `background` is sRGB, one number for grey or three for RGB, each 0 to 255 whatever the depth of the
 * raster. The result has 3 channels; rasters without alpha are returned as they are. Throws `bad-input`.
 */
export function flatten(raster: Raster, background: readonly number[]): Raster {
  const isColour = background.length === 1 || background.length === 3
  if (!isColour || background.some((value) => !(value >= 0 && value <= 255))) {
    throw new CultivarError(
      'bad-input',
      `Expected 1 or 3 numbers of 0 to 255 but received ${JSON.stringify(background)}.`
    )
  }
  if (raster.channels !== 4) return raster
  const full = maxSample(raster)
  const under = [0, 1, 2].map((c) => Math.round(((background[c] ?? background[0] ?? 0) * full) / 255))
  const out = keepChannels(raster, 3)
  for (let i = 0; i < raster.width * raster.height; i++) {
    const alpha = raster.data[4 * i + 3] ?? 0
    for (let c = 0; c < 3; c++) {
      const over = (raster.data[4 * i + c] ?? 0) * alpha + (under[c] ?? 0) * (full - alpha)
      out.data[3 * i + c] = Math.floor((over + (full >> 1)) / full)
    }
  }
  return out
}

/**
 * Spreads samples of `bits` significant bits, stored in the upper end of 16, over the full range.
 *
 * Why: a 10 bit white is stored as 65472; repeating the upper bits below makes it 65535 and keeps black at 0.
 */
export function widen(data: Uint16Array, bits: number): void {
  for (let i = 0; i < data.length; i++) {
    const value = (data[i] ?? 0) >> (16 - bits)
    data[i] = (value << (16 - bits)) | (value >> (2 * bits - 16))
  }
}
