/** cos(k pi / 16) / 2. */
const [c1, c2, c3, c4, c5, c6, c7] = [
  0.49039264020161522, 0.46193976625564337, 0.41573480615127262, 0.35355339059327379, 0.27778511650980114,
  0.19134171618254492, 0.09754516100806417
] as const

/** Eight numbers `step` apart from `at` to their cosine series (orthonormal DCT-II), in place. */
function forwardLine(block: Float64Array, at: number, step: number): void {
  const x0 = block[at] as number
  const x1 = block[at + step] as number
  const x2 = block[at + 2 * step] as number
  const x3 = block[at + 3 * step] as number
  const x4 = block[at + 4 * step] as number
  const x5 = block[at + 5 * step] as number
  const x6 = block[at + 6 * step] as number
  const x7 = block[at + 7 * step] as number
  const [s0, s1, d0, d1] = [x0 + x7 + x3 + x4, x1 + x6 + x2 + x5, x0 + x7 - x3 - x4, x1 + x6 - x2 - x5]
  const [o0, o1, o2, o3] = [x0 - x7, x1 - x6, x2 - x5, x3 - x4]
  block[at] = (s0 + s1) * c4
  block[at + 4 * step] = (s0 - s1) * c4
  block[at + 2 * step] = d0 * c2 + d1 * c6
  block[at + 6 * step] = d0 * c6 - d1 * c2
  block[at + step] = o0 * c1 + o1 * c3 + o2 * c5 + o3 * c7
  block[at + 3 * step] = o0 * c3 - o1 * c7 - o2 * c1 - o3 * c5
  block[at + 5 * step] = o0 * c5 - o1 * c1 + o2 * c7 + o3 * c3
  block[at + 7 * step] = o0 * c7 - o1 * c5 + o2 * c3 - o3 * c1
}

/** The inverse of `forwardLine`, its transpose. */
function inverseLine(block: Float64Array, at: number, step: number): void {
  const y0 = block[at] as number
  const y1 = block[at + step] as number
  const y2 = block[at + 2 * step] as number
  const y3 = block[at + 3 * step] as number
  const y4 = block[at + 4 * step] as number
  const y5 = block[at + 5 * step] as number
  const y6 = block[at + 6 * step] as number
  const y7 = block[at + 7 * step] as number
  const [s0, s1, d0, d1] = [(y0 + y4) * c4, (y0 - y4) * c4, y2 * c2 + y6 * c6, y2 * c6 - y6 * c2]
  const [e0, e1, e2, e3] = [s0 + d0, s1 + d1, s1 - d1, s0 - d0]
  const o0 = y1 * c1 + y3 * c3 + y5 * c5 + y7 * c7
  const o1 = y1 * c3 - y3 * c7 - y5 * c1 - y7 * c5
  const o2 = y1 * c5 - y3 * c1 + y5 * c7 + y7 * c3
  const o3 = y1 * c7 - y3 * c5 + y5 * c3 - y7 * c1
  block[at] = e0 + o0
  block[at + 7 * step] = e0 - o0
  block[at + step] = e1 + o1
  block[at + 6 * step] = e1 - o1
  block[at + 2 * step] = e2 + o2
  block[at + 5 * step] = e2 - o2
  block[at + 3 * step] = e3 + o3
  block[at + 4 * step] = e3 - o3
}

/** What quantisation with the steps of `table` leaves of an 8 x 8 block; in place. Halves are rounded outwards. */
export function quantiseBlock(block: Float64Array, table: Float64Array): void {
  for (let row = 0; row < 8; row++) forwardLine(block, row * 8, 1)
  for (let column = 0; column < 8; column++) forwardLine(block, column, 8)
  for (let k = 0; k < 64; k++) {
    const value = block[k] as number
    const step = table[k] as number
    const whole = Math.floor(Math.abs(value) / step + 0.5) * step
    block[k] = value < 0 ? -whole : whole
  }
  for (let column = 0; column < 8; column++) inverseLine(block, column, 8)
  for (let row = 0; row < 8; row++) inverseLine(block, row * 8, 1)
}
