import { blankRaster, type Raster } from '../../../../shared/raster.ts'
import { foldIndex } from '../fill.ts'
import { rowReader, storeMeans } from './rows.ts'

/**
 * Mean over a rectangle of 2 radius + 1 pixels a side; radii in pixels of this raster.
 *
 * Convention: of a radius that is not whole, the outermost pixels count by its fraction. Mirrored about the border
 * pixels (reflect101), as OpenCV's blur; colours are weighted by alpha. Its cost does not depend on the radius.
 */
export function boxBlur(source: Raster, { x, y }: { readonly x: number; readonly y: number }): Raster {
  if (x <= 0 && y <= 0) return source
  const { width, height, channels } = source
  const out = blankRaster(source, channels, source.data)
  const reach = Math.ceil(y)
  const rowSums = slidRows(source, x, 2 * reach + 2)
  const sum = new Float64Array(width * channels)
  const mean = new Float64Array(width * channels)
  const whole = Math.floor(y)
  const ends = y - whole
  const unit = 1 / ((2 * x + 1) * (2 * y + 1))
  for (let k = -whole; k <= whole; k++) add(sum, rowSums(foldIndex('reflect101', k, height)), 1)
  for (let row = 0; row < height; row++) {
    mean.set(sum)
    if (ends > 0) {
      add(mean, rowSums(foldIndex('reflect101', row - reach, height)), ends)
      add(mean, rowSums(foldIndex('reflect101', row + reach, height)), ends)
    }
    for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] as number) * unit
    storeMeans(out, row, mean)
    add(sum, rowSums(foldIndex('reflect101', row + 1 + whole, height)), 1)
    add(sum, rowSums(foldIndex('reflect101', row - whole, height)), -1)
  }
  return out
}

/** Sums of each row over its own neighbours along x; a ring of `window` rows is kept. */
function slidRows(source: Raster, x: number, window: number): (row: number) => Float64Array {
  const { width, height, channels } = source
  const reach = Math.ceil(x)
  const read = rowReader(source, reach, 1)
  const running = new Float64Array((width + 2 * reach + 1) * channels)
  const ring = Array.from({ length: Math.min(window, height) }, () => ({
    row: -1,
    sums: new Float64Array(width * channels)
  }))
  return (row) => {
    const slot = ring[row % ring.length] as (typeof ring)[number]
    if (slot.row !== row) {
      slot.row = row
      slide(read(row), running, slot.sums, { channels, x })
    }
    return slot.sums
  }
}

function slide(
  line: Float64Array,
  running: Float64Array,
  sums: Float64Array,
  { channels, x }: { readonly channels: number; readonly x: number }
): void {
  const [whole, reach] = [Math.floor(x), Math.ceil(x)]
  for (let i = 0; i < line.length; i++) running[i + channels] = (running[i] as number) + (line[i] as number)
  const low = (reach - whole) * channels
  const high = (reach + whole + 1) * channels
  for (let i = 0; i < sums.length; i++) {
    sums[i] = (running[i + high] as number) - (running[i + low] as number)
  }
  if (whole === reach) return
  const last = 2 * reach * channels
  const ends = x - whole
  for (let i = 0; i < sums.length; i++) {
    sums[i] = (sums[i] as number) + ends * ((line[i] as number) + (line[i + last] as number))
  }
}

function add(sum: Float64Array, row: Float64Array, weight: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (row[i] as number)
}
