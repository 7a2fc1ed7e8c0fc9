import { blankRaster, type Raster, type Size } from '../../../shared/raster.ts'

/** For each target pixel the first source pixel and the weights of it and its followers; they sum to 1. */
interface Coverage {
  readonly first: Int32Array
  readonly weights: readonly Float64Array[]
}

function coverage(from: number, to: number): Coverage {
  const first = new Int32Array(to)
  const scale = from / to
  const weights = Array.from({ length: to }, (_, index) => {
    const start = index * scale
    const end = Math.min((index + 1) * scale, from)
    const whole = Math.min(Math.floor(start), from - 1)
    first[index] = whole
    const count = Math.max(1, Math.ceil(end - 1e-9) - whole)
    return Float64Array.from({ length: count }, (_, k) => {
      const covered = Math.min(end, whole + k + 1) - Math.max(start, whole + k)
      return covered / (end - start)
    })
  })
  return { first, weights }
}

/**
 * A smaller picture of which every pixel is the mean of the area that it covers; colours are weighted by alpha.
 *
 * Convention: edges on edges, as `rescale` maps; `size` must not exceed the picture's.
 */
export function areaShrink(source: Raster, size: Size): Raster {
  const out = blankRaster(size, source.channels, source.data)
  const across = coverage(source.width, size.width)
  const down = coverage(source.height, size.height)
  const length = size.width * source.channels
  const line = new Float64Array(length)
  const sum = new Float64Array(length)
  for (let y = 0; y < size.height; y++) {
    sum.fill(0)
    const weights = down.weights[y] as Float64Array
    for (let k = 0; k < weights.length; k++) {
      shrinkLine(source, (down.first[y] as number) + k, across, line)
      const weight = weights[k] as number
      for (let i = 0; i < length; i++) sum[i] = (sum[i] as number) + weight * (line[i] as number)
    }
    storeLine(out, y, sum)
  }
  return out
}

/** One source row, shrunk along x; colours multiplied by alpha where there is one. */
function shrinkLine(source: Raster, y: number, { first, weights }: Coverage, line: Float64Array): void {
  const { data, width, channels } = source
  const hasAlpha = channels === 4
  for (let x = 0; x < weights.length; x++) {
    const own = weights[x] as Float64Array
    const base = (y * width + (first[x] as number)) * channels
    for (let c = 0; c < channels; c++) {
      let total = 0
      for (let k = 0; k < own.length; k++) {
        const at = base + k * channels
        const value = data[at + c] as number
        total += (own[k] as number) * (hasAlpha && c < 3 ? value * (data[at + 3] as number) : value)
      }
      line[x * channels + c] = total
    }
  }
}

function storeLine(out: Raster, y: number, sum: Float64Array): void {
  const { data, width, channels } = out
  const base = y * width * channels
  for (let i = 0; i < sum.length; i++) {
    const value = sum[i] as number
    if (channels !== 4 || i % 4 === 3) data[base + i] = Math.floor(value + 0.5)
    else {
      const alpha = sum[i - (i % 4) + 3] as number
      data[base + i] = alpha > 0 ? Math.floor(value / alpha + 0.5) : 0
    }
  }
}
