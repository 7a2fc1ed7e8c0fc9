import type { Interpolation, Sampling } from '../../../shared/ops.ts'
import { maxSample, type Raster } from '../../../shared/raster.ts'
import { tapWeights } from '../wasm/weights.ts'
import { fillSamples, foldCoordinate, foldIndex, outside } from './fill.ts'

/** Writes the samples of the input point (x, y) to `out` from `index` on. */
export type Sampler = (x: number, y: number, out: Raster['data'], index: number) => void

/**
 * Reads a raster between and beside its pixels: every fill mode, interpolation but `nearest`, depth and number of channels.
 *
 * Convention: pixel centres at integers. `bicubic` is Keys' kernel with a = -0.5
 * (exact for parabolas), `lanczos` has a = 3 and weights that sum to 1. Colours are weighted by alpha, so that what cannot be seen does not bleed into what can.
 */
export function createSampler(source: Raster, sampling: Sampling): Sampler {
  const fill = fillSamples(source, sampling.fillValue)
  const read = createReader(source, sampling)
  const { fillMode } = sampling
  const { width, height, channels } = source
  return (x, y, out, index) => {
    const inX = foldCoordinate(fillMode, x, width)
    const inY = foldCoordinate(fillMode, y, height)
    if (inX !== outside && inY !== outside) {
      read(inX, inY, out, index)
      return
    }
    for (let c = 0; c < channels; c++) out[index + c] = fill[c] as number
  }
}

/** Reads at a folded coordinate. */
function createReader(source: Raster, sampling: Sampling): Sampler {
  if (sampling.interpolation === 'bilinear' && source.channels !== 4) return bilinearReader(source)
  return tapReader(source, sampling)
}

/** Why clamping is enough: beside a folded coordinate every fill mode repeats the border or gives it no weight. */
function bilinearReader({ data, width, height, channels }: Raster): Sampler {
  return (x, y, out, index) => {
    const column = Math.floor(x)
    const row = Math.floor(y)
    const fx = x - column
    const fy = y - row
    const left = Math.max(column, 0)
    const right = Math.min(column + 1, width - 1)
    const above = Math.max(row, 0) * width
    const below = Math.min(row + 1, height - 1) * width
    for (let c = 0; c < channels; c++) {
      const a = data[(above + left) * channels + c] as number
      const b = data[(above + right) * channels + c] as number
      const d = data[(below + left) * channels + c] as number
      const e = data[(below + right) * channels + c] as number
      const top = a + fx * (b - a)
      out[index + c] = Math.floor(top + fy * (d + fx * (e - d) - top) + 0.5)
    }
  }
}

/** Pixels and weights along one axis; as many as the interpolation takes. */
interface Taps {
  readonly at: Int32Array
  readonly weight: Float64Array
}

const newTaps = (count: number): Taps => ({ at: new Int32Array(count), weight: new Float64Array(count) })

function linearWeights(t: number, weight: Float64Array): void {
  weight[0] = 1 - t
  weight[1] = t
}

/** Along one axis. */
const tapCounts: Readonly<Record<Interpolation, number>> = { nearest: 2, bilinear: 2, bicubic: 4, lanczos: 6 }

function tapReader(source: Raster, { fillMode, interpolation }: Sampling): Sampler {
  const { width, height, channels } = source
  const count = tapCounts[interpolation]
  const before = count / 2 - 1
  const weigh = count === 2 ? linearWeights : tapWeights
  const across = newTaps(count)
  const down = newTaps(count)
  const place = (taps: Taps, coordinate: number, length: number): void => {
    const whole = Math.floor(coordinate)
    weigh(coordinate - whole, taps.weight)
    for (let k = 0; k < count; k++) taps.at[k] = foldIndex(fillMode, whole - before + k, length)
  }
  const sum = channels === 4 ? alphaSum(source, across, down) : plainSum(source, across, down)
  return (x, y, out, index) => {
    place(across, x, width)
    place(down, y, height)
    sum(out, index)
  }
}

type Sum = (out: Raster['data'], index: number) => void

function plainSum(source: Raster, across: Taps, down: Taps): Sum {
  const { data, width, channels } = source
  const most = maxSample(source)
  const count = across.at.length
  return (out, index) => {
    for (let c = 0; c < channels; c++) {
      let total = 0
      for (let j = 0; j < count; j++) {
        const row = (down.at[j] as number) * width
        let line = 0
        for (let i = 0; i < count; i++) {
          line +=
            (across.weight[i] as number) * (data[(row + (across.at[i] as number)) * channels + c] as number)
        }
        total += (down.weight[j] as number) * line
      }
      out[index + c] = clampRound(total, most)
    }
  }
}

function alphaSum(source: Raster, across: Taps, down: Taps): Sum {
  const { data, width } = source
  const most = maxSample(source)
  const count = across.at.length
  return (out, index) => {
    let [r, g, b, a] = [0, 0, 0, 0]
    for (let j = 0; j < count; j++) {
      const row = (down.at[j] as number) * width
      for (let i = 0; i < count; i++) {
        const from = (row + (across.at[i] as number)) * 4
        const weight = (down.weight[j] as number) * (across.weight[i] as number) * (data[from + 3] as number)
        r += weight * (data[from] as number)
        g += weight * (data[from + 1] as number)
        b += weight * (data[from + 2] as number)
        a += weight
      }
    }
    const isSeen = a > 0
    out[index] = isSeen ? clampRound(r / a, most) : 0
    out[index + 1] = isSeen ? clampRound(g / a, most) : 0
    out[index + 2] = isSeen ? clampRound(b / a, most) : 0
    out[index + 3] = clampRound(a, most)
  }
}

function clampRound(value: number, most: number): number {
  return value <= 0 ? 0 : value >= most ? most : Math.floor(value + 0.5)
}
