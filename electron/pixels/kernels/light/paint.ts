import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'

/** Red, green and blue, 0..1. */
export type Rgb = readonly [number, number, number]

/** Weights of BT.601, as for the grey of a picture. */
export const luma = [0.299, 0.587, 0.114] as const

/** Three values a pixel: what its red, green and blue are multiplied by, and what is added (1 = full scale). */
export interface RowPaint {
  readonly gain: Float32Array
  readonly add: Float32Array
}

/** Sets the paint of row `y`; it starts out as gain 1 and nothing added. */
export type FillRow = (y: number, paint: RowPaint) => void

/**
 * out = in * gain + add, row by row, clamped and rounded to the nearest level.
 *
 * Convention: pictures of one channel take the luma-weighted mean of both; alpha is kept.
 */
export function paintRows(raster: Raster, fill: FillRow): Raster {
  const out = blankRaster(raster, raster.channels, raster.data)
  const { width } = raster
  const paint = { gain: new Float32Array(width * 3), add: new Float32Array(width * 3) }
  const store = raster.channels === 1 ? storeGrey : storeColour
  for (let y = 0; y < raster.height; y++) {
    paint.gain.fill(1)
    paint.add.fill(0)
    fill(y, paint)
    store(raster, out, y, paint)
  }
  return out
}

function storeGrey(raster: Raster, out: Raster, y: number, { gain, add }: RowPaint): void {
  const { data, width } = raster
  const most = maxSample(raster)
  const base = y * width
  const [r, g, b] = luma
  for (let x = 0, i = 0; x < width; x++, i += 3) {
    const factor = r * (gain[i] as number) + g * (gain[i + 1] as number) + b * (gain[i + 2] as number)
    const more = r * (add[i] as number) + g * (add[i + 1] as number) + b * (add[i + 2] as number)
    const value = (data[base + x] as number) * factor + most * more + 0.5
    out.data[base + x] = value <= 0 ? 0 : value >= most ? most : value
  }
}

function storeColour(raster: Raster, out: Raster, y: number, { gain, add }: RowPaint): void {
  const { data, width, channels } = raster
  const most = maxSample(raster)
  const to = out.data
  let at = y * width * channels
  for (let i = 0; i < gain.length; i += 3, at += channels) {
    for (let c = 0; c < 3; c++) {
      const value = (data[at + c] as number) * (gain[i + c] as number) + most * (add[i + c] as number) + 0.5
      to[at + c] = value <= 0 ? 0 : value >= most ? most : value
    }
    if (channels === 4) to[at + 3] = data[at + 3] as number
  }
}

/** Lays a colour over pixel `x` of the row with the given share (0..1). */
export function lay({ gain, add }: RowPaint, x: number, colour: Rgb, share: number): void {
  if (share <= 0) return
  const keep = 1 - share
  for (let c = 0, i = x * 3; c < 3; c++, i++) {
    gain[i] = (gain[i] as number) * keep
    add[i] = (add[i] as number) * keep + share * (colour[c] as number)
  }
}

/** 0 below `from`, 1 above `to`, a smooth cubic between. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = Math.min(Math.max((value - from) / (to - from), 0), 1)
  return t * t * (3 - 2 * t)
}
