import type { Pass, PngHeader } from '../maskPng.ts'

interface Packed {
  readonly rows: Uint8Array
  readonly pass: Pass
  readonly header: PngHeader
}

/** Takes the samples of a pass out of its rows and puts them where they belong in the picture. */
export function unpackSamples(
  { rows, pass, header }: Packed,
  values: Uint8Array | Uint16Array | Uint32Array
): void {
  const { bits, samples, width } = header
  const rowBytes = Math.ceil((pass.width * bits * samples) / 8)
  for (let row = 0; row < pass.height; row++) {
    const from = row * rowBytes
    const to = (pass.y + row * pass.stepY) * width + pass.x
    for (let n = 0; n < pass.width; n++) {
      values[to + n * pass.stepX] = sampleAt(rows, { from, n, bits, samples })
    }
  }
}

interface Place {
  readonly from: number
  readonly n: number
  readonly bits: number
  readonly samples: number
}

/** The value of the n-th pixel of a row; alpha is left out. */
function sampleAt(rows: Uint8Array, { from, n, bits, samples }: Place): number {
  if (bits < 8) {
    const at = n * bits
    const shift = 8 - bits - (at % 8)
    return ((rows[from + (at >> 3)] ?? 0) >> shift) & ((1 << bits) - 1)
  }
  const at = from + n * samples * (bits / 8)
  const first = rows[at] ?? 0
  if (bits === 16) return (first << 8) | (rows[at + 1] ?? 0)
  return samples < 3 ? first : (first << 16) | ((rows[at + 1] ?? 0) << 8) | (rows[at + 2] ?? 0)
}
