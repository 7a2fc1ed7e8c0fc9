import { CultivarError } from '../../../shared/errors.ts'
import type { Size } from '../../../shared/raster.ts'
import { checkSize, type DecodeLimits } from '../limits.ts'

export const bmpRemedy = 'Replace the file by an intact copy, or save it as PNG.'

/** Compression numbers of the format that are read. */
export const bmpCompression = { none: 0, rle8: 1, rle4: 2, bitFields: 3, alphaBitFields: 6 } as const

export interface BmpHeader extends Size {
  readonly isTopDown: boolean
  readonly bitsPerPixel: number
  readonly compression: number
  /** Bit masks of red, green, blue and alpha; 0 = absent. Only for 16 and 32 bits. */
  readonly masks: readonly [number, number, number, number]
  /** Red, green, blue, one triple per entry; empty above 8 bits. */
  readonly palette: Uint8Array
  /** Offset of the pixels in the file. Unit: bytes. */
  readonly pixelsAt: number
}

/** Throws `truncated-image`, `corrupt-image`, `unsupported-format` or `image-too-large`. */
export function readBmpHeader(bytes: Uint8Array, file: string, limits: DecodeLimits): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerLength = view.byteLength >= 18 ? view.getUint32(14, true) : 0
  if (headerLength < 12 || view.byteLength < 14 + headerLength) {
    throw new CultivarError('truncated-image', 'The file ends inside its header.', {
      file,
      remedy: bmpRemedy
    })
  }
  const isCore = headerLength < 40
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true)
  const signedHeight = isCore ? view.getUint16(20, true) : view.getInt32(22, true)
  const bitsPerPixel = view.getUint16(isCore ? 24 : 28, true)
  const compression = isCore ? 0 : view.getUint32(30, true)
  const size = { width, height: Math.abs(signedHeight) }
  checkSize(size, file, limits)
  checkLayout(bitsPerPixel, compression, file)
  const masksAt = 54
  const hasMasks = compression === bmpCompression.bitFields || compression === bmpCompression.alphaBitFields
  const maskBytes =
    hasMasks && headerLength === 40 ? (compression === bmpCompression.alphaBitFields ? 16 : 12) : 0
  const paletteAt = 14 + headerLength + maskBytes
  return {
    ...size,
    isTopDown: signedHeight < 0,
    bitsPerPixel,
    compression,
    masks: hasMasks ? readMasks(view, masksAt, headerLength + maskBytes, file) : defaultMasks(bitsPerPixel),
    palette: bitsPerPixel > 8 ? new Uint8Array() : readPalette(view, paletteAt, isCore, bitsPerPixel),
    pixelsAt: view.getUint32(10, true)
  }
}

function checkLayout(bitsPerPixel: number, compression: number, file: string): void {
  const { none, rle8, rle4, bitFields, alphaBitFields } = bmpCompression
  const isKnown =
    (compression === none && [1, 2, 4, 8, 16, 24, 32].includes(bitsPerPixel)) ||
    (compression === rle8 && bitsPerPixel === 8) ||
    (compression === rle4 && bitsPerPixel === 4) ||
    ((compression === bitFields || compression === alphaBitFields) &&
      (bitsPerPixel === 16 || bitsPerPixel === 32))
  if (isKnown) return
  throw new CultivarError(
    'unsupported-format',
    `This kind of BMP (${bitsPerPixel} bits per pixel, compression ${compression}) is not read.`,
    { file, remedy: 'Save the picture as PNG.' }
  )
}

function defaultMasks(bitsPerPixel: number): [number, number, number, number] {
  // Why no alpha at 32 bits: without masks the fourth byte is undefined, and most programs leave it 0.
  return bitsPerPixel === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : [0xff0000, 0xff00, 0xff, 0]
}

function readMasks(
  view: DataView,
  at: number,
  length: number,
  file: string
): [number, number, number, number] {
  const hasAlpha = length >= 56
  if (view.byteLength < at + (hasAlpha ? 16 : 12)) {
    throw new CultivarError('truncated-image', 'The file ends inside its header.', {
      file,
      remedy: bmpRemedy
    })
  }
  const mask = (i: number): number => view.getUint32(at + 4 * i, true)
  const masks: [number, number, number, number] = [mask(0), mask(1), mask(2), hasAlpha ? mask(3) : 0]
  if (masks[0] && masks[1] && masks[2]) return masks
  throw new CultivarError('corrupt-image', 'A colour mask of the header is empty.', {
    file,
    remedy: bmpRemedy
  })
}

function readPalette(view: DataView, at: number, isCore: boolean, bitsPerPixel: number): Uint8Array {
  const step = isCore ? 3 : 4
  const most = 2 ** bitsPerPixel
  const declared = isCore ? most : view.getUint32(46, true) || most
  const available = Math.max(0, Math.floor((view.byteLength - at) / step))
  const count = Math.min(declared, most, available)
  const palette = new Uint8Array(count * 3)
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) palette[3 * i + c] = view.getUint8(at + step * i + 2 - c)
  }
  return palette
}
