/**
 * 3 x 3 matrices on homogeneous points, row by row.
 *
 * Convention: x to the right, y down, pixel centres at integer coordinates. A matrix of an operation maps
 * *output* points to *input* points (inverse warp), so that steps s1, s2, ... applied in this order compose
 * to M1 * M2 * ...
 */
export type Mat3 = readonly [number, number, number, number, number, number, number, number, number]

/** The first two rows of an affine map, as it stands in JSON. */
export type Mat2x3 = readonly [readonly [number, number, number], readonly [number, number, number]]

export interface Point {
  readonly x: number
  readonly y: number
}

export const identity: Mat3 = [1, 0, 0, 0, 1, 0, 0, 0, 1]

export function multiply(a: Mat3, b: Mat3): Mat3 {
  return [
    a[0] * b[0] + a[1] * b[3] + a[2] * b[6],
    a[0] * b[1] + a[1] * b[4] + a[2] * b[7],
    a[0] * b[2] + a[1] * b[5] + a[2] * b[8],
    a[3] * b[0] + a[4] * b[3] + a[5] * b[6],
    a[3] * b[1] + a[4] * b[4] + a[5] * b[7],
    a[3] * b[2] + a[4] * b[5] + a[5] * b[8],
    a[6] * b[0] + a[7] * b[3] + a[8] * b[6],
    a[6] * b[1] + a[7] * b[4] + a[8] * b[7],
    a[6] * b[2] + a[7] * b[5] + a[8] * b[8]
  ]
}

export function determinant(m: Mat3): number {
  return (
    m[0] * (m[4] * m[8] - m[5] * m[7]) -
    m[1] * (m[3] * m[8] - m[5] * m[6]) +
    m[2] * (m[3] * m[7] - m[4] * m[6])
  )
}

/** The inverse; throws a RangeError when the matrix has none. */
export function invert(m: Mat3): Mat3 {
  const d = determinant(m)
  if (!Number.isFinite(d) || Math.abs(d) < 1e-12) {
    throw new RangeError(`Expected an invertible matrix but received one of determinant ${d}`)
  }
  return [
    (m[4] * m[8] - m[5] * m[7]) / d,
    (m[2] * m[7] - m[1] * m[8]) / d,
    (m[1] * m[5] - m[2] * m[4]) / d,
    (m[5] * m[6] - m[3] * m[8]) / d,
    (m[0] * m[8] - m[2] * m[6]) / d,
    (m[2] * m[3] - m[0] * m[5]) / d,
    (m[3] * m[7] - m[4] * m[6]) / d,
    (m[1] * m[6] - m[0] * m[7]) / d,
    (m[0] * m[4] - m[1] * m[3]) / d
  ]
}

export function applyMatrix(m: Mat3, p: Point): Point {
  const w = m[6] * p.x + m[7] * p.y + m[8]
  return { x: (m[0] * p.x + m[1] * p.y + m[2]) / w, y: (m[3] * p.x + m[4] * p.y + m[5]) / w }
}

/** `linear` (a b; c d) applied about `centre`, which stays where it is. */
export function about(centre: Point, [a, b, c, d]: readonly [number, number, number, number]): Mat3 {
  const { x, y } = centre
  return [a, b, x - a * x - b * y, c, d, y - c * x - d * y, 0, 0, 1]
}

export function translation(x: number, y: number): Mat3 {
  return [1, 0, x, 0, 1, y, 0, 0, 1]
}

export function isAffine(m: Mat3): boolean {
  return m[6] === 0 && m[7] === 0 && m[8] === 1
}

export function fromRows(rows: Mat2x3): Mat3 {
  return [...rows[0], ...rows[1], 0, 0, 1]
}

/**
 * The affine map that agrees with `m` in value and first derivative at `at`; `m` itself when it is affine.
 */
export function toRowsAt(m: Mat3, at: Point): Mat2x3 {
  const w = m[6] * at.x + m[7] * at.y + m[8]
  const u = m[0] * at.x + m[1] * at.y + m[2]
  const v = m[3] * at.x + m[4] * at.y + m[5]
  const a = (m[0] * w - u * m[6]) / (w * w)
  const b = (m[1] * w - u * m[7]) / (w * w)
  const c = (m[3] * w - v * m[6]) / (w * w)
  const d = (m[4] * w - v * m[7]) / (w * w)
  return [
    [a, b, u / w - a * at.x - b * at.y],
    [c, d, v / w - c * at.x - d * at.y]
  ]
}

/** Centre of a picture in pixel-centre coordinates: half a pixel before width / 2. */
export function centreOf(size: { readonly width: number; readonly height: number }): Point {
  return { x: (size.width - 1) / 2, y: (size.height - 1) / 2 }
}

/** Matrix from a picture of size `to` back to one of size `from`, edges on edges (pixel centres shift by half). */
export function rescale(
  from: { readonly width: number; readonly height: number },
  to: { readonly width: number; readonly height: number }
): Mat3 {
  const sx = from.width / to.width
  const sy = from.height / to.height
  return [sx, 0, (sx - 1) / 2, 0, sy, (sy - 1) / 2, 0, 0, 1]
}
