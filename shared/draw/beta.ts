import type { Rng } from './rng.ts'

/** Standard normal, by Box and Muller. */
function normal(rng: Rng): number {
  // Why 1 -: the logarithm of 0 is infinite, and next() is never 1.
  return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next())
}

/** Logarithm of a gamma draw with scale 1 and the given shape (above 0): Marsaglia and Tsang 2000. */
function logGamma(rng: Rng, shape: number): number {
  // Why logarithms: for a small shape the value itself is often below the smallest number that there is.
  if (shape < 1) return logGamma(rng, shape + 1) + Math.log(1 - rng.next()) / shape
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(rng)
    const v = (1 + c * x) ** 3
    if (v <= 0) continue
    if (Math.log(1 - rng.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v)
  }
}

/**
 * Shares that sum to 1 from a symmetric Dirichlet distribution.
 *
 * Convention: takes as many numbers from the stream as it needs; nothing that must not move may follow it.
 */
export function drawDirichlet(rng: Rng, count: number, alpha: number): readonly number[] {
  const logs = Array.from({ length: count }, () => logGamma(rng, alpha))
  const largest = Math.max(...logs)
  const weights = logs.map((log) => Math.exp(log - largest))
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}

/** A share 0..1 from Beta(alpha, alpha); alpha above 0, 1 is uniform. */
export function drawBeta(rng: Rng, alpha: number): number {
  return drawDirichlet(rng, 2, alpha)[0] ?? 0
}
