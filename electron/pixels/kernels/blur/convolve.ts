import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'
import { rowReader, type RowReader, storeMeans } from './rows.ts'
import { type Stencil, type StencilRow, stencilRows, type Tap } from './stencil.ts'

/**
 * Correlates a picture with a stencil, as OpenCV's filter2D does.
 *
 * Convention: mirrored about the border pixels (reflect101), rounded to nearest, clamped. `alpha` says what becomes
 * of transparency: `blurred` weights colours by alpha and blurs alpha with them, for stencils without negative
 * weights; `kept` leaves alpha and shows the pixel's own colour in place of transparent neighbours.
 */
export function convolve(source: Raster, stencil: Stencil, alpha: 'blurred' | 'kept'): Raster {
  const { height, channels, width } = source
  const out = blankRaster(source, channels, source.data)
  const rows = stencilRows(stencil)
  const radius = (stencil.width - 1) / 2
  const read = rowReader(source, radius, stencil.height)
  const total = stencil.weights.reduce((sum, weight) => sum + weight, 0)
  const sum = new Float64Array(width * channels)
  const add = rowAdder(sum, { read, radius, channels, length: (width + 2 * radius) * channels })
  for (let y = 0; y < height; y++) {
    sum.fill(0)
    for (const row of rows) add(row, y)
    if (channels === 4 && alpha === 'kept') storeBesideOwn(out, source, { y, sum, total })
    else storeMeans(out, y, sum)
  }
  return out
}

interface Lines {
  readonly read: RowReader
  readonly radius: number
  readonly channels: number
  /** Samples of a row with its mirrored ends. */
  readonly length: number
}

function rowAdder(
  sum: Float64Array,
  { read, radius, channels, length }: Lines
): (row: StencilRow, y: number) => void {
  const both = new Float64Array(length)
  const running = new Float64Array(length + channels)
  const at = (dx: number): number => (radius + dx) * channels
  return ({ dy, isPair, taps, runs }, y) => {
    const line = isPair ? added(read(y - dy), read(y + dy), both) : read(y + dy)
    for (let k = 0; k < taps.length; k++) {
      const { dx, weight, isPair: isMirrored } = taps[k] as Tap
      const next = taps[k + 1]
      if (!isMirrored) addTap(sum, line, at(dx), weight)
      else if (next?.isPair === true) {
        const second = { a: at(-next.dx), b: at(next.dx), weight: next.weight }
        addTwoPairs(sum, line, { a: at(-dx), b: at(dx), weight }, second)
        k++
      } else addPair(sum, line, { a: at(-dx), b: at(dx), weight })
    }
    if (runs.length === 0) return
    sumUp(line, running, channels)
    for (const { from, to, weight } of runs) addRun(sum, running, { a: at(from), b: at(to + 1), weight })
  }
}

function added(a: Float64Array, b: Float64Array, out: Float64Array): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = (a[i] as number) + (b[i] as number)
  return out
}

/** running[i] = everything of the channel before i. */
function sumUp(line: Float64Array, running: Float64Array, channels: number): void {
  for (let i = 0; i < line.length; i++) {
    running[i + channels] = (running[i] as number) + (line[i] as number)
  }
}

interface Places {
  readonly a: number
  readonly b: number
  readonly weight: number
}

function addTap(sum: Float64Array, line: Float64Array, at: number, weight: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (line[at + i] as number)
}

function addPair(sum: Float64Array, line: Float64Array, { a, b, weight }: Places): void {
  for (let i = 0; i < sum.length; i++) {
    sum[i] = (sum[i] as number) + weight * ((line[a + i] as number) + (line[b + i] as number))
  }
}

/** The same as one pair after the other, in one walk over the row. */
function addTwoPairs(sum: Float64Array, line: Float64Array, one: Places, two: Places): void {
  const { a, b, weight } = one
  const { a: c, b: d, weight: second } = two
  for (let i = 0; i < sum.length; i++) {
    sum[i] =
      (sum[i] as number) +
      weight * ((line[a + i] as number) + (line[b + i] as number)) +
      second * ((line[c + i] as number) + (line[d + i] as number))
  }
}

function addRun(sum: Float64Array, running: Float64Array, { a, b, weight }: Places): void {
  for (let i = 0; i < sum.length; i++) {
    sum[i] = (sum[i] as number) + weight * ((running[b + i] as number) - (running[a + i] as number))
  }
}

interface OwnRow {
  readonly y: number
  readonly sum: Float64Array
  /** Sum of all weights. */
  readonly total: number
}

/** sum of w (a v + (1 - a) own), which is what the sums of w a v and of w a give. */
function storeBesideOwn(out: Raster, source: Raster, { y, sum, total }: OwnRow): void {
  const top = maxSample(source)
  const base = y * sum.length
  for (let i = 0; i < sum.length; i += 4) {
    const hidden = total - (sum[i + 3] as number) / top
    for (let c = i; c < i + 3; c++) {
      const value = (sum[c] as number) + (source.data[base + c] as number) * hidden
      out.data[base + c] = Math.min(Math.max(Math.floor(value + 0.5), 0), top)
    }
    out.data[base + i + 3] = source.data[base + i + 3] as number
  }
}
