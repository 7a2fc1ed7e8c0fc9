import type { Ring } from './rings.ts'

interface At {
  readonly x: number
  readonly y: number
}

/** Twice the area of the triangle a, b, c; above 0 where c lies to the right of a to b on the screen. */
const turn = (a: At, b: At, c: At): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

/** The convex hull, its corners one after the other (Andrew's monotone chain). */
function convexHull(points: readonly At[]): readonly At[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y)
  const half = (list: readonly At[]): At[] => {
    const chain: At[] = []
    for (const point of list) {
      for (;;) {
        const [before, last] = [chain.at(-2), chain.at(-1)]
        if (before === undefined || last === undefined || turn(before, last, point) > 0) break
        chain.pop()
      }
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

/** A rectangle as far as its axes reach. */
interface Turned {
  readonly area: number
  readonly corners: readonly At[]
}

/** The rectangle around a hull with one side along the direction (ux, uy) of length 1. */
function alongside(hull: readonly At[], ux: number, uy: number): Turned {
  let [low, high, near, far] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { x, y } of hull) {
    const [along, across] = [x * ux + y * uy, y * ux - x * uy]
    low = Math.min(low, along)
    high = Math.max(high, along)
    near = Math.min(near, across)
    far = Math.max(far, across)
  }
  const corner = (along: number, across: number): At => ({
    x: along * ux - across * uy,
    y: along * uy + across * ux
  })
  const corners = [corner(low, near), corner(high, near), corner(high, far), corner(low, far)]
  return { area: (high - low) * (far - near), corners }
}

/**
 * The rectangle of least area around points (x, y, x, y...), as four corners one after the other; undefined where they
 * have no area. One of its sides lies on a side of their hull, so each of those is tried.
 *
 * Convention: `like` are the four corners that it comes from; the first stays the first and they go the same way round,
 * as near as it can be.
 */
export function leastRectangle(points: Ring, like: Ring | undefined): Ring | undefined {
  const hull = convexHull(pointsOf(points))
  let least: Turned | undefined
  hull.forEach((from, index) => {
    const to = hull[(index + 1) % hull.length] ?? from
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    if (length === 0) return
    const tried = alongside(hull, (to.x - from.x) / length, (to.y - from.y) / length)
    // Why the margin: of equal ones the first counts, whatever the last digits say.
    if (least === undefined || tried.area < least.area * (1 - 1e-9)) least = tried
  })
  if (least === undefined || hull.length < 3) return undefined
  return inOrderOf(least.corners, like).flatMap(({ x, y }) => [x, y])
}

function pointsOf(ring: Ring): readonly At[] {
  return Array.from({ length: Math.floor(ring.length / 2) }, (_, index) => ({
    x: ring[2 * index] ?? 0,
    y: ring[2 * index + 1] ?? 0
  }))
}

/** The same corners, begun where and gone round as the others are, by the least sum of squared distances. */
function inOrderOf(corners: readonly At[], like: Ring | undefined): readonly At[] {
  if (like?.length !== 8) return corners
  const wanted = pointsOf(like)
  const orders = [corners, corners.toReversed()].flatMap((way) =>
    way.map((_, first) => [...way.slice(first), ...way.slice(0, first)])
  )
  const distance = (order: readonly At[]): number =>
    order.reduce((sum, { x, y }, index) => {
      const { x: toX, y: toY } = wanted[index] ?? { x, y }
      return sum + (x - toX) ** 2 + (y - toY) ** 2
    }, 0)
  return orders.reduce((best, order) => (distance(order) < distance(best) - 1e-9 ? order : best), corners)
}
