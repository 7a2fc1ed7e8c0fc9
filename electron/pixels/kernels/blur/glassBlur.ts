import type { Raster } from '../../../../shared/raster.ts'
import { hashKey, hashWord } from '../noise/hash.ts'
import { gaussianBlur } from './gaussianBlur.ts'

export interface Glass {
  readonly sigma: { readonly x: number; readonly y: number }
  /** How far a pixel may move along each axis, whole pixels. */
  readonly distance: { readonly x: number; readonly y: number }
  readonly rounds: number
  readonly shapeSeed: number
}

/**
 * Frosted glass: blurred, neighbours change places, blurred again (ImageNet-C).
 *
 * Convention: each round goes over the pixels row by row and exchanges every one with one that is drawn from the
 * rectangle about it (cut to the picture), by a hash of the seed, the round and its place. Lengths in pixels of this
 * raster; a pixel keeps its alpha when it moves.
 */
export function glassBlur(source: Raster, { sigma, distance, rounds, shapeSeed }: Glass): Raster {
  const before = gaussianBlur(source, sigma)
  const moves = distance.x > 0 || distance.y > 0
  const moved = moves && rounds > 0 ? { ...before, data: before.data.slice() } : before
  if (moved !== before) {
    for (let round = 0; round < rounds; round++) exchange(moved, distance, hashKey(shapeSeed, round))
  }
  return gaussianBlur(moved, sigma)
}

function exchange(
  { width, height, channels, data }: Raster,
  distance: Glass['distance'],
  key: ReturnType<typeof hashKey>
): void {
  const [spanX, spanY] = [2 * distance.x + 1, 2 * distance.y + 1]
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const word = hashWord(key, i)
      const dx = (((word & 0xffff) * spanX) >>> 16) - distance.x
      const dy = (((word >>> 16) * spanY) >>> 16) - distance.y
      const otherX = Math.min(Math.max(x + dx, 0), width - 1)
      const otherY = Math.min(Math.max(y + dy, 0), height - 1)
      const a = i * channels
      const b = (otherY * width + otherX) * channels
      for (let c = 0; c < channels; c++) {
        const kept = data[a + c] as number
        data[a + c] = data[b + c] as number
        data[b + c] = kept
      }
    }
  }
}
