import type { Raster, Size } from '../../../../shared/raster.ts'
import { type FourierTransform, fourierTransform } from './fourierTransform.ts'

/**
 * The low frequencies of one channel: -reach .. reach along y, 0 .. reach along x; the others along x follow, as
 * samples are real. `re` and `im` hold column after column of the x frequencies, 2 * reach + 1 numbers each.
 */
export interface LowFrequencies {
  readonly reach: number
  readonly re: Float64Array
  readonly im: Float64Array
}

/** Transforms of the rows and the columns of a size, made once for all channels. */
export interface PlaneTransform {
  readonly across: FourierTransform
  readonly down: FourierTransform
}

export function planeTransform({ width, height }: Size): PlaneTransform {
  return { across: fourierTransform(width), down: fourierTransform(height) }
}

/**
 * The low frequencies of a channel, without the others: all rows are transformed, but only few columns.
 *
 * Convention: `reach` less than half of both sides; nothing is divided by the number of pixels.
 */
export function lowFrequencies(
  source: Raster,
  channel: number,
  reach: number,
  { across, down }: PlaneTransform
): LowFrequencies {
  const columns = rowSpectra(source, channel, reach, across)
  const height = down.length
  const count = 2 * reach + 1
  const re = new Float64Array(count * (reach + 1))
  const im = new Float64Array(count * (reach + 1))
  for (let v = 0; v <= reach; v++) {
    const columnRe = columns.re.subarray(v * height, (v + 1) * height)
    const columnIm = columns.im.subarray(v * height, (v + 1) * height)
    down.run(columnRe, columnIm)
    for (let u = -reach; u <= reach; u++) {
      re[v * count + reach + u] = columnRe[(u + height) % height] as number
      im[v * count + reach + u] = columnIm[(u + height) % height] as number
    }
  }
  return { reach, re, im }
}

/** Frequencies 0 .. reach of every row, column after column. Two rows, being real, share one transform. */
function rowSpectra(
  source: Raster,
  channel: number,
  reach: number,
  across: FourierTransform
): { readonly re: Float64Array; readonly im: Float64Array } {
  const { data, width, height, channels } = source
  const outRe = new Float64Array(height * (reach + 1))
  const outIm = new Float64Array(height * (reach + 1))
  const re = new Float64Array(width)
  const im = new Float64Array(width)
  for (let y = 0; y < height; y += 2) {
    const hasNext = y + 1 < height
    const base = y * width * channels + channel
    const next = base + width * channels
    for (let x = 0; x < width; x++) {
      re[x] = data[base + x * channels] as number
      im[x] = hasNext ? (data[next + x * channels] as number) : 0
    }
    across.run(re, im)
    for (let v = 0; v <= reach; v++) {
      const mirror = (width - v) % width
      const at = v * height + y
      outRe[at] = ((re[v] as number) + (re[mirror] as number)) / 2
      outIm[at] = ((im[v] as number) - (im[mirror] as number)) / 2
      if (!hasNext) continue
      outRe[at + 1] = ((im[v] as number) + (im[mirror] as number)) / 2
      outIm[at + 1] = ((re[mirror] as number) - (re[v] as number)) / 2
    }
  }
  return { re: outRe, im: outIm }
}

/** The plane, row by row, that has these low frequencies and no others. */
export function planeOf({ reach, re, im }: LowFrequencies, { across, down }: PlaneTransform): Float64Array {
  const height = down.length
  const count = 2 * reach + 1
  const columnsRe = new Float64Array(height * (reach + 1))
  const columnsIm = new Float64Array(height * (reach + 1))
  for (let v = 0; v <= reach; v++) {
    const columnRe = columnsRe.subarray(v * height, (v + 1) * height)
    const columnIm = columnsIm.subarray(v * height, (v + 1) * height)
    for (let u = -reach; u <= reach; u++) {
      columnRe[(u + height) % height] = re[v * count + reach + u] as number
      columnIm[(u + height) % height] = im[v * count + reach + u] as number
    }
    // Exchanged: backwards.
    down.run(columnIm, columnRe)
  }
  return rowsOf(columnsRe, columnsIm, reach, { across, down })
}

function rowsOf(
  columnsRe: Float64Array,
  columnsIm: Float64Array,
  reach: number,
  { across, down }: PlaneTransform
): Float64Array {
  const [width, height] = [across.length, down.length]
  const plane = new Float64Array(width * height)
  const re = new Float64Array(width)
  const im = new Float64Array(width)
  for (let y = 0; y < height; y += 2) {
    const hasNext = y + 1 < height
    re.fill(0)
    im.fill(0)
    for (let v = 0; v <= reach; v++) {
      const [a, b] = [columnsRe[v * height + y] as number, columnsIm[v * height + y] as number]
      const c = hasNext ? (columnsRe[v * height + y + 1] as number) : 0
      const d = hasNext ? (columnsIm[v * height + y + 1] as number) : 0
      re[v] = v === 0 ? a : a - d
      im[v] = v === 0 ? c : b + c
      if (v === 0) continue
      re[width - v] = a + d
      im[width - v] = c - b
    }
    across.run(im, re)
    for (let x = 0; x < width; x++) {
      plane[y * width + x] = (re[x] as number) / (width * height)
      if (hasNext) plane[(y + 1) * width + x] = (im[x] as number) / (width * height)
    }
  }
  return plane
}
