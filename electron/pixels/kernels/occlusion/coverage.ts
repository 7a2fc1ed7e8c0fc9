import type { Shape } from '../../../../shared/ops.ts'
import type { Size } from '../../../../shared/raster.ts'
import { clippedOutline } from './outline.ts'

/** The pixels that a shape touches, and the share of each that it covers (0..1), row by row. */
export interface Coverage {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly share: Float64Array
}

/** Below this a share is the rounding of 0 or of 1. */
const rounding = 1e-9

/**
 * The exact share of every pixel's square that a shape covers; undefined when it misses the raster.
 *
 * Convention: shapes in edge coordinates of the frame; `scale` pixels of the raster for each of the frame. The outline
 * of a polygon must not cross itself.
 */
export function coverage(
  shape: Shape,
  size: Size,
  scale: { readonly x: number; readonly y: number }
): Coverage | undefined {
  if (shape.kind === 'rectangle') return rectangleCoverage(shape, size, scale)
  const outline = clippedOutline(
    shape.points.map((value, k) => value * (k % 2 === 0 ? scale.x : scale.y)),
    size
  )
  return outline === undefined ? undefined : polygonCoverage(outline)
}

function rectangleCoverage(
  { x, y, width, height }: Extract<Shape, { readonly kind: 'rectangle' }>,
  size: Size,
  scale: { readonly x: number; readonly y: number }
): Coverage | undefined {
  const across = spanShares(x * scale.x, (x + width) * scale.x, size.width)
  const down = spanShares(y * scale.y, (y + height) * scale.y, size.height)
  if (across === undefined || down === undefined) return undefined
  const share = new Float64Array(across.shares.length * down.shares.length)
  let i = 0
  for (const rowShare of down.shares) {
    for (const columnShare of across.shares) share[i++] = rowShare * columnShare
  }
  return {
    left: across.first,
    top: down.first,
    width: across.shares.length,
    height: down.shares.length,
    share
  }
}

/** The cells [k, k + 1) of an axis that a span touches, and the share of each that lies within. */
function spanShares(
  from: number,
  to: number,
  length: number
): { readonly first: number; readonly shares: Float64Array } | undefined {
  const [start, end] = [Math.max(0, from), Math.min(length, to)]
  if (!(end - start > rounding)) return undefined
  const first = Math.floor(start + rounding)
  const last = Math.ceil(end - rounding)
  const shares = Float64Array.from({ length: last - first }, (_, k) => {
    const share = Math.min(end, first + k + 1) - Math.max(start, first + k)
    return share > 1 - rounding ? 1 : share
  })
  return { first, shares }
}

/** Sums signed areas under each side along the rows, as font rasterisers do. */
function polygonCoverage(points: Float64Array): Coverage {
  const xs = points.filter((_, k) => k % 2 === 0)
  const ys = points.filter((_, k) => k % 2 === 1)
  const left = Math.floor(xs.reduce((a, b) => Math.min(a, b)))
  const top = Math.floor(ys.reduce((a, b) => Math.min(a, b)))
  const width = Math.max(1, Math.ceil(xs.reduce((a, b) => Math.max(a, b))) - left)
  const height = Math.max(1, Math.ceil(ys.reduce((a, b) => Math.max(a, b))) - top)
  // Why two more: a side on the right border adds to the cells behind it.
  const stride = width + 2
  const area = new Float64Array(stride * height)
  for (let k = 0; k < xs.length; k++) {
    const next = (k + 1) % xs.length
    addSide(area, stride, [
      (xs[k] as number) - left,
      (ys[k] as number) - top,
      (xs[next] as number) - left,
      (ys[next] as number) - top
    ])
  }
  return { left, top, width, height, share: summedRows(area, width, height) }
}

function summedRows(area: Float64Array, width: number, height: number): Float64Array {
  const share = new Float64Array(width * height)
  for (let y = 0; y < height; y++) {
    let sum = 0
    for (let x = 0; x < width; x++) {
      sum += area[y * (width + 2) + x] as number
      const covered = Math.min(1, Math.abs(sum))
      share[y * width + x] = covered < rounding ? 0 : covered > 1 - rounding ? 1 : covered
    }
  }
  return share
}

/** Cuts a side at the rows and adds each piece. */
function addSide(
  area: Float64Array,
  stride: number,
  [x0, y0, x1, y1]: readonly [number, number, number, number]
): void {
  if (y0 === y1) return
  const sign = y0 < y1 ? 1 : -1
  const [fromX, fromY, toX, toY] = y0 < y1 ? [x0, y0, x1, y1] : [x1, y1, x0, y0]
  const slope = (toX - fromX) / (toY - fromY)
  const rows = area.length / stride
  for (let y = Math.floor(fromY); y < Math.min(rows, Math.ceil(toY)); y++) {
    const top = Math.max(y, fromY)
    const bottom = Math.min(y + 1, toY)
    const a = fromX + (top - fromY) * slope
    const b = fromX + (bottom - fromY) * slope
    addPiece(area, y * stride, { left: Math.min(a, b), right: Math.max(a, b), rise: sign * (bottom - top) })
  }
}

interface Piece {
  readonly left: number
  readonly right: number
  /** Signed height within the row. */
  readonly rise: number
}

/**
 * Adds what a piece of a side within one row changes from cell to cell: summed up to cell k it must give the area to
 * the right of the piece within cell k.
 */
function addPiece(area: Float64Array, base: number, { left, right, rise }: Piece): void {
  const first = Math.floor(left)
  const last = Math.max(first, Math.ceil(right) - 1)
  let before = 0
  for (let cell = first; cell <= last; cell++) {
    const covered = rise * shareRightOf(left - cell, right - cell)
    area[base + cell] = (area[base + cell] as number) + covered - before
    before = covered
  }
  area[base + last + 1] = (area[base + last + 1] as number) + rise - before
}

/** Mean over a straight side from `from` to `to` of the part of the cell [0, 1] that lies to its right. */
function shareRightOf(from: number, to: number): number {
  if (to - from < 1e-12) return Math.min(1, Math.max(0, 1 - from))
  const until = (x: number): number => (x <= 0 ? x : x >= 1 ? 0.5 : x - (x * x) / 2)
  return (until(to) - until(from)) / (to - from)
}
