import type { Ring } from './rings.ts'
import { togglesOf } from './runs.ts'
import type { RunLengths } from './types.ts'

/** A stretch of outline along a line between two rows of pixels. */
interface Stretch {
  readonly y: number
  readonly end: number
  /** Whether the outline goes down the picture behind it. */
  readonly goesDown: boolean
}

/** The stretches that begin at a corner: at most one to either side. */
interface Corner {
  right?: Stretch
  left?: Stretch
}

/**
 * The outlines of a mask along the edges of its pixels, without corners on straight lines. Outer ones go clockwise as the
 * picture is seen, those of holes the other way round. Pixels that touch at a corner only are not joined.
 *
 * Convention: edge coordinates. All rings together, filled by the even-odd rule, give exactly the mask again; where every
 * ring is filled alone, holes must be joined to their outline first: `joinRings`.
 */
export function traceMask(mask: RunLengths): readonly Ring[] {
  const rows = rowsOf(mask)
  const corners = new Map<number, Corner>()
  const columns = new Map<number, number[]>()
  const stride = mask.width + 1
  for (let y = 0; y <= mask.height; y++)
    addLine(rows[y - 1] ?? [], rows[y] ?? [], { y, stride, corners, columns })
  const rings: Ring[] = []
  for (const [key, corner] of corners) {
    for (let next = corner.right ?? corner.left; next !== undefined; next = corner.right ?? corner.left) {
      rings.push(walk(key, { corners, columns, stride }))
    }
  }
  return rings
}

/** For every row the places where it changes between outside and inside. */
function rowsOf({ width, height, runs }: RunLengths): readonly (readonly number[])[] {
  const rows = Array.from({ length: height }, (): number[] => [])
  const toggles = togglesOf(runs)
  for (let pair = 0; pair + 1 < toggles.length; pair += 2) {
    const [from, to] = [toggles[pair] ?? 0, toggles[pair + 1] ?? 0]
    for (let y = Math.floor(from / width); y * width < to; y++) {
      rows[y]?.push(Math.max(0, from - y * width), Math.min(width, to - y * width))
    }
  }
  return rows
}

interface Outline {
  readonly corners: Map<number, Corner>
  /** For every x the lines at which an outline has a corner there, ascending. */
  readonly columns: Map<number, number[]>
  readonly stride: number
}

/** The stretches between two rows: where one of them is inside and the other is not. */
function addLine(
  above: readonly number[],
  below: readonly number[],
  { y, stride, corners, columns }: Outline & { readonly y: number }
): void {
  let [a, b, from] = [0, 0, 0]
  while (a < above.length || b < below.length) {
    const x = Math.min(above[a] ?? Infinity, below[b] ?? Infinity)
    const [isAbove, isBelow] = [a % 2 === 1, b % 2 === 1]
    const [turnsAbove, turnsBelow] = [above[a] === x, below[b] === x]
    if (isAbove !== isBelow) {
      // To the right along the upper border of something, to the left along a lower one.
      if (isBelow) cornerAt(corners, y * stride + from).right = { y, end: x, goesDown: turnsBelow }
      else cornerAt(corners, y * stride + x).left = { y, end: from, goesDown: !startsAt(above, from) }
      noteCorner(columns, from, y)
      noteCorner(columns, x, y)
    }
    if (turnsAbove) a++
    if (turnsBelow) b++
    from = x
  }
}

/** Whether a row changes at x; the rows are short, and sorted. */
function startsAt(row: readonly number[], x: number): boolean {
  return row[lowerBound(row, x)] === x
}

function cornerAt(corners: Map<number, Corner>, key: number): Corner {
  const found = corners.get(key) ?? {}
  corners.set(key, found)
  return found
}

function noteCorner(columns: Map<number, number[]>, x: number, y: number): void {
  const lines = columns.get(x)
  if (lines === undefined) columns.set(x, [y])
  else if (lines.at(-1) !== y) lines.push(y)
}

/** One ring from a corner on; its stretches are taken out. Always turns right where two outlines meet. */
function walk(start: number, { corners, columns, stride }: Outline): Ring {
  const ring: number[] = []
  let key = start
  let cameDown = false
  for (;;) {
    const taken = takeStretch(corners.get(key), cameDown)
    if (taken === undefined) return ring
    const { y, end, goesDown }: Stretch = taken
    const lines = columns.get(end) ?? []
    const nextY = lines[lowerBound(lines, y) + (goesDown ? 1 : -1)] ?? y
    ring.push(key % stride, y, end, y)
    key = nextY * stride + end
    cameDown = goesDown
  }
}

function takeStretch(corner: Corner | undefined, cameDown: boolean): Stretch | undefined {
  if (corner === undefined) return undefined
  const side = corner.right === undefined || (cameDown && corner.left !== undefined) ? 'left' : 'right'
  const stretch = corner[side]
  delete corner[side]
  return stretch
}

/** The first place in a sorted list whose value is not below `value`. */
function lowerBound(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1
    else high = middle
  }
  return low
}
