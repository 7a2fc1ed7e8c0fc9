import { apportionCopies } from './apportionCopies.ts'

/** How much of a class a picture holds: 1 of its own class, or the number of objects. */
export interface Holding {
  /** Null for pictures without any class, which are balanced among themselves. */
  readonly className: string | null
  readonly n: number
}

export interface BalancedSource {
  readonly id: number
  /** Copies that it has already. */
  readonly next: number
  readonly holds: readonly Holding[]
}

/**
 * How many more copies each source gets so that every class comes to `target`: rare classes first, as a picture that is
 * drawn for one of them also adds to the others that it holds. Within a class the source with the fewest copies is next.
 * `have` is what there is of each class. In the order of the sources.
 */
export function balance(
  sources: readonly BalancedSource[],
  have: ReadonlyMap<string | null, number>,
  target: number
): readonly number[] {
  const copies = sources.map(() => 0)
  const there = new Map(have)
  for (const { className, holders } of rareFirst(sources)) {
    const missing = target - (there.get(className) ?? 0)
    if (missing <= 0) continue
    const counts = holders.map(({ place }) => (sources[place]?.next ?? 0) + (copies[place] ?? 0))
    const added = enough(counts, { holders, missing })
    holders.forEach(({ place }, index) => {
      const more = added[index] ?? 0
      copies[place] = (copies[place] ?? 0) + more
      for (const { className: name, n } of sources[place]?.holds ?? [])
        there.set(name, (there.get(name) ?? 0) + more * n)
    })
  }
  return copies
}

/** A source by its place, and how much of the class it holds. */
interface Holder {
  readonly place: number
  readonly n: number
}

interface ClassHolders {
  readonly className: string | null
  readonly holders: readonly Holder[]
}

function rareFirst(sources: readonly BalancedSource[]): readonly ClassHolders[] {
  const classes = new Map<string | null, { total: number; holders: Holder[] }>()
  sources.forEach(({ holds }, place) => {
    for (const { className, n } of holds) {
      const own = classes.get(className) ?? { total: 0, holders: [] }
      classes.set(className, own)
      own.total += n
      own.holders.push({ place, n })
    }
  })
  return [...classes]
    .sort(([a, { total: n }], [b, { total: m }]) => n - m || ((a ?? '') < (b ?? '') ? -1 : 1))
    .map(([className, { holders }]) => ({ className, holders }))
}

/**
 * The fewest copies, handed out as evenly as can be, that add `missing` objects. Why a search: a picture may hold
 * several, and handing out one more copy never takes one away from another source.
 */
function enough(
  counts: readonly number[],
  { holders, missing }: { readonly holders: readonly Holder[]; readonly missing: number }
): readonly number[] {
  const objectsOf = (added: readonly number[]): number =>
    added.reduce((sum, more, index) => sum + more * (holders[index]?.n ?? 0), 0)
  let [low, high] = [Math.ceil(missing / largest(holders)), missing]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (objectsOf(apportionCopies(counts, middle)) >= missing) high = middle
    else low = middle + 1
  }
  return apportionCopies(counts, low)
}

const largest = (holders: readonly Holder[]): number => holders.reduce((most, { n }) => Math.max(most, n), 1)
