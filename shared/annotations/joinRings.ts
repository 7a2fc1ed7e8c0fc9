import type { Ring } from './rings.ts'

/**
 * Several rings as one: each next one is spliced in at the corner that lies nearest, there and back over a bridge without
 * width, as `merge_multi_segment` of ultralytics (data/converter.py) does for files with one outline for an object.
 *
 * Convention: filled by the even-odd rule the one ring covers what all of them together do; so holes stay holes.
 */
export function joinRings(rings: readonly Ring[]): Ring {
  const [first = [], ...rest] = rings.filter(({ length }) => length >= 6)
  return rest.reduce(splice, first)
}

function splice(into: Ring, ring: Ring): Ring {
  const [at, from] = nearestCorners(into, ring)
  // To the corner, round the ring from there and back to it, and on.
  return [...into.slice(0, at + 2), ...ring.slice(from), ...ring.slice(0, from + 2), ...into.slice(at)]
}

/** Places of the two corners, one of each ring, that lie nearest to one another. */
function nearestCorners(one: Ring, other: Ring): readonly [number, number] {
  let best: readonly [number, number] = [0, 0]
  let least = Infinity
  for (let a = 0; a < one.length; a += 2) {
    for (let b = 0; b < other.length; b += 2) {
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
