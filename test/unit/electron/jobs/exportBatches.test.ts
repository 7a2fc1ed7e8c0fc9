import { describe, expect, it } from 'vitest'
import { createBatches } from '../../../../electron/jobs/exportBatches.ts'
import type { Placed } from '../../../../electron/jobs/exportPlaces.ts'

/** `copies` pictures of each of `sources` sources; only what batches look at. */
function places(sources: number, copies: number): readonly Placed[] {
  return Array.from({ length: sources * copies }, (_, index) => ({
    file: String(index),
    item: { source: { id: Math.floor(index / copies) } }
  })) as unknown as readonly Placed[]
}

function all(of: readonly Placed[], threads: number): readonly (readonly Placed[])[] {
  const batches = createBatches(of, threads)
  const out: (readonly Placed[])[] = []
  for (let batch = batches.next(); batch.length > 0; batch = batches.next()) out.push(batch)
  return out
}

describe('batches of an export', () => {
  it('hold every picture once and in order', () => {
    for (const [sources, copies] of [
      [1, 1],
      [40, 15],
      [3, 500],
      [1000, 1]
    ] as const) {
      const of = places(sources, copies)
      expect(all(of, 2).flat()).toEqual(of)
    }
  })

  it('end at the border of a source when it has few variants', () => {
    for (const batch of all(places(40, 15), 2)) expect(batch.length % 15).toBe(0)
  })

  it('split a source with many, and are small at the end', () => {
    const sizes = all(places(1, 600), 2).map(({ length }) => length)
    // 600 / (4 x 2) = 75, but no more than 64.
    expect(sizes[0]).toBe(64)
    // No batch aims at fewer than 8, and the last one takes what would be a shorter one.
    expect(Math.max(...sizes.slice(-4))).toBeLessThanOrEqual(16)
  })
})
