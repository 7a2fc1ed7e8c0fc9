import type { Mat3 } from '../../../../shared/geometry/matrix.ts'
import { foldCoordinate, outside } from '../../kernels/fill.ts'
import type { EightBit, Reading } from '../fast.ts'
import { crossRuns, findRun, type Line, type Run } from './runs.ts'

// The same whole numbers as src/bilinear.as, constant by constant.
const one = 16_384
const segment = 32
const stepScale = 2 ** 20
const guard = 1 / 4096
const slack = 1e-6

/** Everything that stays the same over a warp. */
interface Warp {
  readonly source: EightBit
  readonly out: EightBit
  readonly reading: Reading
}

/** Bilinear warp in fixed-point numbers; see FastKernels. */
export function bilinear(source: EightBit, out: EightBit, reading: Reading): void {
  const warp = { source, out, reading }
  const { points } = reading
  if ('matrix' in points) {
    for (let y = 0; y < out.height; y++) affineRow(warp, y, points.matrix)
    return
  }
  const xs = new Float64Array(out.width)
  const ys = new Float64Array(out.width)
  for (let y = 0; y < out.height; y++) {
    points.rows(y, xs, ys)
    const row = y * out.width
    for (let x = 0; x < out.width; x++) anywhere(warp, xs[x] as number, ys[x] as number, row + x)
  }
}

function affineRow(warp: Warp, y: number, m: Mat3): void {
  const { out, reading } = warp
  const lineX = { start: m[1] * y + m[2], step: m[0] }
  const lineY = { start: m[4] * y + m[5], step: m[3] }
  const seen =
    reading.fillMode === 'constant' ? runBetween(warp, lineX, lineY, -slack) : { from: 0, to: out.width }
  const inner = runBetween(warp, lineX, lineY, guard)
  const from = Math.min(Math.max(inner.from, seen.from), seen.to)
  const to = from + ((Math.max(Math.min(inner.to, seen.to), from) - from) & ~3)
  const row = y * out.width
  const beside = (x: number): void =>
    anywhere(warp, lineX.start + lineX.step * x, lineY.start + lineY.step * x, row + x)
  for (let x = 0; x < seen.from; x++) paint(warp, row + x)
  for (let x = seen.from; x < from; x++) beside(x)
  inside(warp, { from, to, row, lineX, lineY })
  for (let x = to; x < seen.to; x++) beside(x)
  for (let x = seen.to; x < out.width; x++) paint(warp, row + x)
}

/** The pixels of a row that read at least `margin` inside of the outermost centres. */
function runBetween({ source, out }: Warp, lineX: Line, lineY: Line, margin: number): Run {
  return crossRuns(
    findRun(lineX, margin, source.width - 1 - margin, out.width),
    findRun(lineY, margin, source.height - 1 - margin, out.width)
  )
}

function paint({ out, reading }: Warp, pixel: number): void {
  const { channels } = out
  for (let c = 0; c < channels; c++) out.data[pixel * channels + c] = reading.fill[c] as number
}

const clampTo = (at: number, last: number): number => Math.min(Math.max(at, 0), last)

/** One pixel, wherever it reads. */
function anywhere(warp: Warp, x: number, y: number, pixel: number): void {
  const { width, height, channels } = warp.source
  const { fillMode } = warp.reading
  const foldedX = foldCoordinate(fillMode, x, width)
  const foldedY = foldCoordinate(fillMode, y, height)
  if (foldedX === outside || foldedY === outside) return paint(warp, pixel)
  const inX = clampTo(foldedX, width - 1)
  const inY = clampTo(foldedY, height - 1)
  const column = Math.min(inX | 0, Math.max(width - 2, 0))
  const line = Math.min(inY | 0, Math.max(height - 2, 0))
  const fx = ((inX - column) * one) | 0
  const fy = ((inY - line) * one) | 0
  blend(warp, (line * width + column) * channels, { fx, fy, pixel })
}

interface Inner extends Run {
  readonly row: number
  readonly lineX: Line
  readonly lineY: Line
}

/** Pixels of which all neighbours are there: stepped in whole numbers from an exact place every 32 pixels. */
function inside(warp: Warp, { from, to, row, lineX, lineY }: Inner): void {
  const { width, channels } = warp.source
  const stepX = Math.floor(lineX.step * stepScale + 0.5)
  const stepY = Math.floor(lineY.step * stepScale + 0.5)
  for (let start = from; start < to; start += segment) {
    const inX = lineX.start + lineX.step * start
    const inY = lineY.start + lineY.step * start
    const column = Math.floor(inX)
    const line = Math.floor(inY)
    let fixedX = ((inX - column) * stepScale) | 0
    let fixedY = ((inY - line) * stepScale) | 0
    const end = Math.min(start + segment, to)
    for (let x = start; x < end; x++) {
      const at = ((line + (fixedY >> 20)) * width + column + (fixedX >> 20)) * channels
      blend(warp, at, { fx: (fixedX >> 6) & (one - 1), fy: (fixedY >> 6) & (one - 1), pixel: row + x })
      fixedX = (fixedX + stepX) | 0
      fixedY = (fixedY + stepY) | 0
    }
  }
}

interface Place {
  readonly fx: number
  readonly fy: number
  readonly pixel: number
}

/** Why imul: a neighbour with weight 0 may lie behind the picture, and imul takes undefined for 0. */
function blend({ source, out }: Warp, at: number, { fx, fy, pixel }: Place): void {
  const { data, width, channels } = source
  const w11 = Math.imul(fx, fy) >> 14
  const w10 = fx - w11
  const w01 = fy - w11
  const w00 = one - fx - w01
  const below = at + width * channels
  for (let c = 0; c < channels; c++) {
    const top = Math.imul(data[at + c] as number, w00) + Math.imul(data[at + channels + c] as number, w10)
    const bottom =
      Math.imul(data[below + c] as number, w01) + Math.imul(data[below + channels + c] as number, w11)
    out.data[pixel * channels + c] = (top + bottom + one / 2) >> 14
  }
}
