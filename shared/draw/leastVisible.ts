import { mapAnnotations } from '../annotations/mapAnnotations.ts'
import type { Annotation } from '../annotations/types.ts'
import type { Op } from '../ops.ts'
import type { Size } from '../raster.ts'

/** Outlines that hold a thing most tightly come first; points say little of how much of it is left. */
const tightness = ['mask', 'polygon', 'rotatedBox', 'box', 'keypoints'] as const

/**
 * The smallest share of any object that is still to be seen after the operations, 0 when one is dropped; null where
 * nothing is marked. Of an object that is marked in several ways the tightest outline counts: the corners of a box leave
 * a picture long before the thing in it does.
 */
export function leastVisible(
  annotations: readonly Annotation[],
  ops: readonly Op[],
  size: Size
): number | null {
  if (annotations.length === 0) return null
  const { origins, visibleShares } = mapAnnotations(annotations, ops, size)
  const shares = new Map(origins.map((index, at) => [index, visibleShares[at] ?? 0]))
  let least = 1
  for (const index of tightest(annotations)) least = Math.min(least, shares.get(index) ?? 0)
  return least
}

/** Places of the annotations that stand for the objects. */
function tightest(annotations: readonly Annotation[]): Iterable<number> {
  const rank = (index: number): number => tightness.indexOf(annotations[index]?.kind ?? 'keypoints')
  const alone: number[] = []
  const best = new Map<number, number>()
  annotations.forEach(({ object }, index) => {
    if (object === undefined) {
      alone.push(index)
      return
    }
    const other = best.get(object)
    if (other === undefined || rank(index) < rank(other)) best.set(object, index)
  })
  return [...alone, ...best.values()]
}
