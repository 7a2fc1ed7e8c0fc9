import type { ColourMatrix } from './ops.ts'

/** Luma of Rec. 601, as PIL, OpenCV and torchvision use it for grey. */
export const luma = [0.299, 0.587, 0.114] as const

/** luma + factor * (colour - luma): 0 is grey, 1 changes nothing. */
export function saturationMatrix(factor: number): ColourMatrix {
  const [r, g, b] = luma.map((weight) => weight * (1 - factor)) as [number, number, number]
  return [r + factor, g, b, 0, r, g + factor, b, 0, r, g, b + factor, 0]
}

/**
 * A turn about the grey axis in YIQ, which keeps Rec. 601 luma. Why not HSV: a linear map folds with its
 * neighbours into one pass, has no seams at the primary hues, and keeps the lightness.
 */
export function hueMatrix(angleDeg: number): ColourMatrix {
  const angle = (angleDeg * Math.PI) / 180
  const c = Math.cos(angle)
  const s = Math.sin(angle)
  return conjugate([1, 0, 0, 0, c, -s, 0, s, c])
}

/** Each channel times its own factor. */
export function gainMatrix([r, g, b]: readonly [number, number, number]): ColourMatrix {
  return [r, 0, 0, 0, 0, g, 0, 0, 0, 0, b, 0]
}

/** Unit: shares of full scale, added to each channel. */
export function shiftMatrix([r, g, b]: readonly [number, number, number]): ColourMatrix {
  return [1, 0, 0, r, 0, 1, 0, g, 0, 0, 1, b]
}

/** Output channel c shows input channel `order[c]`. */
export function orderMatrix(order: readonly [number, number, number]): ColourMatrix {
  const at = (row: 0 | 1 | 2, column: number): number => (order[row] === column ? 1 : 0)
  return [at(0, 0), at(0, 1), at(0, 2), 0, at(1, 0), at(1, 1), at(1, 2), 0, at(2, 0), at(2, 1), at(2, 2), 0]
}

/** One channel (0 red, 1 green, 2 blue) set to `level`, 0..1. */
export function dropMatrix(channel: number, level: number): ColourMatrix {
  const keep = (own: number): number => (own === channel ? 0 : 1)
  const fill = (own: number): number => (own === channel ? level : 0)
  return [keep(0), 0, 0, fill(0), 0, keep(1), 0, fill(1), 0, 0, keep(2), fill(2)]
}

/** The sepia of the W3C filter effects, which Albumentations uses too. */
const fullSepia = [0.393, 0.769, 0.189, 0, 0.349, 0.686, 0.168, 0, 0.272, 0.534, 0.131, 0] as const

/** From the picture (0) to its sepia (1). */
export function sepiaMatrix(strength: number): ColourMatrix {
  const none = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]
  return none.map((value, at) => value + strength * ((fullSepia[at] ?? 0) - value)) as unknown as ColourMatrix
}

const toYiq = [0.299, 0.587, 0.114, 0.5959, -0.2746, -0.3213, 0.2115, -0.5227, 0.3112] as const

function product3(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: 9 }, (_, at) => {
    const row = Math.floor(at / 3) * 3
    const column = at % 3
    return [0, 1, 2].reduce((sum, k) => sum + (a[row + k] ?? 0) * (b[k * 3 + column] ?? 0), 0)
  })
}

/** The inverse of a 3 x 3 matrix, row by row. It must have one. */
export function inverse3(m: readonly number[]): number[] {
  const [a, b, c, d, e, f, g, h, i] = m as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number
  ]
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d
  ].map((value) => value / det)
}

function conjugate(turn: readonly number[]): ColourMatrix {
  const m = product3(inverse3(toYiq), product3(turn, toYiq))
  const [a, b, c, d, e, f, g, h, i] = m as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number
  ]
  return [a, b, c, 0, d, e, f, 0, g, h, i, 0]
}
