import { type NearPair, nearPairs } from './nearPairs.ts'
import type { PerceptualHash } from './perceptualHash.ts'

/** Something with a content, and a perceptual hash where one is known and says anything. */
export interface Hashed {
  readonly contentHash: string
  readonly perceptualHash: PerceptualHash | null
}

/**
 * Pairs of different hashes that are near each other, and for each hash the places of the pictures that have it.
 */
export interface NearFound {
  readonly hashes: readonly PerceptualHash[]
  /** Places of the pictures with each hash. */
  readonly holders: readonly (readonly number[])[]
  /** Of places in `hashes`. */
  readonly pairs: readonly NearPair[]
}

/** Near-duplicates among pictures; those without a hash are near to nothing. */
export function findNear(pictures: readonly Pick<Hashed, 'perceptualHash'>[]): NearFound {
  const byHash = new Map<PerceptualHash, number[]>()
  pictures.forEach(({ perceptualHash }, index) => {
    if (perceptualHash === null) return
    const holders = byHash.get(perceptualHash)
    if (holders === undefined) byHash.set(perceptualHash, [index])
    else holders.push(index)
  })
  const hashes = [...byHash.keys()]
  return { hashes, holders: [...byHash.values()], pairs: [...nearPairs(hashes)] }
}

/**
 * The group of each picture: pictures of one content and near-duplicates share it, also through others between them
 * (connected components). Groups are named by the smallest content hash among them, so that they do not depend on the
 * order of the pictures.
 */
export function nearGroups(pictures: readonly Hashed[]): readonly string[] {
  const parents = Int32Array.from(pictures, (_, index) => index)
  const { holders, pairs } = findNear(pictures)
  for (const [first = 0, ...others] of holders) for (const other of others) join(parents, first, other)
  for (const { first, second } of pairs) join(parents, holders[first]?.[0] ?? 0, holders[second]?.[0] ?? 0)
  const byContent = new Map<string, number>()
  pictures.forEach(({ contentHash }, index) => {
    const other = byContent.get(contentHash)
    if (other === undefined) byContent.set(contentHash, index)
    else join(parents, other, index)
  })
  return namesOf(pictures, parents)
}

function namesOf(pictures: readonly Hashed[], parents: Int32Array): readonly string[] {
  const names = new Map<number, string>()
  pictures.forEach(({ contentHash }, index) => {
    const root = rootOf(parents, index)
    const name = names.get(root)
    if (name === undefined || contentHash < name) names.set(root, contentHash)
  })
  return pictures.map(({ contentHash }, index) => names.get(rootOf(parents, index)) ?? contentHash)
}

/** The root of a tree of places, whose paths are halved on the way (Tarjan, van Leeuwen 1984). */
function rootOf(parents: Int32Array, place: number): number {
  let at = place
  for (let parent = parents[at] ?? at; parent !== at; parent = parents[at] ?? at) {
    const above = parents[parent] ?? parent
    parents[at] = above
    at = above
  }
  return at
}

function join(parents: Int32Array, a: number, b: number): void {
  parents[rootOf(parents, b)] = rootOf(parents, a)
}
