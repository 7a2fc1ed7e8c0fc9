import { CultivarError } from '../../../shared/errors.ts'
import type { Size } from '../../../shared/raster.ts'

/**
 * Masks of Label Studio's brush: the RGBA bytes of the picture packed by `@thi.ng/rle-pack`, whose alpha is the mask
 * (HumanSignal/label-studio-sdk, converter/brush.py, decode_rle).
 *
 * A header of 32 bits for the number of words, 5 for the length of a word, four times 4 for lengths of counts; then
 * chunks of a bit for "the same word again and again", 2 for which length the count has, the count, and one word or as
 * many as counted. Lengths are written less one.
 *
 * Returns a byte for each pixel: 1 where alpha is more than half. Throws `bad-input`.
 */
export function brushPixels(packed: readonly number[], { width, height }: Size): Uint8Array {
  const bits = new BitReader(packed)
  const count = bits.read(32)
  if (count !== width * height * 4)
    throw damaged(`it has ${count / 4} pixels, but its picture ${width} x ${height}`)
  const wordBits = bits.read(5) + 1
  const countBits = [0, 0, 0, 0].map(() => bits.read(4) + 1)
  const pixels = new Uint8Array(width * height)
  const put = (at: number, value: number): void => {
    if (at % 4 === 3 && value > 127) pixels[(at - 3) / 4] = 1
  }
  for (let at = 0; at < count;) {
    const isRepeated = bits.read(1) === 1
    const length = bits.read(countBits[bits.read(2)] ?? 1) + 1
    if (at + length > count) throw damaged('it is longer than its picture')
    const end = at + length
    const word = isRepeated ? bits.read(wordBits) : 0
    for (; at < end; at++) put(at, isRepeated ? word : bits.read(wordBits))
  }
  return pixels
}

const damaged = (what: string): CultivarError =>
  new CultivarError('bad-input', `Its mask is damaged: ${what}. Export it anew.`)

class BitReader {
  readonly #bytes: readonly number[]
  #at = 0

  constructor(bytes: readonly number[]) {
    this.#bytes = bytes
  }

  read(count: number): number {
    let value = 0
    for (let bit = 0; bit < count; bit++, this.#at++) {
      const byte = this.#bytes[this.#at >> 3]
      if (byte === undefined) throw damaged('it ends early')
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1)
    }
    return value
  }
}
