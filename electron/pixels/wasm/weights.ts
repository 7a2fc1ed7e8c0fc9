/** Parts of a pixel for which there are weights. */
export const phases = 512

/** What the weights of a point sum to. */
export const weightOne = 16_384

/** Room for the weights of one phase: six at most, and zeros. */
export const weightsPerPhase = 8

/** Keys' cubic kernel with a = -0.5, exact for parabolas; 0 from a distance of 2 on. */
export function cubicKernel(distance: number): number {
  const d = Math.abs(distance)
  if (d >= 2) return 0
  return d <= 1 ? (1.5 * d - 2.5) * d * d + 1 : ((-0.5 * d + 2.5) * d - 4) * d + 2
}

/** Lanczos' kernel with a = 3; 0 from a distance of 3 on. */
export function lanczosKernel(distance: number): number {
  if (distance === 0) return 1
  if (Math.abs(distance) >= 3) return 0
  const angle = Math.PI * distance
  return (3 * Math.sin(angle) * Math.sin(angle / 3)) / (angle * angle)
}

/** The weights of a point at `t` in 0..1 behind the middle left tap; they sum to 1. */
export function tapWeights(t: number, weight: Float64Array): void {
  const count = weight.length
  const kernel = count === 4 ? cubicKernel : lanczosKernel
  let total = 0
  for (let k = 0; k < count; k++) {
    const value = kernel(t + count / 2 - 1 - k)
    weight[k] = value
    total += value
  }
  for (let k = 0; k < count; k++) weight[k] = (weight[k] as number) / total
}

const tables = new Map<number, Int16Array>()

/** For the phases 0 / 512 .. 512 / 512 eight whole numbers each: the weights, which sum to 16384, and zeros. */
export function tapTable(count: 4 | 6): Int16Array {
  const known = tables.get(count)
  if (known !== undefined) return known
  const table = new Int16Array((phases + 1) * weightsPerPhase)
  const weight = new Float64Array(count)
  for (let phase = 0; phase <= phases; phase++) {
    tapWeights(phase / phases, weight)
    table.set(wholeWeights(weight, weightOne), phase * weightsPerPhase)
  }
  tables.set(count, table)
  return table
}

/** Whole numbers near `one` times the weights, of which the largest takes up what rounding left. */
function wholeWeights(weight: Float64Array, one: number): Int16Array {
  const whole = Int16Array.from(weight, (value) => Math.round(value * one))
  const sum = whole.reduce((total, value) => total + value, 0)
  const largest = whole.indexOf(Math.max(...whole))
  whole[largest] = (whole[largest] as number) + one - sum
  return whole
}

/** What the weights of a filter sum to. */
export const filterOne = 32_768

/**
 * Half a symmetrical kernel as the filter takes it: the middle first, as whole numbers that sum to 32768 over the whole
 * kernel, and a 0 at the end to make their number even. `half` must be positive and sum to 1 over the whole kernel.
 */
export function halfKernel(half: Float64Array): Int16Array {
  const whole = new Int16Array(half.length + (half.length % 2))
  let beside = 0
  for (let k = 1; k < half.length; k++) {
    const weight = Math.round((half[k] as number) * filterOne)
    whole[k] = weight
    beside += 2 * weight
  }
  // Why: 32768 itself does not fit 16 bits; one less makes no difference to any level.
  whole[0] = Math.min(filterOne - beside, filterOne - 1)
  return whole
}
