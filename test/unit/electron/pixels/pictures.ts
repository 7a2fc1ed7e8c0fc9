import sharp, { type Sharp } from 'sharp'
import type { Raster } from '../../../../shared/raster.ts'

export const red = [255, 0, 0] as const
export const green = [0, 255, 0] as const
export const blue = [0, 0, 255] as const
export const white = [255, 255, 255] as const

/** A raster whose sample at (x, y, c) is given by a formula. */
export function rasterOf(
  shape: { width: number; height: number; channels: 1 | 3 | 4; is16?: boolean },
  sample: (x: number, y: number, c: number) => number
): Raster {
  const { width, height, channels } = shape
  const length = width * height * channels
  const data = shape.is16 === true ? new Uint16Array(length) : new Uint8Array(length)
  for (let i = 0; i < length; i++) {
    const pixel = Math.floor(i / channels)
    data[i] = sample(pixel % width, Math.floor(pixel / width), i % channels)
  }
  return { width, height, channels, data }
}

/** Red, green, blue, white: top left, top right, bottom left, bottom right. */
export function quadrants(width = 32, height = 16): Raster {
  return rasterOf({ width, height, channels: 3 }, (x, y, c) => {
    const isLeft = x < width / 2
    const isTop = y < height / 2
    const colour = isTop ? (isLeft ? red : green) : isLeft ? blue : white
    return colour[c] ?? 0
  })
}

export function toSharp(raster: Raster): Sharp {
  const { width, height, channels, data } = raster
  return sharp(data, { raw: { width, height, channels } })
}

/** The name of the clearest colour in the middle of each quadrant, in reading order. */
export function seenQuadrants(raster: Raster): string {
  const { width, height, channels, data } = raster
  const at = (fx: number, fy: number): string => {
    const start = (Math.floor(fy * height) * width + Math.floor(fx * width)) * channels
    const [r = 0, g = 0, b = 0] = data.subarray(start, start + 3)
    if (r > 128 && g > 128 && b > 128) return 'W'
    return r > g && r > b ? 'R' : g > b ? 'G' : 'B'
  }
  return at(0.25, 0.25) + at(0.75, 0.25) + at(0.25, 0.75) + at(0.75, 0.75)
}

/** A little-endian TIFF of one strip, for kinds that sharp cannot write. */
export function tiffOf(
  shape: { width: number; height: number; bits: number; photometric: number; samples: number },
  pixels: Uint8Array,
  more: readonly (readonly [tag: number, value: number])[] = []
): Buffer {
  const { width, height, bits, photometric, samples } = shape
  const bitsAt = 8 + 2 + 12 * (9 + more.length) + 4
  const pixelsAt = bitsAt + 2 * samples
  const entries: (readonly [number, number, number, number])[] = [
    [256, 3, 1, width],
    [257, 3, 1, height],
    samples === 1 ? [258, 3, 1, bits] : [258, 3, samples, bitsAt],
    [259, 3, 1, 1],
    [262, 3, 1, photometric],
    [273, 4, 1, pixelsAt],
    [277, 3, 1, samples],
    [278, 3, 1, height],
    [279, 4, 1, pixels.length],
    ...more.map(([tag, value]) => [tag, 3, 1, value] as const)
  ]
  const head = Buffer.alloc(pixelsAt)
  head.write('II*\0', 0, 'latin1')
  head.writeUInt32LE(8, 4)
  head.writeUInt16LE(entries.length, 8)
  entries
    .toSorted((a, b) => a[0] - b[0])
    .forEach(([tag, type, count, value], i) => {
      head.writeUInt16LE(tag, 10 + 12 * i)
      head.writeUInt16LE(type, 12 + 12 * i)
      head.writeUInt32LE(count, 14 + 12 * i)
      head.writeUInt32LE(value, 18 + 12 * i)
    })
  for (let i = 0; i < samples; i++) head.writeUInt16LE(bits, bitsAt + 2 * i)
  return Buffer.concat([head, pixels])
}

/** A PNG chunk: length, type, body, and a check sum that is right. */
export function pngChunk(type: string, body: Uint8Array, crc32: (bytes: Uint8Array) => number): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const out = Buffer.alloc(8 + typed.length)
  out.writeUInt32BE(body.length, 0)
  typed.copy(out, 4)
  out.writeUInt32BE(crc32(typed), 4 + typed.length)
  return out
}
