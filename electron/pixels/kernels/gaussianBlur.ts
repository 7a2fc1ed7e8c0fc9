import { blankRaster, type Raster } from '../../../shared/raster.ts'
import { foldIndex } from './fill.ts'

/** Unit: pixels. Below this the nearest neighbour gets less than 0.002 of a level of 8 bit. */
const leastSigmaPx = 0.2

/**
 * Gaussian blur; one sigma for each axis, in pixels of this raster.
 *
 * Convention: kernel radius ceil(3 sigma), weights summing to 1, the picture mirrored about its border pixels
 * (reflect101, OpenCV's default); colours are weighted by alpha. Returns the source when both sigmas are too small to
 * change it.
 */
export function gaussianBlur(source: Raster, sigmaPx: { readonly x: number; readonly y: number }): Raster {
  if (sigmaPx.x < leastSigmaPx && sigmaPx.y < leastSigmaPx) return source
  const { height, channels } = source
  const length = source.width * channels
  const across = new Float32Array(length * height)
  blurRows(source, across, gaussianWeights(sigmaPx.x))
  const out = blankRaster(source, channels, source.data)
  const weights = gaussianWeights(sigmaPx.y)
  const sum = new Float64Array(length)
  for (let y = 0; y < height; y++) {
    sumRows(across, sum, { y, height, weights })
    storeRow(out, y * length, sum)
  }
  return out
}

/** The half kernel: weight of the pixel itself, then of its neighbours at distance 1, 2 .. radius. */
function gaussianWeights(sigmaPx: number): Float64Array {
  if (sigmaPx < leastSigmaPx) return Float64Array.of(1)
  const radius = Math.ceil(3 * sigmaPx)
  const half = Float64Array.from({ length: radius + 1 }, (_, k) =>
    Math.exp(-(k * k) / (2 * sigmaPx * sigmaPx))
  )
  const total = half.reduce((sum, weight, k) => sum + (k === 0 ? weight : 2 * weight), 0)
  return half.map((weight) => weight / total)
}

function blurRows(source: Raster, across: Float32Array, weights: Float64Array): void {
  const { width, height, channels } = source
  const radius = weights.length - 1
  const padded = new Float64Array((width + 2 * radius) * channels)
  const columns = Int32Array.from({ length: width + 2 * radius }, (_, k) =>
    foldIndex('reflect101', k - radius, width)
  )
  const length = width * channels
  const start = radius * channels
  for (let y = 0; y < height; y++) {
    loadRow(source, y, columns, padded)
    for (let i = 0; i < length; i++) {
      const centre = start + i
      let total = (weights[0] as number) * (padded[centre] as number)
      for (let k = 1, off = channels; k <= radius; k++, off += channels) {
        total +=
          (weights[k] as number) * ((padded[centre - off] as number) + (padded[centre + off] as number))
      }
      across[y * length + i] = total
    }
  }
}

/** A row with its mirrored ends; colours multiplied by alpha where there is one. */
function loadRow(
  { data, width, channels }: Raster,
  y: number,
  columns: Int32Array,
  padded: Float64Array
): void {
  for (let k = 0; k < columns.length; k++) {
    const from = (y * width + (columns[k] as number)) * channels
    for (let c = 0; c < channels; c++) {
      const value = data[from + c] as number
      padded[k * channels + c] = channels === 4 && c < 3 ? value * (data[from + 3] as number) : value
    }
  }
}

interface RowSum {
  readonly y: number
  readonly height: number
  readonly weights: Float64Array
}

function sumRows(across: Float32Array, sum: Float64Array, { y, height, weights }: RowSum): void {
  const length = sum.length
  sum.fill(0)
  for (let k = 1 - weights.length; k < weights.length; k++) {
    const weight = weights[Math.abs(k)] as number
    const row = foldIndex('reflect101', y + k, height) * length
    for (let i = 0; i < length; i++) sum[i] = (sum[i] as number) + weight * (across[row + i] as number)
  }
}

function storeRow({ data, channels }: Raster, base: number, sum: Float64Array): void {
  for (let i = 0; i < sum.length; i++) {
    const value = sum[i] as number
    if (channels !== 4 || i % 4 === 3) data[base + i] = Math.floor(value + 0.5)
    else {
      const alpha = sum[i - (i % 4) + 3] as number
      data[base + i] = alpha > 0 ? Math.floor(value / alpha + 0.5) : 0
    }
  }
}
