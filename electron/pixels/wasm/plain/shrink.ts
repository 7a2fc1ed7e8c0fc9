import { coverage, type Coverage } from '../coverage.ts'
import type { EightBit } from '../fast.ts'

/** Mean of the covered area, exact and rounded half up; see FastKernels. */
export function shrink(source: EightBit, out: EightBit): void {
  const across = coverage(source.width, out.width)
  const down = coverage(source.height, out.height)
  const sums = new Float64Array(source.width * source.channels)
  const total = across.total * down.total
  for (let y = 0; y < out.height; y++) {
    sumRows(source, down, y, sums)
    const row = y * out.width * out.channels
    for (let x = 0; x < out.width; x++) {
      for (let c = 0; c < out.channels; c++) {
        const sum = sumPixels(sums, across, x, { channels: out.channels, c })
        // Why a quarter: the product is rounded, and a mean that is a whole number must not fall below it.
        out.data[row + x * out.channels + c] = Math.floor((sum + total / 2 + 0.25) * (1 / total))
      }
    }
  }
}

function sumRows({ data, width, channels }: EightBit, down: Coverage, y: number, sums: Float64Array): void {
  const pitch = width * channels
  sums.fill(0)
  for (let k = 0; k < (down.count[y] as number); k++) {
    const weight = down.weights[(down.start[y] as number) + k] as number
    const base = ((down.first[y] as number) + k) * pitch
    for (let i = 0; i < pitch; i++) sums[i] = (sums[i] as number) + weight * (data[base + i] as number)
  }
}

interface Channel {
  readonly channels: number
  readonly c: number
}

function sumPixels(sums: Float64Array, across: Coverage, x: number, { channels, c }: Channel): number {
  const first = (across.first[x] as number) * channels + c
  const start = across.start[x] as number
  let sum = 0
  for (let k = 0; k < (across.count[x] as number); k++) {
    sum += (across.weights[start + k] as number) * (sums[first + k * channels] as number)
  }
  return sum
}
