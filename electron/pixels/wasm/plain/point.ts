import { maxSample, type Raster } from '../../../../shared/raster.ts'
import type { EightBit, MixPlan } from '../fast.ts'

/** Samples through one table for all channels, or one for each. */
export function lookUp(source: EightBit, out: EightBit, tables: readonly Uint8Array[]): void {
  const { data } = source
  const target = out.data
  const count = tables.length
  for (let c = 0; c < count; c++) {
    const table = tables[c] as Uint8Array
    for (let i = c; i < data.length; i += count) target[i] = table[data[i] as number] as number
  }
}

const fround = Math.fround

const clamp01 = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value)

function row(m: Float32Array, at: number, [r, g, b]: Float32Array): number {
  const red = fround((m[at] as number) * (r as number))
  const green = fround((m[at + 1] as number) * (g as number))
  const blue = fround((m[at + 2] as number) * (b as number))
  return clamp01(fround(fround(fround(red + green) + blue) + (m[at + 3] as number)))
}

/** The entry of a table, or the level of a picture, that stands for a value of 0..1. */
function levelOf(value: number, most: number): number {
  return fround(fround(value * most) + 0.5) | 0
}

/** Colours through matrices and tables in 32 bit floats, for 8 and 16 bit; a fourth channel is kept. */
export function mix(source: Raster, out: Raster, { first, stages }: MixPlan): void {
  const { data, channels } = source
  const target = out.data
  const most = maxSample(source)
  const perLevel = fround(1 / most)
  const rgb = new Float32Array(3)
  const mixed = new Float32Array(3)
  for (let i = 0; i < data.length; i += channels) {
    for (let c = 0; c < 3; c++) {
      const level = data[i + c] as number
      rgb[c] = first === undefined ? fround(level * perLevel) : (first[c]?.[level] as number)
    }
    for (const { matrix, tables } of stages) {
      for (let c = 0; c < 3; c++) mixed[c] = row(matrix, 4 * c, rgb)
      for (let c = 0; c < 3; c++) {
        const table = tables?.[c]
        const value = mixed[c] as number
        rgb[c] = table === undefined ? value : (table[levelOf(value, table.length - 1)] as number)
      }
    }
    for (let c = 0; c < 3; c++) target[i + c] = levelOf(rgb[c] as number, most)
    if (channels === 4) target[i + 3] = data[i + 3] as number
  }
}
