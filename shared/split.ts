import { philox } from './draw/philox.ts'
import { sourceKey } from './draw/rng.ts'
import type { Split } from './api/types.ts'

export interface SplitSource {
  readonly id: number
  /** SHA-256, hexadecimal. */
  readonly contentHash: string
  readonly className: string | null
}

const order: readonly Split[] = ['train', 'val', 'test']

/** A number that depends on seed and content alone: the place of a source in its class. */
function rank(seed: number, contentHash: string): number {
  const [high, low] = philox([0, 0, 0, 0], sourceKey(seed, contentHash))
  return high * 0x100000000 + low
}

/**
 * Sizes of the parts of `total` by `shares`, which sum to `total`: whole parts first, the rest to the largest
 * remainders (Hare quota), the earlier part winning a tie.
 */
export function apportion(total: number, shares: readonly number[]): readonly number[] {
  const sum = shares.reduce((a, b) => a + b, 0)
  const exact = shares.map((share) => (share / sum) * total)
  const sizes = exact.map(Math.floor)
  const left = total - sizes.reduce((a, b) => a + b, 0)
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, left)) sizes[index] = (sizes[index] ?? 0) + 1
  return sizes
}

interface Ranked {
  readonly hash: string
  readonly rank: number
}

/** Why the hash too: two equal ranks must not leave the order to that of the sources. */
function byRank(a: Ranked, b: Ranked): number {
  return a.rank - b.rank || (a.hash < b.hash ? -1 : 1)
}

/** The class under which sources of one content are dealt out: the first by name, whatever their order. */
function firstClass(same: readonly SplitSource[]): string | null {
  return same
    .map(({ className }) => className)
    .reduce((a, b) => (b === null || (a !== null && a <= b) ? a : b), null)
}

/**
 * Assigns every source to a split: stratified by class, by shares of train, val and test, the same for the same seed
 * and sources whatever their order. Variants follow their source, so no variant of a training picture can reach the
 * test set. Sources of the same content always share a split.
 *
 * Throws a RangeError when all shares are 0.
 */
export function assignSplits(
  sources: readonly SplitSource[],
  shares: readonly [number, number, number],
  seed: number
): ReadonlyMap<number, Split> {
  if (shares[0] + shares[1] + shares[2] <= 0) throw new RangeError('Expected a share above 0')
  const byContent = new Map<string, SplitSource[]>()
  for (const source of sources) {
    const same = byContent.get(source.contentHash)
    if (same === undefined) byContent.set(source.contentHash, [source])
    else same.push(source)
  }
  const byClass = new Map<string | null, string[]>()
  for (const [hash, same] of byContent) {
    const className = firstClass(same)
    const own = byClass.get(className)
    if (own === undefined) byClass.set(className, [hash])
    else own.push(hash)
  }
  const assigned = new Map<number, Split>()
  for (const hashes of byClass.values()) {
    const ranked = hashes.map((hash) => ({ hash, rank: rank(seed, hash) })).sort(byRank)
    const sizes = apportion(ranked.length, shares)
    let at = 0
    sizes.forEach((size, part) => {
      for (const { hash } of ranked.slice(at, at + size)) {
        for (const { id } of byContent.get(hash) ?? []) assigned.set(id, order[part] ?? 'train')
      }
      at += size
    })
  }
  return assigned
}
