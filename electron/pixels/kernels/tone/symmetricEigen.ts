/** An eigenvalue and its eigenvector of length 1. */
export interface Eigenpair {
  readonly value: number
  readonly vector: readonly [number, number, number]
}

/** Upper triangle of a symmetric 3 x 3 matrix: xx, xy, xz, yy, yz, zz. */
export type Symmetric3 = readonly [number, number, number, number, number, number]

/** More than enough: the error is squared in every sweep. */
const sweeps = 12

/**
 * Eigenvalues from the largest to the smallest by Jacobi's rotations (Golub and Van Loan, Matrix Computations, 8.5).
 *
 * Convention: a vector and its negative are equally right; of the two the one whose components sum to 0 or more.
 */
export function symmetricEigen([xx, xy, xz, yy, yz, zz]: Symmetric3): readonly Eigenpair[] {
  const a = Float64Array.of(xx, xy, xz, xy, yy, yz, xz, yz, zz)
  const v = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1)
  for (let sweep = 0; sweep < sweeps; sweep++) {
    rotate(a, v, 0, 1)
    rotate(a, v, 0, 2)
    rotate(a, v, 1, 2)
  }
  return [0, 1, 2]
    .map((k) => ({ value: a[k * 4] as number, vector: upright([v[k], v[3 + k], v[6 + k]] as Triple) }))
    .toSorted((one, other) => other.value - one.value)
}

type Triple = [number, number, number]

function upright([x, y, z]: Triple): Triple {
  return x + y + z < 0 ? [-x, -y, -z] : [x, y, z]
}

/** Turns the plane of axes p and q so that a[p, q] becomes 0. */
function rotate(a: Float64Array, v: Float64Array, p: number, q: number): void {
  const apq = a[3 * p + q] as number
  if (apq === 0) return
  const theta = ((a[4 * q] as number) - (a[4 * p] as number)) / (2 * apq)
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  turnColumns(a, p, q, { c, s })
  turnRows(a, p, q, { c, s })
  turnColumns(v, p, q, { c, s })
}

interface Turn {
  readonly c: number
  readonly s: number
}

function turnColumns(m: Float64Array, p: number, q: number, { c, s }: Turn): void {
  for (let row = 0; row < 9; row += 3) {
    const [mp, mq] = [m[row + p] as number, m[row + q] as number]
    m[row + p] = c * mp - s * mq
    m[row + q] = s * mp + c * mq
  }
}

function turnRows(m: Float64Array, p: number, q: number, { c, s }: Turn): void {
  for (let column = 0; column < 3; column++) {
    const [mp, mq] = [m[3 * p + column] as number, m[3 * q + column] as number]
    m[3 * p + column] = c * mp - s * mq
    m[3 * q + column] = s * mp + c * mq
  }
}
