import { describe, expect, it } from 'vitest'
import {
  layOut,
  lineAt,
  lineOfPosition,
  moved,
  pagesOfLines,
  rowOfLine,
  rowOfPosition,
  sourcesOfPage
} from '../../../../renderer/review/gridLayout.ts'

// Three sources with 5, 2 and 4 variants in lines of 3: 2 + 1 + 2 = 5 lines, 11 variants.
//   line 0: 0 1 2   line 1: 3 4   line 2: 5 6   line 3: 7 8 9   line 4: 10
const layout = layOut(
  [
    { sourceId: 10, variants: 5 },
    { sourceId: 20, variants: 2 },
    { sourceId: 30, variants: 4 }
  ],
  3
)

describe('the layout of the review grid', () => {
  it('counts lines and variants', () => {
    expect(layout.lines).toBe(5)
    expect(layout.variants).toBe(11)
  })

  it('puts every position into exactly one line', () => {
    const seen = Array.from({ length: layout.lines }, (_, line) => lineAt(layout, line)).flatMap(
      ({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)
    )
    expect(seen).toEqual(Array.from({ length: 11 }, (_, position) => position))
  })

  it('finds the line of a position and back', () => {
    for (let position = 0; position < layout.variants; position++) {
      const { from, to, row } = lineAt(layout, lineOfPosition(layout, position))
      expect(position).toBeGreaterThanOrEqual(from)
      expect(position).toBeLessThan(to)
      expect(row).toBe(rowOfPosition(layout, position))
    }
  })

  it('marks the first line of each source', () => {
    expect([0, 1, 2, 3, 4].map((line) => lineAt(layout, line).isFirst)).toEqual([
      true,
      false,
      true,
      true,
      false
    ])
    expect([0, 1, 2, 3, 4].map((line) => rowOfLine(layout, line))).toEqual([0, 0, 1, 2, 2])
  })

  it('passes over sources without variants', () => {
    const holed = layOut(
      [
        { sourceId: 1, variants: 0 },
        { sourceId: 2, variants: 1 },
        { sourceId: 3, variants: 0 },
        { sourceId: 4, variants: 1 }
      ],
      3
    )
    expect(holed.lines).toBe(2)
    expect([0, 1].map((position) => rowOfPosition(holed, position))).toEqual([1, 3])
    expect([0, 1].map((line) => rowOfLine(holed, line))).toEqual([1, 3])
  })
})

describe('moving in the review grid', () => {
  it('goes through all variants to the right and stops at the end', () => {
    expect(moved(layout, 4, 'right', 2)).toBe(5)
    expect(moved(layout, 10, 'right', 2)).toBe(10)
    expect(moved(layout, 0, 'left', 2)).toBe(0)
  })

  it('keeps its column downwards, or takes the last one of a shorter line', () => {
    expect(moved(layout, 1, 'down', 2)).toBe(4)
    expect(moved(layout, 2, 'down', 2)).toBe(4)
    expect(moved(layout, 8, 'up', 2)).toBe(6)
    expect(moved(layout, 9, 'down', 2)).toBe(10)
  })

  it('moves by screens within the grid', () => {
    expect(moved(layout, 0, 'pageDown', 3)).toBe(7)
    expect(moved(layout, 0, 'pageDown', 99)).toBe(10)
    expect(moved(layout, 10, 'pageUp', 99)).toBe(0)
  })

  it('knows the ends of a line and of all', () => {
    expect(moved(layout, 8, 'lineStart', 2)).toBe(7)
    expect(moved(layout, 8, 'lineEnd', 2)).toBe(9)
    expect(moved(layout, 8, 'start', 2)).toBe(0)
    expect(moved(layout, 8, 'end', 2)).toBe(10)
  })
})

describe('pages of the review grid', () => {
  it('hold consecutive sources', () => {
    expect(sourcesOfPage(layout, 0, 2)).toEqual([10, 20])
    expect(sourcesOfPage(layout, 1, 2)).toEqual([30])
  })

  it('are found from lines, each once, without lines that do not exist', () => {
    expect(pagesOfLines(layout, [4, 0, 1, -3, 99], 2)).toEqual([0, 1])
  })
})

it('lays out a hundred thousand sources with a million variants', () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => ({ sourceId: index + 1, variants: 10 }))
  const large = layOut(rows, 8)
  expect(large.variants).toBe(1_000_000)
  expect(large.lines).toBe(200_000)
  expect(rowOfPosition(large, 999_999)).toBe(99_999)
})
