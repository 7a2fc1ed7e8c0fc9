import { CultivarError } from '../../shared/errors.ts'
import type { Size } from '../../shared/raster.ts'

/** What one picture may cost: checked against its header, before any pixel is decoded. */
export interface DecodeLimits {
  /** Width x height. */
  readonly maxPixels: number
  /** Longest side in pixels. */
  readonly maxSidePx: number
  /** Unit: seconds of decoding. */
  readonly timeoutS: number
}

// Why 100 megapixels: 300 MB as RGB, which a worker survives; libvips' own limit of 268 megapixels is 1 GB as RGBA.
export const defaultLimits: DecodeLimits = { maxPixels: 100_000_000, maxSidePx: 65_535, timeoutS: 60 }

/** Throws `corrupt-image` for an empty picture and `image-too-large` for one above the limits. */
export function checkSize(size: Size, file: string, limits: DecodeLimits): void {
  const { width, height } = size
  if (!(width >= 1 && height >= 1)) {
    throw new CultivarError('corrupt-image', `The header declares a size of ${width} x ${height} pixels.`, {
      file,
      remedy: 'Replace the file by an intact copy.'
    })
  }
  if (width > limits.maxSidePx || height > limits.maxSidePx || width * height > limits.maxPixels) {
    const megapixels = Math.round(limits.maxPixels / 1e6)
    throw new CultivarError(
      'image-too-large',
      `The picture has ${width} x ${height} pixels; the limit is ${megapixels} megapixels and ${limits.maxSidePx} pixels a side.`,
      { file, remedy: 'Make the picture smaller, or cut it into tiles, and import it again.' }
    )
  }
}
