import { philox } from './philox.ts'

/** A stream of random numbers that belongs to one step of one copy of one source. */
export interface Rng {
  /** Uniform in [0, 1), 53 bits. */
  next(): number
  /** Uniform in [low, high]; exactly `low` when both are equal. */
  between(low: number, high: number): number
  /** Unsigned 32-bit integer. */
  word(): number
}

export interface StreamKey {
  /** Recipe seed, an integer from 0 to 2^53 - 1. */
  readonly seed: number
  /** SHA-256 of the source, hexadecimal; its first 128 bits are used. */
  readonly contentHash: string
  readonly copyIndex: number
  readonly stepIndex: number
  /** 0 for the first draw; counts up when a draw leaves the domain and is drawn again. */
  readonly attempt: number
}

const hashWord = (hash: string, index: number): number =>
  Number.parseInt(hash.slice(index * 8, index * 8 + 8), 16) >>> 0

const none: readonly number[] = []

/**
 * Key of a (seed, source) pair. Why: the seed keys the generator and the source's hash is its counter, so that the
 * 64-bit result depends on every bit of both.
 */
export function sourceKey(seed: number, contentHash: string): readonly [number, number] {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`Expected an integer from 0 to 2^53 - 1 for seed but received ${seed}`)
  }
  const hash = [0, 1, 2, 3].map((index) => hashWord(contentHash, index)) as [number, number, number, number]
  const [k0, k1] = philox(hash, [seed >>> 0, Math.floor(seed / 0x100000000)])
  return [k0, k1]
}

/** The stream of a step. Same key, same numbers; different keys, independent numbers. */
export function stream(
  key: readonly [number, number],
  place: Pick<StreamKey, 'copyIndex' | 'stepIndex' | 'attempt'>
): Rng {
  return new Stream(key, place)
}

// Why a class: one object a stream and no closures, for a draw makes many.
class Stream implements Rng {
  readonly #key: readonly [number, number]
  readonly #place: Pick<StreamKey, 'copyIndex' | 'stepIndex' | 'attempt'>
  #blocks = 0
  #used = 4
  #words: readonly number[] = none

  constructor(key: readonly [number, number], place: Pick<StreamKey, 'copyIndex' | 'stepIndex' | 'attempt'>) {
    this.#key = key
    this.#place = place
  }

  word(): number {
    if (this.#used === 4) {
      const { stepIndex, copyIndex, attempt } = this.#place
      this.#words = philox([this.#blocks++, stepIndex, copyIndex, attempt], this.#key)
      this.#used = 0
    }
    return this.#words[this.#used++] as number
  }

  next(): number {
    return (this.word() * 0x200000 + (this.word() >>> 11)) / 0x20000000000000
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next()
  }
}
