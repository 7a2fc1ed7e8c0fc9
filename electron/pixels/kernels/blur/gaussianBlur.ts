import { blankRaster, type Raster } from '../../../../shared/raster.ts'
import { isOpaque } from '../../samples.ts'
import { fast, isEightBit } from '../../wasm/index.ts'
import { halfKernel } from '../../wasm/weights.ts'
import { foldIndex } from '../fill.ts'

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
  // Why opaque: with alpha 255 everywhere colours weighted by alpha are plain colours.
  if (isEightBit(source) && isOpaque(source)) {
    const out = { ...source, data: new Uint8Array(source.data.length) }
    const [x, y] = [gaussianWeights(sigmaPx.x), gaussianWeights(sigmaPx.y)]
    fast.filter(source, out, { x: halfKernel(x), y: halfKernel(y) })
    return out
  }
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
  const padded = new Float32Array((width + 2 * radius) * channels)
  const columns = Int32Array.from({ length: width + 2 * radius }, (_, k) =>
    foldIndex('reflect101', k - radius, width)
  )
  const length = width * channels
  const start = radius * channels
  const sum = new Float64Array(length)
  for (let y = 0; y < height; y++) {
    loadRow(source, y, columns, padded)
    sum.fill(0)
    addPair(sum, padded, { a: start, b: start, weight: (weights[0] as number) / 2 })
    for (let k = 1; k <= radius; k++) {
      addPair(sum, padded, { a: start - k * channels, b: start + k * channels, weight: weights[k] as number })
    }
    across.set(sum, y * length)
  }
}

interface Pair {
  /** Where both rows of samples begin. */
  readonly a: number
  readonly b: number
  readonly weight: number
}

/** Why row by row and not sample by sample: long simple loops are several times faster than many short ones. */
function addPair(sum: Float64Array, from: Float32Array, { a, b, weight }: Pair): void {
  for (let i = 0; i < sum.length; i++) {
    sum[i] = (sum[i] as number) + weight * ((from[a + i] as number) + (from[b + i] as number))
  }
}

/** A row with its mirrored ends; colours multiplied by alpha where there is one. */
function loadRow(source: Raster, y: number, columns: Int32Array, padded: Float32Array): void {
  const { data, width, channels } = source
  const base = y * width * channels
  const radius = (columns.length - width) / 2
  padded.set(data.subarray(base, base + width * channels), radius * channels)
  for (let k = 0; k < columns.length; k = k === radius - 1 ? radius + width : k + 1) {
    for (let c = 0; c < channels; c++)
      padded[k * channels + c] = data[base + (columns[k] as number) * channels + c] as number
  }
  if (channels !== 4) return
  for (let i = 0; i < padded.length; i += 4) {
    for (let c = i; c < i + 3; c++) padded[c] = (padded[c] as number) * (padded[i + 3] as number)
  }
}

interface RowSum {
  readonly y: number
  readonly height: number
  readonly weights: Float64Array
}

function sumRows(across: Float32Array, sum: Float64Array, { y, height, weights }: RowSum): void {
  const rowAt = (at: number): number => foldIndex('reflect101', at, height) * sum.length
  sum.fill(0)
  addPair(sum, across, { a: rowAt(y), b: rowAt(y), weight: (weights[0] as number) / 2 })
  for (let k = 1; k < weights.length; k++) {
    addPair(sum, across, { a: rowAt(y - k), b: rowAt(y + k), weight: weights[k] as number })
  }
}

function storeRow({ data, channels }: Raster, base: number, sum: Float64Array): void {
  if (channels !== 4) {
    for (let i = 0; i < sum.length; i++) data[base + i] = Math.floor((sum[i] as number) + 0.5)
    return
  }
  for (let i = 0; i < sum.length; i += 4) {
    const alpha = sum[i + 3] as number
    for (let c = 0; c < 3; c++) {
      data[base + i + c] = alpha > 0 ? Math.floor((sum[i + c] as number) / alpha + 0.5) : 0
    }
    data[base + i + 3] = Math.floor(alpha + 0.5)
  }
}
