import { type Rng, stream } from './rng.ts'

/**
 * The stream of random numbers behind a `shapeSeed`. `salt` (unsigned 32-bit) tells apart what follows from one seed,
 * so that a longer first part never shifts the numbers of the next.
 */
export function shapeStream(shapeSeed: number, salt: number): Rng {
  return stream([shapeSeed >>> 0, salt >>> 0], { copyIndex: 0, stepIndex: 0, attempt: 0 })
}
