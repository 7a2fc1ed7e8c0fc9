import type { Size } from '../../../../shared/raster.ts'

/** Scan lines in each row of pixels; across, coverage is exact. */
const lines = 4

/**
 * How much of each pixel lies inside the rings (edge coordinates; x, y, x, y...; even-odd), 0..1, row by row.
 */
export function coverage(rings: readonly (readonly number[])[], { width, height }: Size): Float32Array {
  const covered = new Float32Array(width * height)
  for (let line = 0; line < height * lines; line++) {
    const crossings = crossingsAt(rings, (line + 0.5) / lines)
    const row = Math.floor(line / lines) * width
    for (let at = 0; at + 1 < crossings.length; at += 2) {
      addSpan(covered, { row, width, from: crossings[at] as number, to: crossings[at + 1] as number })
    }
  }
  return covered
}

/** Where the outlines cross a scan line, ascending. */
function crossingsAt(rings: readonly (readonly number[])[], y: number): readonly number[] {
  const crossings: number[] = []
  for (const ring of rings) {
    for (let at = 0; at < ring.length; at += 2) {
      const next = (at + 2) % ring.length
      const [x0, y0] = [ring[at] as number, ring[at + 1] as number]
      const [x1, y1] = [ring[next] as number, ring[next + 1] as number]
      if (y0 <= y !== y1 <= y) crossings.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0))
    }
  }
  return crossings.sort((a, b) => a - b)
}

interface Span {
  readonly row: number
  readonly width: number
  readonly from: number
  readonly to: number
}

function addSpan(covered: Float32Array, { row, width, from, to }: Span): void {
  const [left, right] = [Math.max(0, from), Math.min(width, to)]
  for (let x = Math.floor(left); x < right; x++) {
    const share = Math.min(right, x + 1) - Math.max(left, x)
    covered[row + x] = (covered[row + x] as number) + share / lines
  }
}
