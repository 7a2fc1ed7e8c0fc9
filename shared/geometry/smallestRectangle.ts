import type { Ring } from '../annotations/rings.ts'

/**
 * The rectangle of the smallest area around points, turned as it has to be: one of its sides lies on a side of their
 * convex hull (Freeman and Shapira 1975).
 *
 * Convention: x, y pairs in, four corners x, y... around the rectangle out; of points on one line a rectangle without
 * area; undefined for no point.
 */
export function smallestRectangle(pairs: readonly number[]): Ring | undefined {
  const hull = convexHull(pairs)
  const [first] = hull
  if (first === undefined) return undefined
  let [best, least]: [Ring, number] = [[...first, ...first, ...first, ...first], Infinity]
  hull.forEach(([x, y], at) => {
    const [nextX, nextY] = hull[(at + 1) % hull.length] ?? first
    const length = Math.hypot(nextX - x, nextY - y)
    if (length === 0) return
    const along: Corner = [(nextX - x) / length, (nextY - y) / length]
    const found = rectangleAlong(hull, along)
    if (found.area < least) [best, least] = [found.corners, found.area]
  })
  return best
}

type Corner = readonly [number, number]

function rectangleAlong(
  hull: readonly Corner[],
  [ux, uy]: Corner
): { readonly corners: Ring; readonly area: number } {
  const along = hull.map(([x, y]) => x * ux + y * uy)
  const across = hull.map(([x, y]) => y * ux - x * uy)
  const [left, right] = [Math.min(...along), Math.max(...along)]
  const [top, bottom] = [Math.min(...across), Math.max(...across)]
  const corner = (u: number, v: number): Corner => [u * ux - v * uy, u * uy + v * ux]
  return {
    corners: [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)].flat(),
    area: (right - left) * (bottom - top)
  }
}

/** The corners of the convex hull, one after the other (Andrew's monotone chain). */
function convexHull(pairs: readonly number[]): readonly Corner[] {
  const points: Corner[] = []
  for (let at = 0; at + 1 < pairs.length; at += 2) points.push([pairs[at] ?? 0, pairs[at + 1] ?? 0])
  points.sort(([ax, ay], [bx, by]) => ax - bx || ay - by)
  const lower = chain(points)
  const upper = chain(points.toReversed())
  return points.length < 2 ? points : [...lower.slice(0, -1), ...upper.slice(0, -1)]
}

function chain(points: readonly Corner[]): readonly Corner[] {
  const kept: Corner[] = []
  for (const point of points) {
    while (kept.length > 1 && turn(kept.at(-2) ?? point, kept.at(-1) ?? point, point) <= 0) kept.pop()
    kept.push(point)
  }
  return kept
}

const turn = ([ax, ay]: Corner, [bx, by]: Corner, [cx, cy]: Corner): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
