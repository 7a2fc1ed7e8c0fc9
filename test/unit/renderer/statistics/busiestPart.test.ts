import { expect, it } from 'vitest'
import { busiestPart } from '../../../../renderer/statistics/HeatMap.tsx'

it('says in words where most boxes lie', () => {
  const counts = Array.from({ length: 36 }, () => 1)
  // Of 6 x 6 cells the last row's first two are the left of the bottom.
  counts[30] = 9
  expect(busiestPart({ side: 6, counts })).toBe('bottom left')
  counts[15] = 99
  expect(busiestPart({ side: 6, counts })).toBe('middle centre')
})
