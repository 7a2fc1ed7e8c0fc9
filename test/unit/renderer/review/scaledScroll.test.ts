import { expect, it } from 'vitest'
import { offsetShowing, scrollRatio, tallestPx } from '../../../../renderer/review/scaledScroll.ts'

it('does not scale what a browser can lay out', () => {
  expect(scrollRatio(tallestPx, 800)).toBe(1)
})

it('reaches the last pixel of a taller grid at the end of the scroll bar', () => {
  const total = 78_000_000
  const view = 800
  expect((tallestPx - view) * scrollRatio(total, view)).toBeCloseTo(total - view, 3)
})

it('moves only as far as a line needs to be in sight', () => {
  const view = { offset: 100, viewPx: 300 }
  expect(offsetShowing(150, 50, view)).toBe(100)
  expect(offsetShowing(40, 50, view)).toBe(40)
  // The line ends at 460; the last 300 pixels up to there begin at 160.
  expect(offsetShowing(410, 50, view)).toBe(160)
})
