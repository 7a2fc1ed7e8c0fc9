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
 * Deals sources out to parts by shares: stratified by class, the same for the same seed and sources whatever their
 * order; sources of the same content always share a part. Returns the index of the part by id.
 */
function deal(
  sources: readonly SplitSource[],
  shares: readonly number[],
  seed: number
): ReadonlyMap<number, number> {
  const byContent = grouped(sources, ({ contentHash }) => contentHash)
  const byClass = grouped([...byContent], ([, same]) => firstClass(same))
  const dealt = new Map<number, number>()
  for (const own of byClass.values()) {
    const ranked = own.map(([hash, same]) => ({ hash, same, rank: rank(seed, hash) })).sort(byRank)
    const sizes = apportion(ranked.length, shares)
    let at = 0
    sizes.forEach((size, part) => {
      for (const { same } of ranked.slice(at, at + size)) for (const { id } of same) dealt.set(id, part)
      at += size
    })
  }
  return dealt
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const own = groups.get(key)
    if (own === undefined) groups.set(key, [item])
    else own.push(item)
  }
  return groups
}

/** Why a constant: the split of a data set must not move when a recipe is tried with another seed. */
export const splitSeed = 1

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
  const dealt = deal(sources, shares, seed)
  return new Map([...dealt].map(([id, part]) => [id, order[part] ?? 'train']))
}

/**
 * Shares of the bands, in the order in which an export deals sources out: whoever gives train 60 to 80, val and test
 * 10 or 20 each cuts between two bands.
 */
const bandShares: readonly number[] = [60, 20, 10, 10]

/**
 * Groups sources that will most likely share a split, whatever the later export chooses, so that they may be mixed
 * before anybody has chosen: the splits that they came with, or else bands of the very order by which an export deals
 * sources out. A mix whose parents fall apart nevertheless (other shares, rounding in small classes, sources that were
 * added or left out since) is the export's to leave out. Returns the name of the band by id.
 */
export function mixingBands(
  sources: readonly (SplitSource & { readonly split: Split | null })[]
): ReadonlyMap<number, string> {
  if (sources.some(({ split }) => split !== null)) {
    // Why train: an export counts a source without a split as train where others have one.
    return new Map(sources.map(({ id, split }) => [id, split ?? 'train']))
  }
  const dealt = deal(sources, bandShares, splitSeed)
  return new Map([...dealt].map(([id, part]) => [id, `band ${part + 1}`]))
}
