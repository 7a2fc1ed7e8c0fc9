import { philox } from '../../../../shared/draw/philox.ts'

/**
 * Random words by place: a 32-bit integer hash with a 64-bit key.
 *
 * Why not Philox itself: it costs about 100 ns for four words, and a picture of 512 x 512 needs hundreds of
 * thousands. Philox makes the key; a word is then two rounds of multiply and xor-shift with Wellons' constants
 * ("lowbias32", hash-prospector, avalanche bias 0.11 bits), half of the key before and half of it between the
 * rounds, so that the words of two seeds are no shifted copies of each other. A statistical generator, not a
 * cryptographic one.
 */
export interface HashKey {
  readonly before: number
  readonly between: number
}

/** The key of a shape's seed; each `stream` of it has words of its own. */
export function hashKey(shapeSeed: number, stream = 0): HashKey {
  const [before, between] = philox([stream, 0, 0, 0], [shapeSeed >>> 0, 0x6e6f6973])
  return { before, between }
}

/** Unsigned 32-bit word at `place`, a whole number below 2^32. */
export function hashWord({ before, between }: HashKey, place: number): number {
  return mix(before, between, place)
}

/** The same with the key in two numbers, for loops over all samples. */
export function mix(before: number, between: number, place: number): number {
  let word = (Math.imul(place, 0x9e3779b9) + before) | 0
  word ^= word >>> 16
  word = (Math.imul(word, 0x21f0aaad) + between) | 0
  word ^= word >>> 15
  word = Math.imul(word, 0x735a2d97)
  return (word ^ (word >>> 15)) >>> 0
}
