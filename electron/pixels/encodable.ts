import { CultivarError } from '../../shared/errors.ts'
import type { Raster } from '../../shared/raster.ts'

export interface EncodeOptions {
  readonly format: 'jpeg' | 'png' | 'webp'
  /** 1 to 100, default 92; PNG has none. */
  readonly quality?: number
  /** WebP only. */
  readonly lossless?: boolean
}

const longestSidePx = { jpeg: 65_535, png: 65_535, webp: 16_383 } as const

/** Throws `bad-input` or `image-too-large` when the format cannot hold the raster as asked. */
export function checkEncodable(raster: Raster, format: EncodeOptions['format'], quality: number): void {
  if (!Number.isInteger(quality) || quality < 1 || quality > 100) {
    throw new CultivarError('bad-input', `Expected a quality of 1 to 100 but received ${quality}.`)
  }
  if (format === 'jpeg' && raster.channels === 4) {
    throw new CultivarError('bad-input', 'JPEG cannot hold transparency.', {
      remedy: 'Choose PNG or WebP, or a background colour.'
    })
  }
  const most = longestSidePx[format]
  if (Math.max(raster.width, raster.height) <= most) return
  throw new CultivarError(
    'image-too-large',
    `${format.toUpperCase()} holds at most ${most} pixels a side; this picture has ${raster.width} x ${raster.height}.`,
    { remedy: 'Choose a smaller size or PNG.' }
  )
}
