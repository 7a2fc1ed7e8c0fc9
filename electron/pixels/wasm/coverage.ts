/**
 * Which source pixels each target pixel of a shrunk row covers, in whole numbers: target pixel i covers `count[i]`
 * pixels from `first[i]` on, with the weights from `start[i]` on, which sum to `total`.
 */
export interface Coverage {
  readonly first: Int32Array
  readonly count: Int32Array
  readonly start: Int32Array
  readonly weights: Int32Array
  readonly total: number
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b))

/**
 * Shrinking a row of `from` pixels to `to` (at most as many). Cut into from x to equal parts, a source pixel is `to`
 * of them and a target pixel `from`, so that nothing is rounded; common factors are left out.
 */
export function coverage(from: number, to: number): Coverage {
  const divisor = commonDivisor(from, to)
  const [wide, narrow] = [from / divisor, to / divisor]
  const [first, count, start] = [new Int32Array(to), new Int32Array(to), new Int32Array(to)]
  const weights = new Int32Array(from + to)
  let next = 0
  for (let index = 0; index < to; index++) {
    const [begin, end] = [index * wide, (index + 1) * wide]
    const at = Math.floor(begin / narrow)
    first[index] = at
    start[index] = next
    for (let k = at; k * narrow < end; k++) {
      weights[next++] = Math.min(end, (k + 1) * narrow) - Math.max(begin, k * narrow)
    }
    count[index] = next - (start[index] as number)
  }
  return { first, count, start, weights: weights.subarray(0, next), total: wide }
}
