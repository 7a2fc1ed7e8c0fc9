import { CultivarError } from '../../../shared/errors.ts'
import type { Raster } from '../../../shared/raster.ts'
import { checkSize, type DecodeLimits } from '../limits.ts'
import type { PlainPicture } from './plainPicture.ts'

const remedy = 'Replace the file by an intact copy, or save it as PNG.'

/** Reads the header's numbers and, in the plain variants, the samples; comments run from # to the end of a line. */
class Cursor {
  readonly bytes: Uint8Array
  readonly file: string
  at = 2

  constructor(bytes: Uint8Array, file: string) {
    this.bytes = bytes
    this.file = file
  }

  skipBlank(): void {
    for (;;) {
      const byte = this.bytes[this.at]
      if (byte === 0x23) {
        while (this.at < this.bytes.length && this.bytes[this.at] !== 0x0a) this.at++
      } else if (byte === 0x20 || (byte !== undefined && byte >= 9 && byte <= 13)) this.at++
      else return
    }
  }

  /** The next decimal number; `maxDigits` 1 reads the run-together bits of a plain PBM. */
  number(maxDigits = 9): number {
    this.skipBlank()
    const start = this.at
    let value = 0
    for (;;) {
      const digit = (this.bytes[this.at] ?? 0) - 0x30
      if (digit < 0 || digit > 9 || this.at - start >= maxDigits) break
      value = value * 10 + digit
      this.at++
    }
    if (this.at > start) return value
    const isCut = this.at >= this.bytes.length
    throw new CultivarError(
      isCut ? 'truncated-image' : 'corrupt-image',
      isCut
        ? 'The picture ends before all of its samples.'
        : 'Expected a number in the picture but received other text.',
      { file: this.file, remedy }
    )
  }
}

function corrupt(message: string, file: string): CultivarError {
  return new CultivarError('corrupt-image', message, { file, remedy })
}

/**
 * Portable bitmap, graymap and pixmap, plain (P1 to P3) and binary (P4 to P6).
 *
 * Convention: bitmaps become 8 bit grey, 0 black and 255 white; up to maxval 255 it is 8 bit, above 16 bit;
 * samples are spread over the full range when maxval is another. Only the first picture of a file is read.
 */
export function readPnm(bytes: Uint8Array, file: string, limits: DecodeLimits): PlainPicture {
  const kind = (bytes[1] ?? 0) - 0x30
  const cursor = new Cursor(bytes, file)
  const width = cursor.number()
  const height = cursor.number()
  const isBitmap = kind === 1 || kind === 4
  const maxval = isBitmap ? 1 : cursor.number()
  checkSize({ width, height }, file, limits)
  if (maxval < 1 || maxval > 65535)
    throw corrupt(`Expected a maximum value of 1 to 65535 but received ${maxval}.`, file)
  const channels = kind === 3 || kind === 6 ? 3 : 1
  const length = width * height * channels
  const smallest =
    kind <= 3 ? length : kind === 4 ? Math.ceil(width / 8) * height : length * (maxval > 255 ? 2 : 1)
  // Why before allocating: a header of a few bytes must not be able to claim hundreds of megabytes.
  const available = bytes.length - cursor.at - (kind <= 3 ? 0 : 1)
  if (available < smallest) {
    throw new CultivarError('truncated-image', 'The picture ends before all of its samples.', {
      file,
      remedy
    })
  }
  const data = maxval > 255 ? new Uint16Array(length) : new Uint8Array(length)
  const raster: Raster = { width, height, channels, data }
  if (kind <= 3) fillPlain(raster, cursor, isBitmap)
  else if (kind === 4) fillBits(raster, bytes.subarray(cursor.at + 1))
  else fillBinary(raster, bytes.subarray(cursor.at + 1))
  if (isBitmap) return { raster: blackIsOne(raster), notes: ['Black and white became 8 bit grey.'] }
  return spread(raster, maxval, file)
}

function fillPlain(raster: Raster, cursor: Cursor, isBitmap: boolean): void {
  const { data } = raster
  const ceiling = data instanceof Uint16Array ? 65535 : 255
  for (let i = 0; i < data.length; i++) {
    const value = cursor.number(isBitmap ? 1 : 9)
    if (value > ceiling || (isBitmap && value > 1))
      throw corrupt(`The sample ${value} exceeds the maximum.`, cursor.file)
    data[i] = value
  }
}

function fillBits({ data, width, height }: Raster, packed: Uint8Array): void {
  const stride = Math.ceil(width / 8)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[y * width + x] = ((packed[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1
    }
  }
}

function fillBinary({ data }: Raster, samples: Uint8Array): void {
  if (data instanceof Uint8Array) return data.set(samples.subarray(0, data.length))
  for (let i = 0; i < data.length; i++) data[i] = ((samples[2 * i] ?? 0) << 8) | (samples[2 * i + 1] ?? 0)
}

function blackIsOne(raster: Raster): Raster {
  return { ...raster, data: Uint8Array.from(raster.data, (bit) => (bit === 1 ? 0 : 255)) }
}

function spread(raster: Raster, maxval: number, file: string): PlainPicture {
  const { data } = raster
  const full = data instanceof Uint16Array ? 65535 : 255
  for (const value of data) {
    if (value > maxval) throw corrupt(`The sample ${value} exceeds the declared maximum of ${maxval}.`, file)
  }
  if (maxval === full) return { raster, notes: [] }
  for (let i = 0; i < data.length; i++) data[i] = Math.floor(((data[i] ?? 0) * full + (maxval >> 1)) / maxval)
  return { raster, notes: [`Values of 0 to ${maxval} were spread over 0 to ${full}.`] }
}
