import type { Point } from '../geometry/matrix.ts'
import type { Size } from '../raster.ts'

/** A closed outline: x, y, x, y... */
export type Ring = readonly number[]

/** Rings with less than this have no inside. Unit: square pixels. */
const smallestArea = 1e-9

/** Area of a ring, whichever way round it goes (shoelace formula). */
export function ringArea(ring: Ring): number {
  let twice = 0
  for (let at = 0; at < ring.length; at += 2) {
    const [x, y] = [ring[at] ?? 0, ring[at + 1] ?? 0]
    const next = (at + 2) % ring.length
    twice += x * (ring[next + 1] ?? 0) - (ring[next] ?? 0) * y
  }
  return Math.abs(twice) / 2
}

export function totalArea(rings: readonly Ring[]): number {
  return rings.reduce((sum, ring) => sum + ringArea(ring), 0)
}

/** How far a point lies on the wanted side of a line; negative on the other side. Linear in x and y. */
export type Side = (x: number, y: number) => number

/** The part of a ring on one side of a line (one step of Sutherland and Hodgman); empty when there is none. */
export function clipToSide(ring: Ring, side: Side): Ring {
  const out: number[] = []
  let [fromX, fromY] = [ring.at(-2) ?? 0, ring.at(-1) ?? 0]
  let from = side(fromX, fromY)
  for (let at = 0; at < ring.length; at += 2) {
    const [x, y] = [ring[at] ?? 0, ring[at + 1] ?? 0]
    const here = side(x, y)
    if (here >= 0 !== from >= 0) {
      const share = from / (from - here)
      out.push(fromX + share * (x - fromX), fromY + share * (y - fromY))
    }
    if (here >= 0) out.push(x, y)
    ;[fromX, fromY, from] = [x, y, here]
  }
  return out
}

export interface Rectangle {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export const wholeFrame = ({ width, height }: Size): Rectangle => ({
  left: 0,
  top: 0,
  right: width,
  bottom: height
})

/** The parts of rings inside a rectangle (Sutherland and Hodgman); those without area are left out. */
export function clipRings(rings: readonly Ring[], rectangle: Rectangle): readonly Ring[] {
  const { left, top, right, bottom } = rectangle
  const sides: readonly Side[] = [(x) => x - left, (x) => right - x, (_, y) => y - top, (_, y) => bottom - y]
  return rings
    .map((ring) => (isWithin(ring, rectangle) ? ring : sides.reduce(clipToSide, ring)))
    .filter((ring) => ringArea(ring) > smallestArea)
}

/** Why asked first: most outlines are whole, and clipping takes much longer than looking. */
function isWithin(ring: Ring, { left, top, right, bottom }: Rectangle): boolean {
  for (let at = 0; at < ring.length; at += 2) {
    const [x, y] = [ring[at] as number, ring[at + 1] as number]
    if (!(x >= left && x <= right && y >= top && y <= bottom)) return false
  }
  return true
}

/** Points are put between corners so that a bent map bends the outline: none further apart than `spacing`. */
export function subdivided(ring: Ring, spacing: number): Ring {
  const out: number[] = []
  for (let at = 0; at < ring.length; at += 2) {
    const [x, y] = [ring[at] ?? 0, ring[at + 1] ?? 0]
    const next = (at + 2) % ring.length
    const [dx, dy] = [(ring[next] ?? 0) - x, (ring[next + 1] ?? 0) - y]
    const parts = Math.max(1, Math.ceil(Math.hypot(dx, dy) / spacing))
    for (let part = 0; part < parts; part++) out.push(x + (part / parts) * dx, y + (part / parts) * dy)
  }
  return out
}

/** Every point of a ring through a function; undefined for points that have no image leaves them out. */
export function mapRing(ring: Ring, map: (point: Point) => Point | undefined): Ring {
  const out: number[] = []
  for (let at = 0; at < ring.length; at += 2) {
    const moved = map({ x: ring[at] ?? 0, y: ring[at + 1] ?? 0 })
    if (moved !== undefined) out.push(moved.x, moved.y)
  }
  return out
}

/** Whether a point lies inside a ring (even-odd rule). */
export function isInRing(ring: Ring, x: number, y: number): boolean {
  let isIn = false
  for (let at = 0; at < ring.length; at += 2) {
    const before = (at + ring.length - 2) % ring.length
    const [ax, ay] = [ring[at] ?? 0, ring[at + 1] ?? 0]
    const [bx, by] = [ring[before] ?? 0, ring[before + 1] ?? 0]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isIn = !isIn
  }
  return isIn
}
