import { CultivarError } from '../../shared/errors.ts'
import { hidesFrames } from './frames.ts'
import { decodeJpegDirectly } from './turboJpeg.ts'
import { checkSize, defaultLimits } from './limits.ts'
import type { Picture } from './picture.ts'
import { nameMismatch } from './sniff.ts'

/** Unit: pixels. Larger pictures gain nothing, as decoding them takes most of the time either way. */
const mostPixels = 4_000_000

/**
 * Decodes a JPEG of the plain kind for an inspection: 8 bit grey or YCbCr, upright, without a colour profile, one
 * picture in the file. Undefined for any other, for a damaged one, and where libjpeg-turbo's binding is missing: then
 * `readPicture` has the last word. Its facts are the same as those of `readPicture`.
 *
 * Why: for small pictures it takes a twentieth of the time. The samples may differ by some levels from those that are
 * rendered (libjpeg-turbo's fast inverse transform), so they are only good for looking whether the file is whole and
 * what it looks like.
 */
export function readPlainJpeg(bytes: Uint8Array, file: string): Picture | undefined {
  const header = plainHeader(bytes)
  if (header === undefined || header.width * header.height > mostPixels) return undefined
  if (hidesFrames(bytes, 'jpeg') || nameMismatch(file, 'jpeg') !== undefined) return undefined
  try {
    checkSize(header, file, defaultLimits)
  } catch (error) {
    if (error instanceof CultivarError) return undefined
    throw error
  }
  const raster = decodeJpegDirectly(bytes, header)
  return raster === undefined
    ? undefined
    : { raster, facts: { ...header, format: 'jpeg', depth: 8, notes: [] } }
}

interface Header {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
}

const startOfScan = 0xda
/** Baseline, extended sequential and progressive, all by Huffman codes. */
const frames: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2])
/** Tables, restart interval, comments. */
const harmless: ReadonlySet<number> = new Set([0xc4, 0xdb, 0xdd, 0xfe])

/** Reads the segments in front of the first scan (ITU-T T.81, annex B). */
function plainHeader(bytes: Uint8Array): Header | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let header: Header | undefined
  let at = 2
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined
  while (at + 4 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    const length = view.getUint16(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > view.byteLength) return undefined
    if (marker === startOfScan) return header
    const segment = new DataView(bytes.buffer, bytes.byteOffset + at + 4, length - 2)
    if (frames.has(marker)) {
      header = frameHeader(segment)
      if (header === undefined) return undefined
    } else if (!harmless.has(marker) && !isPlainSegment(marker, segment)) return undefined
    at = end
  }
  return undefined
}

function frameHeader(frame: DataView): Header | undefined {
  if (frame.byteLength < 6 || frame.getUint8(0) !== 8) return undefined
  const [height, width, channels] = [frame.getUint16(1), frame.getUint16(3), frame.getUint8(5)]
  if (width === 0 || height === 0 || (channels !== 1 && channels !== 3)) return undefined
  if (frame.byteLength < 6 + 3 * channels) return undefined
  // Why: by other numbers libjpeg may take the channels for red, green and blue.
  const isNumbered = channels === 1 || [0, 1, 2].every((k) => frame.getUint8(6 + 3 * k) === k + 1)
  return isNumbered ? { width, height, channels } : undefined
}

/** Application segments that change nothing about the pixels. */
function isPlainSegment(marker: number, segment: DataView): boolean {
  if (marker < 0xe0 || marker > 0xef) return false
  const starts = (text: string): boolean =>
    segment.byteLength >= text.length &&
    Array.from(text).every((letter, k) => segment.getUint8(k) === letter.charCodeAt(0))
  if (marker === 0xe2) return !starts('ICC_PROFILE')
  if (marker === 0xee) return !starts('Adobe') || (segment.byteLength >= 12 && segment.getUint8(11) === 1)
  return marker !== 0xe1 || !starts('Exif') || isUpright(segment)
}

/** Whether an Exif segment has no orientation, or the usual one (tag 274 of the first directory). */
function isUpright(segment: DataView): boolean {
  const start = 6
  if (segment.byteLength < start + 8) return false
  const isLittle = segment.getUint16(start) === 0x4949
  const directory = start + segment.getUint32(start + 4, isLittle)
  if (directory + 2 > segment.byteLength) return false
  const count = segment.getUint16(directory, isLittle)
  if (directory + 2 + 12 * count > segment.byteLength) return false
  for (let k = 0; k < count; k++) {
    const entry = directory + 2 + 12 * k
    if (segment.getUint16(entry, isLittle) === 274) return segment.getUint16(entry + 8, isLittle) === 1
  }
  return true
}
