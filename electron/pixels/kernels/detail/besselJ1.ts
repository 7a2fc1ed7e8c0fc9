/**
 * Bessel function of the first kind and order 1.
 *
 * Convention: for x >= 0, by Abramowitz and Stegun 9.4.4 and 9.4.6; the error is below 1e-7.
 */
export function besselJ1(x: number): number {
  if (x <= 3) return x * polynomial(near, (x / 3) ** 2)
  const y = 3 / x
  return (polynomial(size, y) * Math.cos(x + polynomial(phase, y))) / Math.sqrt(x)
}

const near = [0.00001109, -0.00031761, 0.00443319, -0.03954289, 0.21093573, -0.56249985, 0.5]
const size = [-0.00020033, 0.00113653, -0.00249511, 0.00017105, 0.01659667, 0.00000156, 0.79788456]
const phase = [-0.00029166, 0.00079824, 0.00074348, -0.00637879, 0.0000565, 0.12499612, -2.35619449]

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)
