import type { Mat3 } from '../../../shared/geometry/matrix.ts'
import type { Raster } from '../../../shared/raster.ts'
import type { Sampler } from './sampler.ts'

/** The four weights of a pixel are whole numbers that sum to 1024. */
const one = 1024
const half = 512

/**
 * The affine warp that is most of all work: bilinear, 8 bit, 1 or 3 channels. Pixels whose four neighbours all lie
 * in the picture form one run in each row, found by arithmetic; the others go to `border`.
 *
 * Convention: `m` maps output to input pixel centres. Within half a level of exact bilinear interpolation.
 */
export function warpBilinear8(source: Raster, out: Raster, m: Mat3, border: Sampler): void {
  const { channels } = source
  const target = out.data
  const run = channels === 1 ? runGrey : runColour
  const limits = { x: source.width - 1, y: source.height - 1 }
  for (let y = 0; y < out.height; y++) {
    const startX = m[1] * y + m[2]
    const startY = m[4] * y + m[5]
    const inX = insideRun({ start: startX, step: m[0], limit: limits.x }, out.width)
    const inY = insideRun({ start: startY, step: m[3], limit: limits.y }, out.width)
    const from = Math.max(inX.from, inY.from)
    const to = Math.max(from, Math.min(inX.to, inY.to))
    const row = y * out.width
    for (let x = 0; x < from; x++) border(startX + m[0] * x, startY + m[3] * x, target, (row + x) * channels)
    run(source, target, { startX, startY, stepX: m[0], stepY: m[3], from, to, row })
    for (let x = to; x < out.width; x++)
      border(startX + m[0] * x, startY + m[3] * x, target, (row + x) * channels)
  }
}

interface Line {
  readonly start: number
  readonly step: number
  readonly limit: number
}

/** The x in 0 .. width for which 0 <= start + step * x < limit, as a half-open interval (empty: from = to). */
function insideRun(
  { start, step, limit }: Line,
  width: number
): { readonly from: number; readonly to: number } {
  const isInside = (x: number): boolean => start + step * x >= 0 && start + step * x < limit
  if (step === 0) return isInside(0) ? { from: 0, to: width } : { from: width, to: width }
  const atZero = -start / step
  const atLimit = (limit - start) / step
  let from = Math.min(Math.max(Math.floor(Math.min(atZero, atLimit)), 0), width)
  let to = Math.min(Math.max(Math.ceil(Math.max(atZero, atLimit)) + 1, 0), width)
  // Why loops: the division rounds, so the ends may be off by a pixel.
  while (from < to && !isInside(from)) from++
  while (to > from && !isInside(to - 1)) to--
  return from < to ? { from, to } : { from: width, to: width }
}

interface Run {
  readonly startX: number
  readonly startY: number
  readonly stepX: number
  readonly stepY: number
  readonly from: number
  readonly to: number
  /** Index of the row's first pixel in the output. */
  readonly row: number
}

function runGrey(source: Raster, target: Raster['data'], run: Run): void {
  const { data, width } = source
  const { startX, startY, stepX, stepY, from, to, row } = run
  for (let x = from; x < to; x++) {
    const inX = startX + stepX * x
    const inY = startY + stepY * x
    const column = inX | 0
    const line = inY | 0
    const fx = ((inX - column) * one + 0.5) | 0
    const fy = ((inY - line) * one + 0.5) | 0
    const both = Math.imul(fx, fy) >> 10
    const a = line * width + column
    const b = a + width
    const top =
      Math.imul(data[a] as number, one - fx - fy + both) + Math.imul(data[a + 1] as number, fx - both)
    const bottom = Math.imul(data[b] as number, fy - both) + Math.imul(data[b + 1] as number, both)
    target[row + x] = (top + bottom + half) >> 10
  }
}

function runColour(source: Raster, target: Raster['data'], run: Run): void {
  const { data, width } = source
  const { startX, startY, stepX, stepY, from, to, row } = run
  const pitch = width * 3
  let at = (row + from) * 3
  for (let x = from; x < to; x++) {
    const inX = startX + stepX * x
    const inY = startY + stepY * x
    const column = inX | 0
    const line = inY | 0
    const fx = ((inX - column) * one + 0.5) | 0
    const fy = ((inY - line) * one + 0.5) | 0
    const w11 = Math.imul(fx, fy) >> 10
    const w10 = fx - w11
    const w01 = fy - w11
    const w00 = one - fx - w01
    const a = line * pitch + column * 3
    const b = a + pitch
    const r = Math.imul(data[a] as number, w00) + Math.imul(data[a + 3] as number, w10)
    const g = Math.imul(data[a + 1] as number, w00) + Math.imul(data[a + 4] as number, w10)
    const u = Math.imul(data[a + 2] as number, w00) + Math.imul(data[a + 5] as number, w10)
    target[at] = (r + Math.imul(data[b] as number, w01) + Math.imul(data[b + 3] as number, w11) + half) >> 10
    target[at + 1] =
      (g + Math.imul(data[b + 1] as number, w01) + Math.imul(data[b + 4] as number, w11) + half) >> 10
    target[at + 2] =
      (u + Math.imul(data[b + 2] as number, w01) + Math.imul(data[b + 5] as number, w11) + half) >> 10
    at += 3
  }
}
