import { CultivarError } from '../../../shared/errors.ts'
import type { Raster } from '../../../shared/raster.ts'
import type { DecodeLimits } from '../limits.ts'
import { bmpCompression, bmpRemedy, readBmpHeader, type BmpHeader } from './bmpHeader.ts'
import { expandRunLengths } from './bmpRunLength.ts'
import type { PlainPicture } from './plainPicture.ts'

/**
 * Windows bitmap: 1, 2, 4, 8, 16, 24 and 32 bits, bit fields, run lengths, bottom-up and top-down.
 *
 * Convention: a palette of greys only gives 1 channel, since BMP has no other way to say grey; any other palette
 * and all pictures above 8 bits give RGB, or RGBA when the header has an alpha mask.
 */
export function readBmp(bytes: Uint8Array, file: string, limits: DecodeLimits): PlainPicture {
  const header = readBmpHeader(bytes, file, limits)
  if (header.bitsPerPixel <= 8) return fromPalette(header, readIndices(bytes, header, file), file)
  const view = pixelView(bytes, header, file)
  return {
    raster: header.bitsPerPixel === 24 ? readTriples(view, header) : readMasked(view, header),
    notes: []
  }
}

/** Unit: bytes from one row to the next. */
function strideOf({ width, bitsPerPixel }: BmpHeader): number {
  return Math.ceil((width * bitsPerPixel) / 32) * 4
}

function rowOf(y: number, { height, isTopDown }: BmpHeader): number {
  return isTopDown ? y : height - 1 - y
}

function pixelView(bytes: Uint8Array, header: BmpHeader, file: string): DataView {
  const rowBytes = Math.ceil((header.width * header.bitsPerPixel) / 8)
  // Why the last row without its padding: several writers leave it out.
  const needed = strideOf(header) * (header.height - 1) + rowBytes
  if (header.pixelsAt + needed > bytes.length) {
    throw new CultivarError('truncated-image', 'The file ends before its last row of pixels.', {
      file,
      remedy: bmpRemedy
    })
  }
  return new DataView(bytes.buffer, bytes.byteOffset + header.pixelsAt, needed)
}

/** One palette index per pixel, top row first. */
function readIndices(bytes: Uint8Array, header: BmpHeader, file: string): Uint8Array {
  if (header.compression !== bmpCompression.none) return expandRunLengths(bytes, header, file)
  const { width, height, bitsPerPixel } = header
  const view = pixelView(bytes, header, file)
  const stride = strideOf(header)
  const indices = new Uint8Array(width * height)
  const perByte = 8 / bitsPerPixel
  const mask = 2 ** bitsPerPixel - 1
  for (let y = 0; y < height; y++) {
    const out = rowOf(y, header) * width
    for (let x = 0; x < width; x++) {
      const shift = 8 - bitsPerPixel * (1 + (x % perByte))
      indices[out + x] = (view.getUint8(y * stride + Math.floor(x / perByte)) >> shift) & mask
    }
  }
  return indices
}

function fromPalette({ width, height, palette }: BmpHeader, indices: Uint8Array, file: string): PlainPicture {
  const entries = palette.length / 3
  if (indices.some((index) => index >= entries)) {
    throw new CultivarError('corrupt-image', `A pixel points past the palette of ${entries} colours.`, {
      file,
      remedy: bmpRemedy
    })
  }
  const isGrey = palette.every((value, i) => value === palette[i - (i % 3)])
  const channels = isGrey ? 1 : 3
  const data = new Uint8Array(width * height * channels)
  for (let i = 0; i < indices.length; i++) {
    const entry = 3 * (indices[i] ?? 0)
    for (let c = 0; c < channels; c++) data[i * channels + c] = palette[entry + c] ?? 0
  }
  const notes = isGrey ? [] : ['The palette was expanded to RGB.']
  return { raster: { width, height, channels, data }, notes }
}

function readTriples(view: DataView, header: BmpHeader): Raster {
  const { width, height } = header
  const stride = strideOf(header)
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    const out = rowOf(y, header) * width * 3
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) data[out + 3 * x + c] = view.getUint8(y * stride + 3 * x + 2 - c)
    }
  }
  return { width, height, channels: 3, data }
}

function readMasked(view: DataView, header: BmpHeader): Raster {
  const { width, height, bitsPerPixel } = header
  const channels = header.masks[3] === 0 ? 3 : 4
  const fields = header.masks.slice(0, channels).map(fieldOf)
  const stride = strideOf(header)
  const step = bitsPerPixel / 8
  const data = new Uint8Array(width * height * channels)
  for (let y = 0; y < height; y++) {
    let out = rowOf(y, header) * width * channels
    for (let x = 0; x < width; x++) {
      const at = y * stride + x * step
      const pixel = step === 2 ? view.getUint16(at, true) : view.getUint32(at, true)
      for (const { mask, shift, max } of fields) {
        data[out++] = Math.round((((pixel & mask) >>> shift) * 255) / max)
      }
    }
  }
  return { width, height, channels, data }
}

function fieldOf(mask: number): { mask: number; shift: number; max: number } {
  const shift = 31 - Math.clz32(mask & -mask)
  return { mask, shift, max: mask >>> shift }
}
