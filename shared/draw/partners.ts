import type { Rng } from './rng.ts'

/** Place of `hash` in an ascending list, or -1. */
function placeOf(sorted: readonly string[], hash: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? '') < hash) low = middle + 1
    else high = middle
  }
  return sorted[low] === hash ? low : -1
}

export interface PartnerPool {
  /** Content hashes in ascending order; the picture's own one may be among them and is never drawn. */
  readonly candidates: readonly string[]
  readonly own: string
}

/**
 * Draws `count` other sources, each as likely as any other and none twice while there are enough; [] when there is none.
 *
 * Convention: takes one number from the stream for each.
 */
export function drawPartners({ candidates, own }: PartnerPool, count: number, rng: Rng): readonly string[] {
  const ownPlace = placeOf(candidates, own)
  const others = candidates.length - (ownPlace < 0 ? 0 : 1)
  if (others <= 0) return []
  const isRepeating = others < count
  // Ascending places that must not be drawn (again).
  const taken = ownPlace < 0 ? [] : [ownPlace]
  return Array.from({ length: count }, () => {
    let place = Math.floor(rng.next() * (candidates.length - taken.length))
    for (const one of taken) if (place >= one) place++
    if (!isRepeating) taken.splice(taken.filter((one) => one < place).length, 0, place)
    return candidates[place] ?? ''
  })
}
