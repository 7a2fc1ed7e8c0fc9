import { CultivarError } from '../errors.ts'
import type { Size } from '../raster.ts'
import type { Ring } from './rings.ts'
import { runsFromToggles, togglesOf, transposed } from './runs.ts'
import type { RunLengths } from './types.ts'

/**
 * Masks as COCO writes them: runs column by column from the upper left corner, in turn outside and inside, as a list of
 * numbers or packed into text (cocodataset/cocoapi, common/maskApi.c: rleEncode, rleToString, rleFrString).
 */

/** COCO's runs as ours. Throws `bad-input` where they do not cover the picture exactly. */
export function maskFromColumns(counts: readonly number[], { width, height }: Size): RunLengths {
  checkRuns(counts, { width, height })
  return { width, height, runs: transposed(counts, height, width) }
}

/** Our runs as COCO's. */
export function columnsOf({ width, height, runs }: RunLengths): readonly number[] {
  return transposed(runs, width, height)
}

/** Runs by rows that another program counted. Throws `bad-input` where they do not cover the picture exactly. */
export function maskFromRows(counts: readonly number[], { width, height }: Size): RunLengths {
  checkRuns(counts, { width, height })
  return { width, height, runs: runsFromToggles(togglesOf(counts), width * height) }
}

function checkRuns(counts: readonly number[], { width, height }: Size): void {
  const wrong = counts.find((count) => !Number.isInteger(count) || count < 0)
  if (wrong !== undefined)
    throw new CultivarError('bad-input', `A run of the mask has the length ${wrong}; it must be 0 or more.`)
  const sum = counts.reduce((total, count) => total + count, 0)
  if (sum === width * height) return
  throw new CultivarError(
    'bad-input',
    `The runs of the mask cover ${sum} pixels, but the picture has ${width} x ${height}.`
  )
}

/**
 * Runs packed into text: 5 bits a character from the lowest, a sixth says that more follow; from the fourth run on the
 * difference to the run before the last. Throws `bad-input` for text that is none.
 */
export function parseCounts(text: string): number[] {
  const counts: number[] = []
  let at = 0
  while (at < text.length) {
    let value = 0
    let unit = 1
    for (let more = true; more; unit *= 32) {
      const code = text.charCodeAt(at++) - 48
      if (!(code >= 0 && code < 64) || unit > 2 ** 35)
        throw new CultivarError('bad-input', `The mask's text is damaged at character ${at}.`)
      value += (code & 31) * unit
      more = (code & 32) !== 0
      if (!more && (code & 16) !== 0) value -= unit * 32
    }
    const base = counts.length > 2 ? (counts[counts.length - 2] ?? 0) : 0
    counts.push(base + value)
  }
  return counts
}

export function formatCounts(counts: readonly number[]): string {
  const codes: string[] = []
  counts.forEach((count, index) => {
    let rest = index > 2 ? count - (counts[index - 2] ?? 0) : count
    for (let more = true; more;) {
      const low = rest & 31
      rest >>= 5
      more = (low & 16) !== 0 ? rest !== -1 : rest !== 0
      codes.push(String.fromCharCode(48 + low + (more ? 32 : 0)))
    }
  })
  return codes.join('')
}

/** Pixels inside. */
export function maskArea({ runs }: RunLengths): number {
  return runs.reduce((sum, length, index) => (index % 2 === 1 ? sum + length : sum), 0)
}

/** A byte for every pixel, row by row: 1 inside, 0 outside. */
export function pixelsOf({ width, height, runs }: RunLengths): Uint8Array {
  const pixels = new Uint8Array(width * height)
  const toggles = togglesOf(runs)
  for (let at = 0; at + 1 < toggles.length; at += 2) pixels.fill(1, toggles[at], toggles[at + 1])
  return pixels
}

/** The mask of all pixels that are not 0, row by row. */
export function maskFromPixels(pixels: ArrayLike<number>, { width, height }: Size): RunLengths {
  const toggles: number[] = []
  let isInside = false
  for (let at = 0; at < width * height; at++) {
    if ((pixels[at] !== 0) === isInside) continue
    toggles.push(at)
    isInside = !isInside
  }
  if (isInside) toggles.push(width * height)
  return { width, height, runs: runsFromToggles(toggles, width * height) }
}

/**
 * The pixels whose centres lie inside one ring or more (even-odd within a ring).
 *
 * Convention: rings in edge coordinates; what is outside the picture is cut off.
 */
export function maskFromRings(rings: readonly Ring[], { width, height }: Size): RunLengths {
  const rows = Array.from({ length: height }, (): number[][] => [])
  for (const ring of rings) {
    for (const [row, crossings] of crossingsOf(ring, height)) rows[row]?.push(spansOf(crossings, width))
  }
  const toggles = rows.flatMap((spans, row) => union(spans).map((x) => row * width + x))
  return { width, height, runs: runsFromToggles(toggles, width * height) }
}

/** For each row of pixels: where the ring crosses the line through their centres. */
function crossingsOf(ring: Ring, height: number): ReadonlyMap<number, number[]> {
  const rows = new Map<number, number[]>()
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length
    const [ax, ay, bx, by] = [ring[at] ?? 0, ring[at + 1] ?? 0, ring[next] ?? 0, ring[next + 1] ?? 0]
    const first = Math.max(0, Math.ceil(Math.min(ay, by) - 0.5))
    const end = Math.min(height, Math.ceil(Math.max(ay, by) - 0.5))
    for (let row = first; row < end; row++) {
      const x = ax + ((bx - ax) * (row + 0.5 - ay)) / (by - ay)
      const crossings = rows.get(row)
      if (crossings === undefined) rows.set(row, [x])
      else crossings.push(x)
    }
  }
  return rows
}

/** First pixel and end of every span between two crossings, in turn. */
function spansOf(crossings: number[], width: number): number[] {
  crossings.sort((a, b) => a - b)
  return crossings.map((x) => Math.min(width, Math.max(0, Math.ceil(x - 0.5))))
}

/** The spans of several rings in one row as one list without overlaps. */
function union(lists: readonly (readonly number[])[]): readonly number[] {
  if (lists.length < 2) return lists[0] ?? []
  const spans = lists
    .flatMap((list) =>
      list.flatMap((from, at) => (at % 2 === 0 ? [[from, list[at + 1] ?? from] as const] : []))
    )
    .sort(([a], [b]) => a - b)
  const out: number[] = []
  for (const [from, to] of spans) {
    const end = out.at(-1)
    if (end === undefined || from > end) out.push(from, to)
    else out[out.length - 1] = Math.max(end, to)
  }
  return out
}
