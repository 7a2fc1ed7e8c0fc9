import { foldCoordinate, outside } from '../../kernels/fill.ts'
import { borderedLength, borderPx, copyBordered } from '../border.ts'
import type { EightBit, Reading } from '../fast.ts'
import { phases, tapTable, weightsPerPhase } from '../weights.ts'

interface Warp {
  readonly source: EightBit
  readonly out: EightBit
  readonly reading: Reading & { readonly taps: 4 | 6 }
  readonly bordered: Uint8Array
  readonly weights: Int16Array
}

/** Bicubic and Lanczos warp in whole numbers; see FastKernels. */
export function taps(source: EightBit, out: EightBit, reading: Reading & { readonly taps: 4 | 6 }): void {
  const bordered = new Uint8Array(borderedLength(source))
  copyBordered(source, reading.fillMode, bordered, 0)
  const warp = { source, out, reading, bordered, weights: tapTable(reading.taps) }
  const { points } = reading
  const xs = new Float64Array(out.width)
  const ys = new Float64Array(out.width)
  for (let y = 0; y < out.height; y++) {
    if ('rows' in points) points.rows(y, xs, ys)
    else {
      const m = points.matrix
      const startX = m[1] * y + m[2]
      const startY = m[4] * y + m[5]
      for (let x = 0; x < out.width; x++) {
        xs[x] = startX + m[0] * x
        ys[x] = startY + m[3] * x
      }
    }
    for (let x = 0; x < out.width; x++) sample(warp, xs[x] as number, ys[x] as number, y * out.width + x)
  }
}

function sample(warp: Warp, x: number, y: number, pixel: number): void {
  const { source, out, reading } = warp
  const { width, height, channels } = source
  const foldedX = foldCoordinate(reading.fillMode, x, width)
  const foldedY = foldCoordinate(reading.fillMode, y, height)
  if (foldedX === outside || foldedY === outside) {
    for (let c = 0; c < channels; c++) out.data[pixel * channels + c] = reading.fill[c] as number
    return
  }
  const inX = withinHalf(foldedX, width)
  const inY = withinHalf(foldedY, height)
  const column = Math.floor(inX)
  const line = Math.floor(inY)
  const before = reading.taps / 2 - 1 - borderPx
  const pitch = width + 2 * borderPx
  sum(warp, {
    at: (((line | 0) - before) * pitch + (column | 0) - before) * channels,
    across: (((inX - column) * phases + 0.5) | 0) * weightsPerPhase,
    down: (((inY - line) * phases + 0.5) | 0) * weightsPerPhase,
    pixel
  })
}

/** Why: far away a folded coordinate is no longer exact. */
function withinHalf(at: number, length: number): number {
  return Math.min(Math.max(at, -0.5), length - 0.5)
}

interface Place {
  /** Sample of the first tap in the bordered picture. */
  readonly at: number
  /** Where the weights of both axes begin in their table. */
  readonly across: number
  readonly down: number
  readonly pixel: number
}

/** Down the columns first, kept with 6 bits of fraction; then along the row. */
function sum({ source, out, reading, bordered, weights }: Warp, { at, across, down, pixel }: Place): void {
  const { channels } = source
  const pitch = (source.width + 2 * borderPx) * channels
  for (let c = 0; c < channels; c++) {
    let total = 1 << 19
    for (let i = 0; i < reading.taps; i++) {
      const column = at + i * channels + c
      let height = 128
      for (let j = 0; j < reading.taps; j++) {
        height += Math.imul(weights[down + j] as number, bordered[column + j * pitch] as number)
      }
      total += Math.imul(weights[across + i] as number, height >> 8)
    }
    out.data[pixel * channels + c] = Math.min(Math.max(total >> 20, 0), 255)
  }
}
