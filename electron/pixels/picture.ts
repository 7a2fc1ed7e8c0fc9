import { CultivarError } from '../../shared/errors.ts'
import type { Channels, Raster, Size } from '../../shared/raster.ts'
import { hidesFrames } from './frames.ts'
import type { DecodeLimits } from './limits.ts'
import { isOpaque, keepChannels } from './samples.ts'
import { describeContent, nameMismatch, type PictureFormat } from './sniff.ts'

/** Containers of raw samples. */
export type SampleFormat = 'idx' | 'npz' | 'cifar'

export interface ImageFacts extends Size {
  readonly format: PictureFormat | SampleFormat
  readonly channels: Channels
  readonly depth: 8 | 16
  /** Plain sentences: what was changed on the way from the file to the raster. */
  readonly notes: readonly string[]
}

export interface DecodeOptions {
  /** Shrink so that the longer side has at most this many pixels; never enlarges. */
  readonly maxEdgePx?: number
  readonly limits?: DecodeLimits
}

/** A decoded picture and what the file was; `facts` has the full size even when the raster was shrunk. */
export interface Picture {
  readonly raster: Raster
  readonly facts: ImageFacts
}

/** Pixels as a decoder gives them, before the steps that all formats share. */
export interface Decoded {
  readonly raster: Raster
  readonly full: Size
  readonly notes: readonly string[]
  readonly isGrey: boolean
}

/** The error for a content that is no picture. */
export function unknownContent(bytes: Uint8Array, file: string): CultivarError {
  const content = describeContent(bytes)
  if (content === 'empty') {
    return new CultivarError('truncated-image', 'The file is empty.', {
      file,
      remedy: 'Copy or download it again.'
    })
  }
  const text = content === 'unknown' ? 'The content is no picture that is read.' : `${content} is not read.`
  return new CultivarError('unsupported-format', text, { file, remedy: 'Save the picture as PNG or JPEG.' })
}

/** Drops an alpha that hides nothing and completes the notes. */
export function settle(
  decoded: Decoded,
  of: { bytes: Uint8Array; file: string; format: PictureFormat }
): Picture {
  const { isGrey, full } = decoded
  const notes = [...decoded.notes]
  let { raster } = decoded
  if (raster.channels === 4 && isOpaque(raster)) {
    raster = keepChannels(raster, isGrey ? 1 : 3)
    // Why not for GIF: its decoder always answers with alpha, so the sentence would stand beside every GIF.
    if (of.format !== 'gif') notes.push('Alpha is opaque everywhere and was dropped.')
  } else if (raster.channels === 4 && isGrey) notes.push('Grey with transparency became RGBA.')
  if (hidesFrames(of.bytes, of.format)) notes.push('Only the first of several pictures in the file is used.')
  const mismatch = nameMismatch(of.file, of.format)
  if (mismatch !== undefined) notes.push(mismatch)
  const depth = raster.data instanceof Uint16Array ? 16 : 8
  const { width, height } = full
  return { raster, facts: { format: of.format, width, height, channels: raster.channels, depth, notes } }
}

/** The size inside a square of `maxEdgePx`, at least 1 pixel; `size` itself when it already fits. */
export function sizeWithin(size: Size, maxEdgePx: number | undefined): Size {
  const longest = Math.max(size.width, size.height)
  if (maxEdgePx === undefined || longest <= maxEdgePx) return size
  const scale = maxEdgePx / longest
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale))
  }
}
