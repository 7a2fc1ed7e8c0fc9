/**
 * Weights of the neighbours of a pixel, row by row.
 *
 * Convention: `width` and `height` are odd, the pixel itself is in the middle; a weight multiplies the neighbour at
 * that offset (correlation, as OpenCV's filter2D).
 */
export interface Stencil {
  readonly width: number
  readonly height: number
  readonly weights: Float64Array
}

/** A stencil of (2 radiusX + 1) x (2 radiusY + 1) from the weight at each offset. */
export function stencilOf(
  radiusX: number,
  radiusY: number,
  weight: (dx: number, dy: number) => number
): Stencil {
  const width = 2 * radiusX + 1
  const height = 2 * radiusY + 1
  const weights = Float64Array.from({ length: width * height }, (_, k) =>
    weight((k % width) - radiusX, Math.floor(k / width) - radiusY)
  )
  return { width, height, weights }
}

/** The same stencil with weights that sum to 1. Their sum must not be 0. */
export function normalised({ width, height, weights }: Stencil): Stencil {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return { width, height, weights: weights.map((weight) => weight / total) }
}

/** (1 - share) times the picture plus `share` times what the stencil makes of it. */
export function blendedWithPicture({ width, height, weights }: Stencil, share: number): Stencil {
  const centre = (weights.length - 1) / 2
  return {
    width,
    height,
    weights: weights.map((weight, k) => share * weight + (k === centre ? 1 - share : 0))
  }
}

/** One weight for a neighbour at `dx`, and for the one at -dx where `isPair`. */
export interface Tap {
  readonly dx: number
  readonly weight: number
  readonly isPair: boolean
}

/** One weight for all neighbours from `from` to `to`, both included. */
export interface Run {
  readonly from: number
  readonly to: number
  readonly weight: number
}

/** What one row of a stencil adds; where `isPair` the row at -dy adds the same. */
export interface StencilRow {
  readonly dy: number
  readonly isPair: boolean
  readonly taps: readonly Tap[]
  readonly runs: readonly Run[]
}

/** From this length on a difference of two running sums is cheaper than the neighbours one by one. */
const leastRun = 5

/** The rows of a stencil that have any weight, with what is equal in them used once. */
export function stencilRows(stencil: Stencil): readonly StencilRow[] {
  const radius = (stencil.height - 1) / 2
  const rows: StencilRow[] = []
  for (let dy = -radius; dy <= radius; dy++) {
    const own = rowWeights(stencil, dy)
    const isPair = dy !== 0 && own.every((weight, k) => weight === rowWeights(stencil, -dy)[k])
    if ((isPair && dy < 0) || own.every((weight) => weight === 0)) continue
    rows.push({ dy, isPair, ...splitRow(own) })
  }
  return rows
}

function rowWeights({ width, height, weights }: Stencil, dy: number): Float64Array {
  const start = (dy + (height - 1) / 2) * width
  return weights.subarray(start, start + width)
}

function splitRow(weights: Float64Array): Pick<StencilRow, 'taps' | 'runs'> {
  const radius = (weights.length - 1) / 2
  const left = Float64Array.from(weights)
  const runs: Run[] = []
  for (let from = 0; from < left.length;) {
    let to = from
    while (to + 1 < left.length && isSame(weights[to + 1] as number, weights[from] as number)) to++
    if (weights[from] !== 0 && to - from + 1 >= leastRun) {
      runs.push({ from: from - radius, to: to - radius, weight: weights[from] as number })
      left.fill(0, from, to + 1)
    }
    from = to + 1
  }
  return { runs, taps: tapsOf(left, radius) }
}

/** Why not equal: the inside of a softened disc is even to within rounding. */
const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.abs(b)

function tapsOf(weights: Float64Array, radius: number): readonly Tap[] {
  const taps: Tap[] = []
  for (let dx = -radius; dx <= radius; dx++) {
    const weight = weights[dx + radius] as number
    const isPair = dx !== 0 && weight === weights[radius - dx]
    if (weight !== 0 && !(isPair && dx < 0)) taps.push({ dx, weight, isPair })
  }
  return taps
}
