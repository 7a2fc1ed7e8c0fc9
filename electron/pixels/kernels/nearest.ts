import type { Sampling } from '../../../shared/ops.ts'
import type { Raster } from '../../../shared/raster.ts'
import type { RowMap } from '../wasm/index.ts'
import { fillSamples, foldCoordinate, outside } from './fill.ts'

/**
 * Gives every output pixel the source pixel floor(x + 0.5), floor(y + 0.5) of its point: no new levels, any depth and
 * number of channels. `rows` tells the points.
 */
export function sampleNearest(source: Raster, out: Raster, rows: RowMap, sampling: Sampling): void {
  const xs = new Float64Array(out.width)
  const ys = new Float64Array(out.width)
  const from = new Int32Array(out.width)
  const fill = fillSamples(source, sampling.fillValue)
  for (let y = 0; y < out.height; y++) {
    rows(y, xs, ys)
    findPixels(source, sampling, { xs, ys, from })
    copyPixels(source, out, { y, from, fill })
  }
}

interface Places {
  readonly xs: Float64Array
  readonly ys: Float64Array
  /** Index of the source pixel of each point; -1 for the fill colour. */
  readonly from: Int32Array
}

function findPixels({ width, height }: Raster, { fillMode }: Sampling, { xs, ys, from }: Places): void {
  const [lastX, lastY] = [width - 1, height - 1]
  for (let i = 0; i < from.length; i++) {
    const x = xs[i] as number
    const y = ys[i] as number
    if (x >= 0 && x <= lastX && y >= 0 && y <= lastY) {
      // Positive, so that cutting off the fraction is floor.
      from[i] = ((y + 0.5) | 0) * width + ((x + 0.5) | 0)
      continue
    }
    const inX = foldCoordinate(fillMode, x, width)
    const inY = foldCoordinate(fillMode, y, height)
    from[i] = inX === outside || inY === outside ? -1 : pixelAt(inY, lastY) * width + pixelAt(inX, lastX)
  }
}

/** Not-a-number counts as 0. */
const pixelAt = (at: number, last: number): number => Math.min(Math.max(Math.floor(at + 0.5) | 0, 0), last)

interface Row {
  readonly y: number
  readonly from: Int32Array
  readonly fill: readonly number[]
}

function copyPixels({ data, channels }: Raster, out: Raster, { y, from, fill }: Row): void {
  const target = out.data
  const [r = 0, g = 0, b = 0, a = 0] = fill
  let to = y * out.width * channels
  for (let i = 0; i < from.length; i++) {
    const pixel = from[i] as number
    const at = pixel * channels
    const isIn = pixel >= 0
    target[to] = isIn ? (data[at] as number) : r
    if (channels >= 3) {
      target[to + 1] = isIn ? (data[at + 1] as number) : g
      target[to + 2] = isIn ? (data[at + 2] as number) : b
    }
    if (channels === 4) target[to + 3] = isIn ? (data[at + 3] as number) : a
    to += channels
  }
}
