import type { Placed } from './exportPlaces.ts'

/** Pictures in one message, at most. */
const maxItems = 64
const minItems = 8

/**
 * Hands out the pictures in batches of neighbours. The variants of a source stay together, so that one thread decodes it
 * once; batches become smaller towards the end, so that the threads end together.
 */
export function createBatches(
  places: readonly Placed[],
  threads: number
): { readonly next: () => readonly Placed[] } {
  let at = 0
  return {
    next: () => {
      const left = places.length - at
      const aim = Math.min(maxItems, Math.max(minItems, Math.ceil(left / (4 * threads))))
      const start = at
      at = endOf(places, start, aim)
      return places.slice(start, at)
    }
  }
}

/** End of a batch from `start` of about `aim` pictures, at the border of a source when there is one not far away. */
function endOf(places: readonly Placed[], start: number, aim: number): number {
  const limit = Math.min(places.length, start + aim)
  const sourceAt = (index: number): number | undefined => places[index]?.item.source.id
  if (limit === places.length) return limit
  for (let end = limit; end <= Math.min(places.length, start + 2 * aim); end++) {
    if (sourceAt(end) !== sourceAt(end - 1)) return end
  }
  return limit
}
