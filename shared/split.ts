import { philox } from './draw/philox.ts'
import { sourceKey } from './draw/rng.ts'
import type { Split } from './api/types.ts'

export interface SplitSource {
  readonly id: number
  /** SHA-256, hexadecimal. */
  readonly contentHash: string
  readonly className: string | null
  /** All classes that it holds, where it holds several or those of objects. */
  readonly classNames?: readonly string[]
  /** What it must stay together with, besides sources of its content: those of one group, which have one content or more. */
  readonly group?: string
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

/** Sources that stay together. */
interface Unit {
  readonly ids: readonly number[]
  /** The smallest of its content hashes. */
  readonly hash: string
  /** Number of different contents. */
  readonly weight: number
  readonly rank: number
  readonly classNames: ReadonlySet<string>
}

/**
 * Why the largest first: they end in the first part, and what decides where the borders lie are single pictures, so
 * that the shares hold. Why the hash last: two equal ranks must not leave the order to that of the sources.
 */
function inOrder(a: Unit, b: Unit): number {
  return b.weight - a.weight || a.rank - b.rank || (a.hash < b.hash ? -1 : 1)
}

const classNamesOf = ({ className, classNames = [] }: SplitSource): readonly string[] =>
  className === null ? classNames : [className, ...classNames]

function unitOf(same: readonly SplitSource[], seed: number): Unit {
  const contents = new Set(same.map(({ contentHash }) => contentHash))
  const hash = [...contents].reduce((a, b) => (b < a ? b : a))
  return {
    ids: same.map(({ id }) => id),
    hash,
    weight: contents.size,
    rank: rank(seed, hash),
    classNames: new Set(same.flatMap(classNamesOf))
  }
}

/** The class under which a unit is dealt out: the rarest that it holds, of several the first by name. */
function rarestClass({ classNames }: Unit, counts: ReadonlyMap<string, number>): string | null {
  let rarest: string | null = null
  for (const name of classNames) {
    const more = rarest === null ? -1 : (counts.get(name) ?? 0) - (counts.get(rarest) ?? 0)
    if (more < 0 || (more === 0 && rarest !== null && name < rarest)) rarest = name
  }
  return rarest
}

function countClasses(units: readonly Unit[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { classNames, weight } of units)
    for (const name of classNames) counts.set(name, (counts.get(name) ?? 0) + weight)
  return counts
}

/**
 * Deals sources out to parts by shares: stratified by class, the same for the same seed and sources whatever their
 * order; sources of the same content or group always share a part. Returns the index of the part by id.
 *
 * A group that lies across a border between two parts goes to the one in which its middle lies.
 */
function deal(
  sources: readonly SplitSource[],
  shares: readonly number[],
  seed: number
): ReadonlyMap<number, number> {
  const together = grouped(sources, ({ group, contentHash }) => group ?? contentHash)
  const units = [...together.values()].map((same) => unitOf(same, seed))
  const counts = countClasses(units)
  const dealt = new Map<number, number>()
  for (const own of grouped(units, (unit) => rarestClass(unit, counts)).values()) {
    const total = own.reduce((sum, { weight }) => sum + weight, 0)
    const sizes = apportion(total, shares)
    let at = 0
    let part = 0
    let end = sizes[0] ?? 0
    for (const { ids, weight } of own.sort(inOrder)) {
      while (at + weight / 2 >= end && part + 1 < sizes.length) end += sizes[++part] ?? 0
      for (const id of ids) dealt.set(id, part)
      at += weight
    }
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
 * Assigns every source to a split: stratified by class (of several classes by the rarest), by shares of train, val and
 * test, the same for the same seed and sources whatever their order. Variants follow their source, so no variant of a
 * training picture can reach the test set. Sources of the same content or group always share a split.
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
