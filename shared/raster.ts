/**
 * Decoded pixels, row by row, channels interleaved, no padding.
 *
 * Convention: 1 channel = grey, 3 = RGB, 4 = RGBA with straight (not premultiplied) alpha; always sRGB-encoded.
 * `data.length === width * height * channels`. 8 bit pictures use Uint8Array, 16 bit ones Uint16Array.
 */
export type Channels = 1 | 3 | 4

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Raster extends Size {
  readonly channels: Channels
  readonly data: Uint8Array | Uint16Array
}

/** Largest sample value of a raster: 255 or 65535. */
export function maxSample(raster: Pick<Raster, 'data'>): 255 | 65535 {
  return raster.data instanceof Uint16Array ? 65535 : 255
}

/** A raster of the given shape, all samples 0. */
export function blankRaster(size: Size, channels: Channels, like: Uint8Array | Uint16Array): Raster {
  const length = size.width * size.height * channels
  const data = like instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length)
  return { width: size.width, height: size.height, channels, data }
}
