import type { Ring } from './rings.ts'

/** Numbers in all rings up to which each one is joined at the place that is nearest of all. */
const fewNumbers = 8000
/** Pairs of corners that are compared to find where two rings are near. */
const comparedPairs = 1e6

/**
 * Several rings as one, joined by bridges without width that are walked there and back, as `merge_multi_segment` of
 * ultralytics (data/converter.py) does for files with one outline for an object.
 *
 * Convention: filled by the even-odd rule the one ring covers what all of them together do; so holes stay holes. Bridges
 * are as short as they can be up to some thousand corners, and go from ring to ring in their order beyond: masks full of
 * specks take time for their corners, not for all pairs of them.
 */
export function joinRings(rings: readonly Ring[]): Ring {
  const usable = rings.filter(({ length }) => length >= 6)
  const [first = [], ...rest] = usable
  const numbers = usable.reduce((sum, { length }) => sum + length, 0)
  return numbers <= fewNumbers ? rest.reduce(splice, first) : chained(usable)
}

/** A ring let into another at the corner that lies nearest. */
function splice(into: Ring, ring: Ring): Ring {
  const [at, from] = nearestCorners(into, ring)
  // To the corner, round the ring from there and back to it, and on.
  return [...into.slice(0, at + 2), ...stretch(ring, from, from), ...into.slice(at)]
}

/** From ring to ring: on each as far as to where the next one is near, and on the way back over what is left. */
function chained(rings: readonly Ring[]): Ring {
  const out: number[] = []
  const way: (readonly [enter: number, leave: number])[] = []
  let enter = 0
  rings.forEach((ring, index) => {
    const next = rings[index + 1]
    const [leave, nextEnter] = next === undefined ? [enter, 0] : nearestCorners(ring, next)
    way.push([enter, leave])
    // Round the last one, and on one that is left where it was entered no further than to that corner.
    const there =
      next !== undefined && leave === enter ? ring.slice(enter, enter + 2) : stretch(ring, enter, leave)
    for (const value of there) out.push(value)
    enter = nextEnter
  })
  for (let index = rings.length - 2; index >= 0; index--) {
    const [entered, left] = way[index] ?? [0, 0]
    for (const value of stretch(rings[index] ?? [], left, entered)) out.push(value)
  }
  return out
}

/** Corners from one to another, both with it; all the way round when they are the same. */
function stretch(ring: Ring, from: number, to: number): Ring {
  return from < to ? ring.slice(from, to + 2) : [...ring.slice(from), ...ring.slice(0, to + 2)]
}

/** Places of the two corners, one of each ring, that lie nearest to one another; of long rings of some of their corners. */
function nearestCorners(one: Ring, other: Ring): readonly [number, number] {
  const step = 2 * Math.max(1, Math.ceil(Math.sqrt((one.length * other.length) / 4 / comparedPairs)))
  let best: readonly [number, number] = [0, 0]
  let least = Infinity
  for (let a = 0; a < one.length; a += step) {
    for (let b = 0; b < other.length; b += step) {
      const [dx, dy] = [(one[a] ?? 0) - (other[b] ?? 0), (one[a + 1] ?? 0) - (other[b + 1] ?? 0)]
      const squared = dx * dx + dy * dy
      if (squared < least) {
        least = squared
        best = [a, b]
      }
    }
  }
  return best
}
