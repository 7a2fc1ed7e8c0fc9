import { foldIndex } from '../../kernels/fill.ts'
import type { EightBit } from '../fast.ts'

/** Symmetrical separable filter in whole numbers; see FastKernels. */
export function filter(
  source: EightBit,
  out: EightBit,
  kernels: { readonly x: Int16Array; readonly y: Int16Array }
): void {
  const length = source.width * source.channels
  const line = new Int32Array(length)
  const sum = new Int32Array(length)
  const columns = mirroredSamples(source, kernels.x.length)
  for (let y = 0; y < source.height; y++) {
    sumRows(source, y, kernels.y, line)
    sumAlong(line, columns, kernels.x, sum)
    for (let i = 0; i < length; i++) out.data[y * length + i] = (sum[i] as number) >> 21
  }
}

/** Rows above and below, with 6 bits of fraction. */
function sumRows(source: EightBit, y: number, weights: Int16Array, line: Int32Array): void {
  const { data, height } = source
  const length = line.length
  line.fill(256)
  for (let k = 0; k < weights.length; k++) {
    const weight = weights[k] as number
    const above = foldIndex('reflect101', y - k, height) * length
    const below = foldIndex('reflect101', y + k, height) * length
    for (let i = 0; i < length; i++) {
      const pair = (data[above + i] as number) + (k === 0 ? 0 : (data[below + i] as number))
      line[i] = (line[i] as number) + weight * pair
    }
  }
  for (let i = 0; i < length; i++) line[i] = (line[i] as number) >> 9
}

/** For each distance of 0 .. count - 1 pixels the samples on the left and on the right of every sample. */
function mirroredSamples({ width, channels }: EightBit, count: number): readonly Int32Array[] {
  return Array.from({ length: 2 * count }, (_, index) => {
    const distance = index % 2 === 0 ? -(index >> 1) : index >> 1
    return Int32Array.from({ length: width * channels }, (_sample, i) => {
      const column = foldIndex('reflect101', Math.floor(i / channels) + distance, width)
      return column * channels + (i % channels)
    })
  })
}

function sumAlong(
  line: Int32Array,
  columns: readonly Int32Array[],
  weights: Int16Array,
  sum: Int32Array
): void {
  sum.fill(1 << 20)
  for (let k = 0; k < weights.length; k++) {
    const weight = weights[k] as number
    const left = columns[2 * k] as Int32Array
    const right = columns[2 * k + 1] as Int32Array
    for (let i = 0; i < sum.length; i++) {
      const pair = (line[left[i] as number] as number) + (k === 0 ? 0 : (line[right[i] as number] as number))
      sum[i] = (sum[i] as number) + weight * pair
    }
  }
}
