import { createRequire } from 'node:module'
import type sharpModule from 'sharp'
import type { Sharp } from 'sharp'
import { CultivarError } from '../../shared/errors.ts'
import type { Raster, Size } from '../../shared/raster.ts'
import { planColour, type ColourPlan, type PictureHeader } from './colourPlan.ts'
import { toDecodeError } from './decodeError.ts'
import { checkEncodable, type EncodeOptions } from './encodable.ts'
import { encodeJpegDirectly, turboVersion } from './turboJpeg.ts'
import { checkSize, defaultLimits } from './limits.ts'
import {
  settle,
  sizeWithin,
  unknownContent,
  type Decoded,
  type DecodeOptions,
  type ImageFacts,
  type Picture
} from './picture.ts'
import { readBmp } from './readers/bmp.ts'
import { readBmpHeader } from './readers/bmpHeader.ts'
import { readPnm } from './readers/pnm.ts'
import { toEightBit, widen } from './samples.ts'
import { sniffFormat, type PictureFormat } from './sniff.ts'
import { blockedLoaders } from './untrusted.ts'

// Why not a plain import: a bundler hoists imports of packages above untrusted.ts, which has to run before sharp.
const sharp = createRequire(import.meta.url)('sharp') as typeof sharpModule
sharp.block({ operation: blockedLoaders })
sharp.cache(false)
sharp.concurrency(1)

/**
 * Decodes a whole picture under the policy of docs/images.md.
 *
 * Throws only CultivarError: `unsupported-format`, `corrupt-image`, `truncated-image`, `image-too-large`.
 * `file` is the name for messages and for the check of the ending; nothing is read from disk. The samples may lie
 * in memory of libvips: they can be cloned to another thread, not transferred.
 */
export async function readPicture(
  bytes: Uint8Array,
  file: string,
  options: DecodeOptions = {}
): Promise<Picture> {
  const format = sniffFormat(bytes)
  if (format === undefined) throw unknownContent(bytes, file)
  try {
    const decoded = await decodeAs(format, bytes, file, options)
    return settle(decoded, { bytes, file, format })
  } catch (error) {
    throw toDecodeError(error, { bytes, format, file })
  }
}

/** What a file holds; decodes it whole, so that damage is found. Errors as `readPicture`. */
export async function inspect(
  bytes: Uint8Array,
  file: string,
  options: DecodeOptions = {}
): Promise<ImageFacts> {
  return (await readPicture(bytes, file, options)).facts
}

/** The pixels of a file. Errors as `readPicture`. */
export async function decode(bytes: Uint8Array, file: string, options: DecodeOptions = {}): Promise<Raster> {
  return (await readPicture(bytes, file, options)).raster
}

/**
 * The size of a picture as it is shown, EXIF orientation honoured, from its first bytes; no pixel is decoded but for
 * PNM. Errors as `readPicture`: those of a beginning that does not reach far enough, too.
 */
export async function headerSize(bytes: Uint8Array, file: string): Promise<Size> {
  const format = sniffFormat(bytes)
  if (format === undefined) throw unknownContent(bytes, file)
  try {
    if (format === 'pnm') return readPnm(bytes, file, defaultLimits).raster
    if (format === 'bmp') return readBmpHeader(bytes, file, defaultLimits)
    const { autoOrient } = await sharp(bufferOf(bytes), { limitInputPixels: false }).metadata()
    return { width: autoOrient.width, height: autoOrient.height }
  } catch (error) {
    throw toDecodeError(error, { bytes, format, file })
  }
}

