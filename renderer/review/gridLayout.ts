import type { ReviewRow } from '../../shared/api/contract.ts'

/**
 * The review grid as arithmetic. A *row* is a source with its variants; it takes as many *lines* of the screen as its
 * variants need. A *position* counts variants through all rows, from 0.
 */
export interface GridLayout {
  readonly rows: readonly ReviewRow[]
  readonly columns: number
  /** Position of the first variant of each row; one entry more than rows. */
  readonly firstPosition: Int32Array
  /** First line of each row; one entry more than rows. */
  readonly firstLine: Int32Array
  readonly variants: number
  readonly lines: number
}

export function layOut(rows: readonly ReviewRow[], columns: number): GridLayout {
  const firstPosition = new Int32Array(rows.length + 1)
  const firstLine = new Int32Array(rows.length + 1)
  let position = 0
  let line = 0
  for (const [index, { variants }] of rows.entries()) {
    position += variants
    line += Math.ceil(variants / columns)
    firstPosition[index + 1] = position
    firstLine[index + 1] = line
  }
  return { rows, columns, firstPosition, firstLine, variants: position, lines: line }
}

/** Index of the last entry that is not above `value`, by halving; empty rows before it are passed over. */
function lastNotAbove(starts: Int32Array, value: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= value) low = middle
    else high = middle - 1
  }
  return low
}

export const rowOfLine = ({ firstLine }: GridLayout, line: number): number => lastNotAbove(firstLine, line)

export const rowOfPosition = ({ firstPosition }: GridLayout, position: number): number =>
  lastNotAbove(firstPosition, position)

export interface Line {
  readonly row: number
  /** Whether it is the first line of its row. */
  readonly isFirst: boolean
  /** Positions from `from` up to but without `to`. */
  readonly from: number
  readonly to: number
}

export function lineAt(layout: GridLayout, line: number): Line {
  const row = rowOfLine(layout, line)
  const within = line - (layout.firstLine[row] ?? 0)
  const start = layout.firstPosition[row] ?? 0
  const end = layout.firstPosition[row + 1] ?? start
  const from = start + within * layout.columns
  return { row, isFirst: within === 0, from, to: Math.min(from + layout.columns, end) }
}

export function lineOfPosition(layout: GridLayout, position: number): number {
  const row = rowOfPosition(layout, position)
  const within = position - (layout.firstPosition[row] ?? 0)
  return (layout.firstLine[row] ?? 0) + Math.floor(within / layout.columns)
}

export type Move =
  'left' | 'right' | 'up' | 'down' | 'lineStart' | 'lineEnd' | 'start' | 'end' | 'pageUp' | 'pageDown'

function vertical(layout: GridLayout, position: number, by: number): number {
  const line = lineOfPosition(layout, position)
  const column = position - lineAt(layout, line).from
  const target = lineAt(layout, Math.min(Math.max(line + by, 0), layout.lines - 1))
  return Math.min(target.from + column, target.to - 1)
}

/** The position that a movement leads to; it stops at the ends. `pageLines` is how many lines fit on the screen. */
export function moved(layout: GridLayout, position: number, move: Move, pageLines: number): number {
  const last = layout.variants - 1
  const line = lineAt(layout, lineOfPosition(layout, position))
  switch (move) {
    case 'left':
      return Math.max(0, position - 1)
    case 'right':
      return Math.min(last, position + 1)
    case 'up':
      return vertical(layout, position, -1)
    case 'down':
      return vertical(layout, position, 1)
    case 'pageUp':
      return vertical(layout, position, -pageLines)
    case 'pageDown':
      return vertical(layout, position, pageLines)
    case 'lineStart':
      return line.from
    case 'lineEnd':
      return line.to - 1
    case 'start':
      return 0
    case 'end':
      return last
  }
}

/** Ids of the sources of a page of `size` rows. */
export function sourcesOfPage({ rows }: GridLayout, page: number, size: number): readonly number[] {
  return rows.slice(page * size, (page + 1) * size).map(({ sourceId }) => sourceId)
}

/** Pages that hold the rows of the given lines, ascending. */
export function pagesOfLines(layout: GridLayout, lines: readonly number[], size: number): readonly number[] {
  const pages = lines
    .filter((line) => line >= 0 && line < layout.lines)
    .map((line) => Math.floor(rowOfLine(layout, line) / size))
  return [...new Set(pages)].toSorted((a, b) => a - b)
}
