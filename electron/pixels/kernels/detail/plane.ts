import type { Size } from '../../../../shared/raster.ts'
import { quantiseBlock } from './cosineBlock.ts'

/** One component of a picture, levels 0..255. */
export interface Plane extends Size {
  readonly data: Uint8Array
}

export function blankPlane({ width, height }: Size): Plane {
  return { width, height, data: new Uint8Array(width * height) }
}

/** Compresses a plane in blocks of 8 x 8 and expands it again, in place; border pixels fill the last blocks. */
export function quantisePlane({ width, height, data }: Plane, table: Float64Array): void {
  const block = new Float64Array(64)
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      for (let k = 0; k < 64; k++) {
        const y = Math.min(top + (k >> 3), height - 1)
        const x = Math.min(left + (k & 7), width - 1)
        block[k] = (data[y * width + x] as number) - 128
      }
      quantiseBlock(block, table)
      const [rows, columns] = [Math.min(8, height - top), Math.min(8, width - left)]
      for (let y = 0; y < rows; y++) {
        const to = (top + y) * width + left
        for (let x = 0; x < columns; x++) {
          const value = Math.floor((block[y * 8 + x] as number) + 128.5)
          data[to + x] = value < 0 ? 0 : value > 255 ? 255 : value
        }
      }
    }
  }
}

/** Half the size along both axes: means of 2 x 2, halves rounded down and up by turns, as the IJG's library does. */
export function halved({ width, height, data }: Plane): Plane {
  const small = blankPlane({ width: (width + 1) >> 1, height: (height + 1) >> 1 })
  for (let y = 0, to = 0; y < small.height; y++) {
    const upper = 2 * y * width
    const lower = Math.min(2 * y + 1, height - 1) * width
    for (let x = 0; x < small.width; x++, to++) {
      const a = 2 * x
      const b = Math.min(a + 1, width - 1)
      const sum =
        (data[upper + a] as number) +
        (data[upper + b] as number) +
        (data[lower + a] as number) +
        (data[lower + b] as number)
      small.data[to] = (sum + 1 + (x & 1)) >> 2
    }
  }
  return small
}

/** Twice the size, cut to `size`: each pixel is 9/16, 3/16, 3/16, 1/16 of the four nearest (the IJG's "fancy" way). */
export function doubled(small: Plane, size: Size): Plane {
  const out = blankPlane(size)
  const sums = new Int32Array(small.width)
  for (let y = 0; y < size.height; y++) {
    const near = y >> 1
    const far = Math.min(Math.max(near + ((y & 1) === 0 ? -1 : 1), 0), small.height - 1)
    for (let x = 0; x < small.width; x++) {
      sums[x] =
        3 * (small.data[near * small.width + x] as number) + (small.data[far * small.width + x] as number)
    }
    for (let x = 0; x < size.width; x++) {
      const own = x >> 1
      const isLeft = (x & 1) === 0
      const beside = Math.min(Math.max(own + (isLeft ? -1 : 1), 0), small.width - 1)
      const sum = 3 * (sums[own] as number) + (sums[beside] as number)
      out.data[y * size.width + x] = (sum + (isLeft ? 8 : 7)) >> 4
    }
  }
  return out
}