async function decodeAs(
  format: PictureFormat,
  bytes: Uint8Array,
  file: string,
  options: DecodeOptions
): Promise<Decoded> {
  if (format !== 'bmp' && format !== 'pnm') return decodeWithSharp(bytes, file, options)
  const { raster, notes } = (format === 'bmp' ? readBmp : readPnm)(
    bytes,
    file,
    options.limits ?? defaultLimits
  )
  return {
    raster: await shrinkToEdge(raster, options.maxEdgePx),
    full: raster,
    notes,
    isGrey: raster.channels === 1
  }
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

async function decodeWithSharp(bytes: Uint8Array, file: string, options: DecodeOptions): Promise<Decoded> {
  const limits = options.limits ?? defaultLimits
  const input = bufferOf(bytes)
  // Why without a limit here: only the header is read, and our own check names the size in its message.
  const header = await sharp(input, { failOn: 'warning', limitInputPixels: false }).metadata()
  checkSize(header, file, limits)
  const full = header.autoOrient
  const plan = planColour(header as PictureHeader, file)
  let pipeline = sharp(input, {
    failOn: 'warning',
    limitInputPixels: limits.maxPixels,
    autoOrient: true,
    ignoreIcc: plan.ignoresProfile
  }).timeout({ seconds: limits.timeoutS })
  const target = sizeWithin(full, options.maxEdgePx)
  // Why the linear kernel: with its support widened by the factor it averages areas and leaves no halos.
  if (target !== full) pipeline = pipeline.resize({ ...target, fit: 'fill', kernel: 'linear' })
  pipeline = pipeline.toColourspace(plan.space)
  if (plan.needsSrgbStep) pipeline = pipeline.withIccProfile('srgb')
  return { raster: await toRaster(pipeline, plan), full, notes: plan.notes, isGrey: plan.isGrey }
}

async function toRaster(
  pipeline: Sharp,
  plan: Pick<ColourPlan, 'space' | 'significantBits'>
): Promise<Raster> {
  const is16 = plan.space === 'rgb16' || plan.space === 'grey16'
  const { data, info } = await pipeline
    .raw({ depth: is16 ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw new CultivarError('unsupported-format', `Pictures with ${channels} channels are not read.`)
  }
  if (!is16)
    return { width, height, channels, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
  const aligned = data.byteOffset % 2 === 0 ? data : Uint8Array.from(data)
  const wide = new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2)
  if (plan.significantBits < 16) widen(wide, plan.significantBits)
  return { width, height, channels, data: wide }
}

function open(raster: Raster): Sharp {
  const { width, height, channels, data } = raster
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false })
}

function spaceOf(raster: Raster): ColourPlan['space'] {
  if (raster.data instanceof Uint16Array) return raster.channels === 1 ? 'grey16' : 'rgb16'
  return raster.channels === 1 ? 'b-w' : 'srgb'
}

/** Shrinks by area averaging so that the longer side has at most `maxEdgePx` pixels; never enlarges. */
export async function shrinkToEdge(raster: Raster, maxEdgePx: number | undefined): Promise<Raster> {
  const target = sizeWithin(raster, maxEdgePx)
  return target === raster ? raster : scale(raster, target, 'linear')
}

/**
 * Another size by Lanczos 3, channels and depth kept; colours are weighted by alpha. Throws `bad-input`.
 *
 * Subtle: libvips rounds its weights to 12 bits, so 16 bit levels may move by 0.2 %, less than one step of 8 bits.
 */
export async function resize(raster: Raster, size: Size): Promise<Raster> {
  const { width, height } = size
  if (
    ![width, height].every((side) => Number.isInteger(side) && side >= 1 && side <= defaultLimits.maxSidePx)
  ) {
    throw new CultivarError('bad-input', `Expected a size of whole pixels but received ${width} x ${height}.`)
  }
  return width === raster.width && height === raster.height ? raster : scale(raster, size, 'lanczos3')
}

async function scale(
  raster: Raster,
  { width, height }: Size,
  kernel: 'linear' | 'lanczos3'
): Promise<Raster> {
  const space = spaceOf(raster)
  const pipeline = open(raster).resize({ width, height, fit: 'fill', kernel }).toColourspace(space)
  return toRaster(pipeline, { space, significantBits: 16 })
}

/**
 * A picture file without metadata; the same raster and options always give the same bytes.
 *
 * Convention: 16 bit stays 16 bit in PNG only; grey stays 1 channel except in WebP, which has none. Throws
 * `bad-input` for JPEG with alpha (flatten first) and for a quality out of range, `image-too-large`.
 */
export async function encode(raster: Raster, options: EncodeOptions): Promise<Buffer> {
  const { format, quality = 92, lossless = false } = options
  checkEncodable(raster, format, quality)
  const source = format === 'png' ? raster : toEightBit(raster)
  // Why above 90: what OpenCV, PIL and Keras write at 90 has its colours at half the resolution, too.
  const isFine = quality > 90
  const direct = format === 'jpeg' ? encodeJpegDirectly(source, quality, isFine) : undefined
  if (direct !== undefined) return direct
  const pipeline = open(source).toColourspace(spaceOf(source))
  if (format === 'png') return pipeline.png({ compressionLevel: 6, adaptiveFiltering: false }).toBuffer()
  // Why exact: the colour under transparent pixels is data too, and must survive where lossless was asked for.
  if (format === 'webp') return pipeline.webp({ quality, lossless, exact: lossless }).toBuffer()
  const chromaSubsampling = isFine ? '4:4:4' : '4:2:0'
  return pipeline.jpeg({ quality, chromaSubsampling, optimiseCoding: false }).toBuffer()
}

/** Versions of the libraries that decode and encode. */
export function codecVersions(): Readonly<Record<string, string>> {
  return {
    sharp: sharp.versions.sharp ?? 'unknown',
    libvips: sharp.versions.vips,
    'jpeg-turbo': turboVersion
  }
}
