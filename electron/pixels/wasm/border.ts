import type { FillMode } from '../../../shared/ops.ts'
import { foldIndex } from '../kernels/fill.ts'
import type { EightBit } from './fast.ts'

/** Pixels on every side: the farthest tap beside a folded point. */
export const borderPx = 3

/** Bytes of a picture with its border. */
export function borderedLength({ width, height, channels }: EightBit): number {
  return (width + 2 * borderPx) * (height + 2 * borderPx) * channels
}

/** Copies a picture to `target` from `at` on, with a border of three pixels filled as the fill mode says. */
export function copyBordered(source: EightBit, fillMode: FillMode, target: Uint8Array, at: number): void {
  const { data, width, height, channels } = source
  const pitch = width * channels
  const wide = (width + 2 * borderPx) * channels
  const beside = [-3, -2, -1, width, width + 1, width + 2].map((x) => ({
    to: (x + borderPx) * channels,
    from: foldIndex(fillMode, x, width) * channels
  }))
  for (let row = 0; row < height + 2 * borderPx; row++) {
    const from = foldIndex(fillMode, row - borderPx, height) * pitch
    const to = at + row * wide
    target.set(data.subarray(from, from + pitch), to + borderPx * channels)
    for (const pixel of beside) {
      for (let c = 0; c < channels; c++) target[to + pixel.to + c] = data[from + pixel.from + c] as number
    }
  }
}
