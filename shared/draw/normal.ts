import { philox } from './philox.ts'

/** Uniform in (0, 1]: the logarithm of 0 would be infinite. */
const aboveZero = (word: number): number => (word + 1) / 0x100000000

/**
 * Four independent numbers of the standard normal distribution that follow from a seed, an unsigned 32-bit integer:
 * Box and Muller's transform of one block of Philox.
 */
export function normals4(shapeSeed: number): readonly [number, number, number, number] {
  const [a, b, c, d] = philox([0, 0, 0, 0], [shapeSeed >>> 0, 0x6e6f726d])
  const [r1, r2] = [Math.sqrt(-2 * Math.log(aboveZero(a))), Math.sqrt(-2 * Math.log(aboveZero(c)))]
  const [t1, t2] = [2 * Math.PI * aboveZero(b), 2 * Math.PI * aboveZero(d)]
  return [r1 * Math.cos(t1), r1 * Math.sin(t1), r2 * Math.cos(t2), r2 * Math.sin(t2)]
}
