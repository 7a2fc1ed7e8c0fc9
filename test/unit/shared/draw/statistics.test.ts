import { expect, it } from 'vitest'
import { any } from '../../../../shared/domains/any.ts'
import { drawBeta } from '../../../../shared/draw/beta.ts'
import { compileRecipe, drawVariant } from '../../../../shared/draw/drawVariant.ts'
import { drawPartners } from '../../../../shared/draw/partners.ts'
import { sourceKey, stream } from '../../../../shared/draw/rng.ts'
import { noSubject } from '../../../../shared/policy/limits.ts'
import { parseRecipe } from '../../../../shared/recipe/schema.ts'

const draws = 100_000
const hash = (index: number): string => index.toString(16).padStart(8, '0').repeat(8)

/** Sum of squared differences over what is expected when every one of the bins is as likely as any other. */
function chiSquare(bins: readonly number[], count: number): number {
  const total = bins.reduce((a, b) => a + b, 0)
  const expected = total / count
  return Array.from({ length: count }, (_, bin) => ((bins[bin] ?? 0) - expected) ** 2 / expected).reduce(
    (a, b) => a + b,
    0
  )
}

/** Mean of chi-square is k - 1, its deviation sqrt(2 (k - 1)); five deviations leave about one case in a million. */
const bound = (count: number): number => count - 1 + 5 * Math.sqrt(2 * (count - 1))

function tally(values: readonly number[], count: number): readonly number[] {
  const bins = Array.from({ length: count }, () => 0)
  for (const value of values) bins[value] = (bins[value] ?? 0) + 1
  return bins
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((x, y) => x + y, 0) / values.length
  const [ma, mb] = [mean(a), mean(b)]
  const product = a.map((x, at) => (x - ma) * ((b[at] ?? 0) - mb))
  const square = (values: readonly number[], m: number): number => mean(values.map((x) => (x - m) ** 2))
  return mean(product) / Math.sqrt(square(a, ma) * square(b, mb))
}

/** A correlation of n independent pairs has the deviation 1 / sqrt(n). */
const correlated = 5 / Math.sqrt(draws)

const steps = [
  { transform: 'brightness', factorRange: [0.5, 1.5] },
  { transform: 'contrast', factorRange: [0.5, 1.5] },
  { transform: 'posterise', probability: 1, bitsRange: [2, 8] }
]
const compiled = compileRecipe(parseRecipe({ version: 1, seed: 11, steps }), any, noSubject)
const source = { width: 8, height: 8 }
const variants = Array.from({ length: draws }, (_, copyIndex) =>
  drawVariant(compiled, { ...source, contentHash: hash(7) }, copyIndex)
)
const value = (at: number, id: string): readonly number[] =>
  variants.map((one) => Number(one.steps[at]?.[id]))

it('draws a parameter evenly over its interval', () => {
  const bins = tally(
    value(0, 'factor').map((factor) => Math.floor((factor - 0.5) * 100)),
    100
  )
  expect(chiSquare(bins, 100)).toBeLessThan(bound(100))
})

it('draws whole numbers each as often as any other, the ends included', () => {
  const bins = tally(
    value(2, 'bits').map((bits) => bits - 2),
    7
  )
  expect(chiSquare(bins, 7)).toBeLessThan(bound(7))
})

it('draws partners evenly, never the picture itself and none twice', () => {
  const candidates = Array.from({ length: 20 }, (_, index) => hash(index))
  const key = sourceKey(1, hash(3))
  const seen: number[] = []
  for (let copyIndex = 0; copyIndex < draws; copyIndex++) {
    const rng = stream(key, { copyIndex, stepIndex: 0, attempt: 0 })
    const partners = drawPartners({ candidates, own: hash(3) }, 3, rng)
    if (new Set(partners).size !== 3) throw new Error('Expected three different partners')
    seen.push(...partners.map((one) => candidates.indexOf(one)))
  }
  expect(seen).not.toContain(3)
  // Three of one draw are not independent (none comes twice), which only makes the sum smaller.
  const bins = tally(
    seen.map((at) => (at > 3 ? at - 1 : at)),
    19
  )
  expect(chiSquare(bins, 19)).toBeLessThan(bound(19))
})

it('draws steps, copies and sources independently', () => {
  const brightness = value(0, 'factor')
  expect(Math.abs(correlation(brightness, value(1, 'factor')))).toBeLessThan(correlated)
  expect(Math.abs(correlation(brightness.slice(1), brightness.slice(0, -1)))).toBeLessThan(correlated)
  const other = Array.from({ length: draws }, (_, copyIndex) =>
    drawVariant(compiled, { ...source, contentHash: hash(8) }, copyIndex)
  ).map((one) => Number(one.steps[0]?.['factor']))
  expect(Math.abs(correlation(brightness, other))).toBeLessThan(correlated)
})

it('draws Beta with its mean and variance', () => {
  for (const alpha of [0.2, 1, 4]) {
    const rng = stream(sourceKey(2, hash(1)), { copyIndex: 0, stepIndex: 0, attempt: 0 })
    const values = Array.from({ length: draws }, () => drawBeta(rng, alpha))
    const mean = values.reduce((a, b) => a + b, 0) / draws
    const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / draws
    // Mean 1/2; variance 1 / (4 (2 alpha + 1)).
    expect(mean).toBeCloseTo(0.5, 2)
    expect(variance).toBeCloseTo(1 / (4 * (2 * alpha + 1)), 2)
  }
})
