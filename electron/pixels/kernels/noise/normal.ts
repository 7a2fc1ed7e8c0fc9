/**
 * Normal numbers by table: the quantile of (k + 0.5) / 65536 for each 16-bit word k, scaled to a variance of exactly
 * 1. The largest is 4.3 deviations; a picture shows no difference to an unlimited tail.
 */
export function normalTable(): Float32Array {
  made ??= makeTable()
  return made
}

let made: Float32Array | undefined

function makeTable(): Float32Array {
  const half = 32768
  const table = new Float64Array(2 * half)
  let square = 0
  for (let k = 0; k < half; k++) {
    const value = normalQuantile((k + 0.5) / (2 * half))
    table[k] = value
    table[2 * half - 1 - k] = -value
    square += value * value
  }
  const deviation = Math.sqrt(square / half)
  return Float32Array.from(table, (value) => value / deviation)
}

/**
 * The value below which a standard normal variable lies with probability `share`, 0 < share < 1.
 *
 * Convention: Acklam's rational approximation, relative error below 1.2e-9.
 */
export function normalQuantile(share: number): number {
  if (share > 0.5) return -normalQuantile(1 - share)
  if (share >= 0.02425) {
    const q = share - 0.5
    return (polynomial(centreTop, q * q) * q) / polynomial(centreBottom, q * q)
  }
  const q = Math.sqrt(-2 * Math.log(share))
  return polynomial(tailTop, q) / polynomial(tailBottom, q)
}

const centreTop = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239
]
const centreBottom = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1,
  1
]
const tailTop = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783
]
const tailBottom = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1]

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)
