import { blankRaster, type Raster } from '../../../../shared/raster.ts'

export interface Weighted {
  readonly raster: Raster
  /** At least 0; the weights of all pictures sum to 1. */
  readonly weight: number
}

/**
 * The sum of pictures of the same size, channels and depth times their weights, rounded once.
 *
 * Convention: with alpha, colours count by weight times alpha, so that what is transparent adds no colour.
 */
export function weightedSum(first: Weighted, others: readonly Weighted[]): Raster {
  const { raster } = first
  const out = blankRaster(raster, raster.channels, raster.data)
  const sum = new Float64Array(out.data.length)
  for (const { raster: one, weight } of [first, ...others]) {
    if (raster.channels === 4) addPremultiplied(sum, one.data, weight)
    else add(sum, one.data, weight)
  }
  if (raster.channels === 4) divideByAlpha(sum)
  for (let i = 0; i < sum.length; i++) out.data[i] = Math.floor((sum[i] as number) + 0.5)
  return out
}

function add(sum: Float64Array, data: Raster['data'], weight: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (data[i] as number)
}

function addPremultiplied(sum: Float64Array, data: Raster['data'], weight: number): void {
  for (let i = 0; i < sum.length; i += 4) {
    const alpha = weight * (data[i + 3] as number)
    for (let c = 0; c < 3; c++) sum[i + c] = (sum[i + c] as number) + alpha * (data[i + c] as number)
    sum[i + 3] = (sum[i + 3] as number) + alpha
  }
}

function divideByAlpha(sum: Float64Array): void {
  for (let i = 0; i < sum.length; i += 4) {
    const alpha = sum[i + 3] as number
    if (alpha > 0) for (let c = 0; c < 3; c++) sum[i + c] = (sum[i + c] as number) / alpha
  }
}
