import { blankRaster, type Raster } from '../../../../shared/raster.ts'

/**
 * Median of 3 x 3, every channel alike; border pixels are repeated outwards.
 *
 * Each column of three is sorted once and serves three pixels: the median of nine is the median of the largest low,
 * the middle of the middles and the smallest high (Smith, "Implementing median filters in XC4000E FPGAs", 1996).
 */
export function medianOfNine(source: Raster): Raster {
  const { width, height, channels, data } = source
  const out = blankRaster(source, channels, data)
  const length = width * channels
  const sorted = {
    low: new Int32Array(length + 2 * channels),
    middle: new Int32Array(length + 2 * channels),
    high: new Int32Array(length + 2 * channels)
  }
  for (let y = 0; y < height; y++) {
    sortColumns(source, y, sorted)
    for (const line of [sorted.low, sorted.middle, sorted.high]) repeatEnds(line, channels)
    medianRow(sorted, out.data.subarray(y * length, (y + 1) * length), channels)
  }
  return out
}

interface Sorted {
  readonly low: Int32Array
  readonly middle: Int32Array
  readonly high: Int32Array
}

function sortColumns({ data, width, height, channels }: Raster, y: number, sorted: Sorted): void {
  const length = width * channels
  const { low, middle, high } = sorted
  const [above, own, beneath] = [
    Math.max(y - 1, 0) * length,
    y * length,
    Math.min(y + 1, height - 1) * length
  ]
  for (let i = 0; i < length; i++) {
    const a = data[above + i] as number
    const b = data[own + i] as number
    const c = data[beneath + i] as number
    const least = a < b ? a : b
    const most = a < b ? b : a
    const at = i + channels
    low[at] = least < c ? least : c
    high[at] = most > c ? most : c
    middle[at] = c < least ? least : c > most ? most : c
  }
}

function repeatEnds(line: Int32Array, channels: number): void {
  const last = line.length - 2 * channels
  for (let c = 0; c < channels; c++) {
    line[c] = line[c + channels] as number
    line[last + channels + c] = line[last + c] as number
  }
}

function medianRow({ low, middle, high }: Sorted, out: Raster['data'], channels: number): void {
  const far = 2 * channels
  for (let i = 0; i < out.length; i++) {
    const a = largest(low[i] as number, low[i + channels] as number, low[i + far] as number)
    const b = median(middle[i] as number, middle[i + channels] as number, middle[i + far] as number)
    const c = smallest(high[i] as number, high[i + channels] as number, high[i + far] as number)
    out[i] = median(a, b, c)
  }
}

function largest(a: number, b: number, c: number): number {
  const most = a > b ? a : b
  return most > c ? most : c
}

function smallest(a: number, b: number, c: number): number {
  const least = a < b ? a : b
  return least < c ? least : c
}

function median(a: number, b: number, c: number): number {
  const least = a < b ? a : b
  const most = a < b ? b : a
  return c < least ? least : c > most ? most : c
}
