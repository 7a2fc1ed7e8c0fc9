import type { Raster } from '../../../../shared/raster.ts'
import { maxSample } from '../../../../shared/raster.ts'
import { foldIndex } from '../fill.ts'

/**
 * Row `y` of a picture (mirrored about its border rows, so any whole number near the picture) as numbers, with
 * `radius` mirrored pixels at both ends; colours are multiplied by alpha as a share of full scale.
 *
 * Subtle: the array is good until `window` other rows were asked for.
 */
export type RowReader = (y: number) => Float64Array

/** Reads rows for a window of at most `window` neighbouring rows; each is prepared once. */
export function rowReader(source: Raster, radius: number, window: number): RowReader {
  const { width, height, channels } = source
  const columns = Int32Array.from(
    { length: width + 2 * radius },
    (_, k) => foldIndex('reflect101', k - radius, width) * channels
  )
  const ring = Array.from({ length: Math.min(window, height) }, () => ({
    row: -1,
    line: new Float64Array(columns.length * channels)
  }))
  return (y) => {
    const row = foldIndex('reflect101', y, height)
    const slot = ring[row % ring.length] as (typeof ring)[number]
    if (slot.row !== row) {
      slot.row = row
      loadRow(source, row, columns, slot.line)
    }
    return slot.line
  }
}

function loadRow(source: Raster, row: number, columns: Int32Array, line: Float64Array): void {
  const { data, width, channels } = source
  const base = row * width * channels
  const radius = (columns.length - width) / 2
  line.set(data.subarray(base, base + width * channels), radius * channels)
  for (let k = 0; k < columns.length; k = k === radius - 1 ? radius + width : k + 1) {
    const from = base + (columns[k] as number)
    for (let c = 0; c < channels; c++) line[k * channels + c] = data[from + c] as number
  }
  if (channels === 4) premultiply(line, 1 / maxSample(source))
}

function premultiply(line: Float64Array, unit: number): void {
  for (let i = 0; i < line.length; i += 4) {
    const alpha = (line[i + 3] as number) * unit
    line[i] = (line[i] as number) * alpha
    line[i + 1] = (line[i + 1] as number) * alpha
    line[i + 2] = (line[i + 2] as number) * alpha
  }
}

/** Stores a row of weighted means: rounded to nearest, clamped, colours divided by the mean alpha. */
export function storeMeans(out: Raster, y: number, sum: Float64Array): void {
  const { data, channels } = out
  const base = y * sum.length
  const top = maxSample(out)
  if (channels !== 4) {
    for (let i = 0; i < sum.length; i++) {
      const value = Math.floor((sum[i] as number) + 0.5)
      data[base + i] = value < 0 ? 0 : value > top ? top : value
    }
    return
  }
  for (let i = 0; i < sum.length; i += 4) {
    const alpha = sum[i + 3] as number
    const unit = alpha > 0 ? top / alpha : 0
    for (let c = i; c < i + 3; c++) {
      data[base + c] = Math.min(Math.max(Math.floor((sum[c] as number) * unit + 0.5), 0), top)
    }
    data[base + i + 3] = Math.min(Math.max(Math.floor(alpha + 0.5), 0), top)
  }
}
