import type { PerceptualHash } from './perceptualHash.ts'

/**
 * Up to how many different bits two pictures count as near-duplicates of each other.
 *
 * Measured: a photo of 100 pixels or more, recompressed at quality 60, halved or made a little brighter, differs from
 * itself by 0 to 8 bits; the nearest two of 5,000 digits of MNIST differ by 18. Fifteen changed bits also leave at
 * least one of the sixteen bands untouched, which is how pairs are found.
 */
export const nearDistance = 15

/** A band is 16 bits: 4 hexadecimal digits. */
const bands = 16
const words = 8

/** Two of the given hashes, by their places, `first` before `second`. */
export interface NearPair {
  readonly first: number
  readonly second: number
  readonly distance: number
}

/**
 * All pairs of hashes that differ in at most `nearDistance` bits, each once, without comparing all with all: by the
 * pigeonhole principle such a pair has a band in common (multi-index hashing: Norouzi, Punjani, Fleet, "Fast Search in
 * Hamming Space with Multi-Index Hashing", 2012). The hashes should differ from each other: equal ones give a pair
 * for every two of them.
 */
export function* nearPairs(hashes: readonly PerceptualHash[]): Generator<NearPair> {
  const packed = pack(hashes)
  for (let band = 0; band < bands; band++) {
    const { starts, items } = bucketsOf(packed, hashes.length, band)
    for (let bucket = 0; bucket + 1 < starts.length; bucket++) {
      const end = starts[bucket + 1] ?? 0
      for (let i = starts[bucket] ?? 0; i < end; i++) {
        for (let j = i + 1; j < end; j++) {
          const [first, second] = [items[i] ?? 0, items[j] ?? 0]
          const distance = distanceWithin(packed, first, second)
          // Why: a pair that shares several bands is told of by the first of them.
          if (distance <= nearDistance && firstCommonBand(packed, first, second) === band)
            yield { first, second, distance }
        }
      }
    }
  }
}

/** Number of bits in which two hashes differ. */
export function hashDistance(a: PerceptualHash, b: PerceptualHash): number {
  const packed = pack([a, b])
  let distance = 0
  for (let word = 0; word < words; word++)
    distance += bitsOf((packed[word] ?? 0) ^ (packed[words + word] ?? 0))
  return distance
}

/** Eight words of 32 bits a hash. */
function pack(hashes: readonly PerceptualHash[]): Int32Array {
  const packed = new Int32Array(hashes.length * words)
  hashes.forEach((hash, index) => {
    for (let word = 0; word < words; word++)
      packed[index * words + word] = Number.parseInt(hash.slice(8 * word, 8 * word + 8), 16)
  })
  return packed
}

const bandAt = (packed: Int32Array, index: number, band: number): number =>
  ((packed[index * words + (band >> 1)] ?? 0) >>> (band % 2 === 0 ? 16 : 0)) & 0xffff

/** Places of the hashes ordered by one band (a counting sort): those of bucket b lie from starts[b] to starts[b + 1]. */
function bucketsOf(
  packed: Int32Array,
  count: number,
  band: number
): { readonly starts: Int32Array; readonly items: Int32Array } {
  const starts = new Int32Array(0x10001)
  for (let index = 0; index < count; index++) {
    const bucket = bandAt(packed, index, band) + 1
    starts[bucket] = (starts[bucket] ?? 0) + 1
  }
  for (let bucket = 1; bucket < starts.length; bucket++)
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0)
  const next = starts.slice()
  const items = new Int32Array(count)
  for (let index = 0; index < count; index++) {
    const bucket = bandAt(packed, index, band)
    const place = next[bucket] ?? 0
    items[place] = index
    next[bucket] = place + 1
  }
  return { starts, items }
}

/** The distance, or any number above `nearDistance` as soon as it is known to be more. */
function distanceWithin(packed: Int32Array, first: number, second: number): number {
  let distance = 0
  for (let word = 0; word < words && distance <= nearDistance; word++)
    distance += bitsOf((packed[first * words + word] ?? 0) ^ (packed[second * words + word] ?? 0))
  return distance
}

function firstCommonBand(packed: Int32Array, first: number, second: number): number {
  for (let band = 0; band < bands; band++)
    if (bandAt(packed, first, band) === bandAt(packed, second, band)) return band
  return bands
}

/** Number of set bits (Hacker's Delight, section 5-1). */
function bitsOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
