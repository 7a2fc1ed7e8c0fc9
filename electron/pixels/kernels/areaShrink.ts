import { blankRaster, type Raster, type Size } from '../../../shared/raster.ts'
import { isOpaque } from '../samples.ts'
import { coverage, type Coverage } from '../wasm/coverage.ts'
import { fast, isEightBit } from '../wasm/index.ts'

/**
 * A smaller picture of which every pixel is the mean of the area that it covers; colours are weighted by alpha.
 *
 * Convention: edges on edges, as `rescale` maps; `size` must not exceed the picture's.
 */
export function areaShrink(source: Raster, size: Size): Raster {
  const out = blankRaster(size, source.channels, source.data)
  // Why opaque: with alpha 255 everywhere colours weighted by alpha are plain colours.
  if (isEightBit(source) && isEightBit(out) && isOpaque(source)) fast.shrink(source, out)
  else shrinkInDoubles(source, out)
  return out
}

function shrinkInDoubles(source: Raster, out: Raster): void {
  const across = coverage(source.width, out.width)
  const down = coverage(source.height, out.height)
  const length = out.width * source.channels
  const line = new Float64Array(length)
  const sum = new Float64Array(length)
  for (let y = 0; y < out.height; y++) {
    sum.fill(0)
    const start = down.start[y] as number
    for (let k = 0; k < (down.count[y] as number); k++) {
      shrinkLine(source, (down.first[y] as number) + k, across, line)
      const weight = (down.weights[start + k] as number) / down.total
      for (let i = 0; i < length; i++) sum[i] = (sum[i] as number) + weight * (line[i] as number)
    }
    storeLine(out, y, sum)
  }
}

/** One source row, shrunk along x; colours multiplied by alpha where there is one. */
function shrinkLine(source: Raster, y: number, across: Coverage, line: Float64Array): void {
  const { data, width, channels } = source
  const { first, count, start, weights, total } = across
  const hasAlpha = channels === 4
  for (let x = 0; x < first.length; x++) {
    const base = (y * width + (first[x] as number)) * channels
    for (let c = 0; c < channels; c++) {
      let sum = 0
      for (let k = 0; k < (count[x] as number); k++) {
        const at = base + k * channels
        const value = data[at + c] as number
        const weight = weights[(start[x] as number) + k] as number
        sum += weight * (hasAlpha && c < 3 ? value * (data[at + 3] as number) : value)
      }
      line[x * channels + c] = sum / total
    }
  }
}

/** Why: means of whole numbers that end in a half are rounded up, but sums of doubles leave dust in the last digits. */
const dust = 1e-6

function storeLine(out: Raster, y: number, sum: Float64Array): void {
  const { data, width, channels } = out
  const base = y * width * channels
  for (let i = 0; i < sum.length; i++) {
    const value = sum[i] as number
    if (channels !== 4 || i % 4 === 3) data[base + i] = Math.floor(value + 0.5 + dust)
    else {
      const alpha = sum[i - (i % 4) + 3] as number
      data[base + i] = alpha > 0 ? Math.floor(value / alpha + 0.5 + dust) : 0
    }
  }
}
