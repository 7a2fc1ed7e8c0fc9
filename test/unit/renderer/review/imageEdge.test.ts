import { expect, it } from 'vitest'
import { imageEdge } from '../../../../renderer/review/imageEdge.ts'

it('asks for at least as many pixels as are shown', () => {
  for (let size = 64; size <= 320; size += 8) {
    for (const ratio of [1, 1.5, 2]) expect(imageEdge(size, ratio)).toBeGreaterThanOrEqual(size * ratio)
  }
})

it('asks for few different sizes', () => {
  const sizes = Array.from({ length: 257 }, (_, at) => imageEdge(64 + at, 1))
  expect(new Set(sizes).size).toBeLessThanOrEqual(6)
})
