import { describe, expect, it } from 'vitest'
import { sourceKey, stream } from '../../../../shared/draw/rng.ts'

const hash = (digit: string): string => digit.repeat(64)
const key = sourceKey(42, hash('a'))
const first = { copyIndex: 0, stepIndex: 0, attempt: 0 }

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const [mx, my] = [mean(xs), mean(ys)]
  const product = mean(xs.map((x, index) => (x - mx) * ((ys[index] ?? 0) - my)))
  const spread = (values: readonly number[], m: number): number =>
    Math.sqrt(mean(values.map((value) => (value - m) ** 2)))
  return product / (spread(xs, mx) * spread(ys, my))
}

const numbers = (count: number, make: (index: number) => number): number[] =>
  Array.from({ length: count }, (_, index) => make(index))

describe('stream', () => {
  it('is uniform: chi-square over 100 bins of 100,000 draws', () => {
    const rng = stream(key, first)
    const bins = numbers(100, () => 0)
    for (let draw = 0; draw < 100_000; draw++) {
      const bin = Math.floor(rng.next() * 100)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    // 99 degrees of freedom: 148.2 is exceeded, and 60.9 undercut, once in a thousand times.
    expect(chiSquare).toBeLessThan(148.2)
    expect(chiSquare).toBeGreaterThan(60.9)
  })

  it('is uniform over copies too, as a recipe draws it: one number from each of 100,000 streams', () => {
    const bins = numbers(100, () => 0)
    for (let copyIndex = 0; copyIndex < 100_000; copyIndex++) {
      const bin = Math.floor(stream(key, { ...first, copyIndex }).next() * 100)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    expect(bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(148.2)
  })

  // Of independent numbers the correlation over n draws has a spread of 1 / sqrt(n) = 0.01; 4 of them are 0.04.
  it.each([
    ['steps', (copyIndex: number) => stream(key, { ...first, copyIndex, stepIndex: 1 })],
    ['copies', (copyIndex: number) => stream(key, { ...first, copyIndex: copyIndex + 1 })],
    ['attempts', (copyIndex: number) => stream(key, { ...first, copyIndex, attempt: 1 })],
    ['sources', (copyIndex: number) => stream(sourceKey(42, hash('b')), { ...first, copyIndex })],
    ['seeds', (copyIndex: number) => stream(sourceKey(43, hash('a')), { ...first, copyIndex })]
  ])('is independent between %s', (_, other) => {
    const xs = numbers(10_000, (copyIndex) => stream(key, { ...first, copyIndex }).next())
    const ys = numbers(10_000, (copyIndex) => other(copyIndex).next())
    expect(Math.abs(correlation(xs, ys))).toBeLessThan(0.04)
  })

  it('gives the same numbers for the same key, whatever was drawn before', () => {
    const forwards = numbers(20, (copyIndex) => stream(key, { ...first, copyIndex }).next())
    const backwards = numbers(20, (index) =>
      stream(key, { ...first, copyIndex: 19 - index }).next()
    ).toReversed()
    expect(backwards).toEqual(forwards)
  })

  it('stays in [0, 1) and in the interval asked for', () => {
    const rng = stream(key, first)
    for (let draw = 0; draw < 1000; draw++) {
      const value = rng.next()
      expect(value >= 0 && value < 1).toBe(true)
      const between = rng.between(-3, 7)
      expect(between >= -3 && between <= 7).toBe(true)
      expect(rng.between(2.5, 2.5)).toBe(2.5)
    }
  })

  it('gives words of 32 bits without a sign', () => {
    const rng = stream(key, first)
    const words = numbers(1000, () => rng.word())
    expect(words.every((word) => Number.isInteger(word) && word >= 0 && word <= 0xffffffff)).toBe(true)
  })
})

describe('sourceKey', () => {
  it('depends on the upper half of the seed and on each word of the hash', () => {
    const hashes = [0, 8, 16, 24].map((at) => `${'0'.repeat(at)}1${'0'.repeat(63 - at)}`)
    const keys = [
      sourceKey(1, hash('0')),
      sourceKey(1 + 2 ** 32, hash('0')),
      ...hashes.map((one) => sourceKey(1, one))
    ].map(String)
    expect(new Set(keys).size).toBe(6)
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses the seed %d', (seed) => {
    expect(() => sourceKey(seed, hash('0'))).toThrow(RangeError)
  })
})
