import { createRequire } from 'node:module'
import type { Raster, Size } from '../../shared/raster.ts'

/** The parts of @julusian/jpeg-turbo that are used. */
interface JpegTurbo {
  readonly FORMAT_RGB: number
  readonly FORMAT_GRAY: number
  readonly SAMP_444: number
  readonly SAMP_420: number
  readonly SAMP_GRAY: number
  compressSync(
    raw: Buffer,
    into: Buffer,
    options: { format: number; width: number; height: number; subsampling: number; quality: number }
  ): Buffer
  decompressSync(jpeg: Buffer, into: Buffer, options: { format: number }): { readonly data: Buffer }
  bufferSize(options: { width: number; height: number; subsampling: number }): number
}

const packageName = '@julusian/jpeg-turbo'
const turbo = load()

/** Of the JPEG encoder, for `versions`; says so where the binding has no build for this system. */
export const turboVersion: string = turbo === undefined ? 'absent, JPEG by sharp' : turbo.version

function load(): { readonly binding: JpegTurbo; readonly version: string } | undefined {
  const require = createRequire(import.meta.url)
  try {
    const binding = require(packageName) as JpegTurbo
    return { binding, version: (require(`${packageName}/package.json`) as { version: string }).version }
  } catch {
    // Why silently: it has builds for the common systems only, and sharp writes the same format everywhere.
    return undefined
  }
}

/** Scratch memory of this thread: what libjpeg could need at most is ten times what it writes. */
let scratch = Buffer.alloc(0)

/**
 * A baseline JPEG by libjpeg-turbo without detours, with the same tables and subsampling as sharp would use; about
 * twice as quick as through libvips. Undefined where the binding is missing or the raster is not plain.
 *
 * Why only encoding: its decoder comes with the fast, rougher inverse transform (45 dB away from sharp's), cannot scale
 * and does not say what is wrong with a damaged file. The forward transform below quality 96 is the fast one too, which
 * costs 0.1 to 0.2 dB at quality 90.
 */
export function encodeJpegDirectly(raster: Raster, quality: number, isFine: boolean): Buffer | undefined {
  const { width, height, channels, data } = raster
  if (turbo === undefined || !(data instanceof Uint8Array) || channels === 4) return undefined
  const { binding } = turbo
  const isGrey = channels === 1
  const subsampling = isGrey ? binding.SAMP_GRAY : isFine ? binding.SAMP_444 : binding.SAMP_420
  const most = binding.bufferSize({ width, height, subsampling })
  if (scratch.length < most) scratch = Buffer.allocUnsafeSlow(most)
  const into = scratch
  const written = binding.compressSync(Buffer.from(data.buffer, data.byteOffset, data.byteLength), into, {
    format: isGrey ? binding.FORMAT_GRAY : binding.FORMAT_RGB,
    width,
    height,
    subsampling,
    quality
  })
  if (most > maxKeptBytes) scratch = Buffer.alloc(0)
  // Why a copy: the scratch memory is written again by the next picture.
  return Buffer.from(written)
}

/**
 * The pixels of a JPEG that has so many channels and this size. Undefined where the binding is missing, and for a file
 * of which libjpeg says anything but that it is well.
 */
export function decodeJpegDirectly(
  bytes: Uint8Array,
  { width, height, channels }: Size & { readonly channels: 1 | 3 }
): Raster | undefined {
  if (turbo === undefined) return undefined
  const { binding } = turbo
  const data = Buffer.allocUnsafeSlow(width * height * channels)
  try {
    binding.decompressSync(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), data, {
      format: channels === 1 ? binding.FORMAT_GRAY : binding.FORMAT_RGB
    })
  } catch {
    return undefined
  }
  return { width, height, channels, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
}

/** Unit: bytes of scratch memory that a thread keeps; enough for 1.5 megapixels. */
const maxKeptBytes = 8 * 1024 * 1024
