import type { Ring } from './rings.ts'

/**
 * A ring with fewer corners, none of those left out further than `tolerance` from it (Ramer, Douglas and Peucker). It is
 * split at its first corner and the one that lies farthest from it; a ring that has no inside any more is returned as
 * it was.
 */
export function simplified(ring: Ring, tolerance: number): Ring {
  const count = ring.length / 2
  if (count < 4) return ring
  const far = farthestFrom(ring, count)
  const isKept = new Uint8Array(count)
  isKept[0] = 1
  isKept[far] = 1
  const open: (readonly [number, number])[] = [
    [0, far],
    [far, count]
  ]
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [from, to] = part
    const at = farthestBetween(ring, { from, to, tolerance })
    if (at === undefined) continue
    isKept[at] = 1
    open.push([from, at], [at, to])
  }
  const kept = ring.filter((_, at) => isKept[at >> 1] === 1)
  return kept.length < 6 ? ring : kept
}

function farthestFrom(ring: Ring, count: number): number {
  let [best, most] = [0, -1]
  for (let corner = 1; corner < count; corner++) {
    const distance = Math.hypot(
      (ring[2 * corner] ?? 0) - (ring[0] ?? 0),
      (ring[2 * corner + 1] ?? 0) - (ring[1] ?? 0)
    )
    if (distance > most) [best, most] = [corner, distance]
  }
  return best
}

interface Part {
  readonly from: number
  /** One behind the last corner stands for the first. */
  readonly to: number
  readonly tolerance: number
}

/** The corner between two others that lies farthest from the line between them, when beyond the tolerance. */
function farthestBetween(ring: Ring, { from, to, tolerance }: Part): number | undefined {
  const count = ring.length / 2
  const [ax, ay] = [ring[2 * from] ?? 0, ring[2 * from + 1] ?? 0]
  const end = to % count
  const [dx, dy] = [(ring[2 * end] ?? 0) - ax, (ring[2 * end + 1] ?? 0) - ay]
  const squared = dx * dx + dy * dy
  let best: number | undefined
  let most = tolerance
  for (let corner = from + 1; corner < to; corner++) {
    const [x, y] = [(ring[2 * corner] ?? 0) - ax, (ring[2 * corner + 1] ?? 0) - ay]
    const along = squared === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / squared))
    const distance = Math.hypot(x - along * dx, y - along * dy)
    if (distance > most) [best, most] = [corner, distance]
  }
  return best
}
