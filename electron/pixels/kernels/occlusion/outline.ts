import type { Size } from '../../../../shared/raster.ts'

type Coordinates = readonly number[]

/**
 * A polygon cut off at the borders of a raster (Sutherland and Hodgman 1974), x, y, x, y...; undefined when nothing
 * is left. Sides along a border may double back on themselves, which covers no area.
 */
export function clippedOutline(points: Coordinates, { width, height }: Size): Float64Array | undefined {
  let cut = points
  cut = clipped(cut, { axis: 0, limit: 0, sign: 1 })
  cut = clipped(cut, { axis: 0, limit: width, sign: -1 })
  cut = clipped(cut, { axis: 1, limit: 0, sign: 1 })
  cut = clipped(cut, { axis: 1, limit: height, sign: -1 })
  return cut.length < 6 ? undefined : Float64Array.from(cut)
}

/** Keeps what has `sign * (coordinate - limit) >= 0`. */
interface HalfPlane {
  readonly axis: 0 | 1
  readonly limit: number
  readonly sign: 1 | -1
}

function clipped(points: Coordinates, { axis, limit, sign }: HalfPlane): Coordinates {
  const out: number[] = []
  const count = Math.floor(points.length / 2)
  for (let k = 0; k < count; k++) {
    const next = (k + 1) % count
    const from = [points[2 * k] as number, points[2 * k + 1] as number] as const
    const to = [points[2 * next] as number, points[2 * next + 1] as number] as const
    const depth = sign * (from[axis] - limit)
    const nextDepth = sign * (to[axis] - limit)
    if (depth >= 0) out.push(from[0], from[1])
    if (depth >= 0 === nextDepth >= 0) continue
    const t = depth / (depth - nextDepth)
    const crossing: [number, number] = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]
    crossing[axis] = limit
    out.push(...crossing)
  }
  return out
}
