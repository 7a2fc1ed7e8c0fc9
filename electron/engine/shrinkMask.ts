import { runsFromToggles, togglesOf } from '../../shared/annotations/runs.ts'
import type { RunLengths } from '../../shared/annotations/types.ts'

/**
 * A mask with a longer side of `edge` pixels at most, over the same frame: each pixel is the one under its centre.
 * Smaller masks stay as they are. Takes time for the rows that are kept and the runs, not for all pixels.
 */
export function shrinkMask({ width, height, runs }: RunLengths, edge: number): RunLengths {
  const scale = Math.min(1, edge / Math.max(width, height))
  if (scale === 1) return { width, height, runs }
  const size = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale))
  }
  const toggles = togglesOf(runs)
  const kept: number[] = []
  let next = 0
  for (let row = 0; row < size.height; row++) {
    const start = Math.floor(((row + 0.5) * height) / size.height) * width
    while (next < toggles.length && (toggles[next] ?? 0) <= start) next++
    // Columns whose centre lies at or behind a change in this row begin there.
    const columns = next % 2 === 1 ? [0] : []
    for (let at = next; at < toggles.length && (toggles[at] ?? 0) < start + width; at++) {
      const change = (toggles[at] ?? 0) - start
      columns.push(Math.max(0, Math.ceil((change * size.width) / width - 0.5)))
    }
    if (columns.length % 2 === 1) columns.push(size.width)
    for (const column of columns) kept.push(row * size.width + Math.min(column, size.width))
  }
  return { ...size, runs: runsFromToggles(kept, size.width * size.height) }
}
