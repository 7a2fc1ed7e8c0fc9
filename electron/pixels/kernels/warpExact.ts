import { isAffine, type Mat3 } from '../../../shared/geometry/matrix.ts'
import type { Sampling } from '../../../shared/ops.ts'
import type { Raster, Size } from '../../../shared/raster.ts'
import { fillSamples, foldCoordinate, outside } from './fill.ts'

/** Unit: pixels. A map that is nearer than this to whole pixels everywhere is taken to be meant so. */
const tolerancePx = 1e-6

/**
 * The matrix with whole numbers when it maps every pixel of the output exactly onto one pixel of the input's grid:
 * mirrors, quarter turns, half turns and whole shifts, in any combination. Undefined otherwise.
 */
export function wholePixelMatrix(m: Mat3, output: Size): Mat3 | undefined {
  if (!isAffine(m)) return undefined
  // Why first: most matrices end here, and small pictures are warped by the thousand.
  if (Math.abs(m[0] - Math.round(m[0])) > tolerancePx || Math.abs(m[1] - Math.round(m[1])) > tolerancePx) {
    return undefined
  }
  const rounded = m.map((value) => Math.round(value)) as unknown as Mat3
  const [a, b, , c, d] = rounded
  const isTurn =
    Math.abs(a * d - b * c) === 1 && Math.abs(a) + Math.abs(b) === 1 && Math.abs(c) + Math.abs(d) === 1
  const off = (index: number): number => Math.abs((m[index] as number) - (rounded[index] as number))
  const offX = off(0) * output.width + off(1) * output.height + off(2)
  const offY = off(3) * output.width + off(4) * output.height + off(5)
  return isTurn && offX < tolerancePx && offY < tolerancePx ? rounded : undefined
}

/** Copies pixels by a matrix of whole numbers: nothing is interpolated, so nothing is lost. */
export function warpExact(source: Raster, out: Raster, m: Mat3, sampling: Sampling): void {
  const isTurned = m[0] === 0
  const { channels } = source
  const fold = (at: number, length: number): number => foldCoordinate(sampling.fillMode, at, length)
  // Why two lists: of x and y each moves along one axis of the input only, so a sample is found by one addition.
  const across = Int32Array.from({ length: out.width }, (_, x) =>
    isTurned
      ? offsetOf(fold(m[3] * x + m[5], source.height), source.width * channels)
      : offsetOf(fold(m[0] * x + m[2], source.width), channels)
  )
  const down = Int32Array.from({ length: out.height }, (_, y) =>
    isTurned
      ? offsetOf(fold(m[1] * y + m[2], source.width), channels)
      : offsetOf(fold(m[4] * y + m[5], source.height), source.width * channels)
  )
  const plan = { across, down, fill: fillSamples(source, sampling.fillValue) }
  if (m[0] === 1) copyRows(source, out, plan)
  else copyTiles(source, out, plan)
}

interface CopyPlan {
  /** For each output column and row its part of the sample index; -1 outside. */
  readonly across: Int32Array
  readonly down: Int32Array
  readonly fill: readonly number[]
}

const offsetOf = (folded: number, step: number): number => (folded === outside ? -1 : folded * step)

/** Rows that keep their direction: whole stretches at once. */
function copyRows(source: Raster, out: Raster, plan: CopyPlan): void {
  const { across, down } = plan
  const { channels } = source
  const from = across.findIndex((offset) => offset >= 0)
  let count = from === -1 ? 0 : 1
  while (count > 0 && across[from + count] === (across[from + count - 1] as number) + channels) count++
  for (let y = 0; y < out.height; y++) {
    const line = down[y] as number
    const row = y * out.width
    if (line < 0 || count === 0) copyPixels(source, out, plan, { y, from: 0, to: out.width })
    else {
      const start = line + (across[from] as number)
      out.data.set(source.data.subarray(start, start + count * channels), (row + from) * channels)
      copyPixels(source, out, plan, { y, from: 0, to: from })
      copyPixels(source, out, plan, { y, from: from + count, to: out.width })
    }
  }
}

/** Unit: pixels. Squares of this side keep the columns of a turned picture in the processor's cache. */
const tilePx = 64

function copyTiles(source: Raster, out: Raster, plan: CopyPlan): void {
  for (let top = 0; top < out.height; top += tilePx) {
    const bottom = Math.min(top + tilePx, out.height)
    for (let from = 0; from < out.width; from += tilePx) {
      const to = Math.min(from + tilePx, out.width)
      for (let y = top; y < bottom; y++) copyPixels(source, out, plan, { y, from, to })
    }
  }
}

interface Stretch {
  readonly y: number
  readonly from: number
  readonly to: number
}

function copyPixels(
  source: Raster,
  out: Raster,
  { across, down, fill }: CopyPlan,
  { y, from, to }: Stretch
): void {
  const { data, channels } = source
  const target = out.data
  const line = down[y] as number
  let index = (y * out.width + from) * channels
  for (let x = from; x < to; x++) {
    const offset = across[x] as number
    if (line < 0 || offset < 0) for (let c = 0; c < channels; c++) target[index + c] = fill[c] as number
    else if (channels === 3) {
      target[index] = data[line + offset] as number
      target[index + 1] = data[line + offset + 1] as number
      target[index + 2] = data[line + offset + 2] as number
    } else for (let c = 0; c < channels; c++) target[index + c] = data[line + offset + c] as number
    index += channels
  }
}
