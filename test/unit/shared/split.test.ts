import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apportion, assignSplits, type SplitSource, mixingBands, splitSeed } from '../../../shared/split.ts'

const hashOf = (n: number): string => createHash('sha256').update(String(n)).digest('hex')
const source = fc
  .record({ content: fc.nat(40), className: fc.constantFrom('cat', 'dog', 'Zebra', null) })
  .map(({ content, className }) => ({ contentHash: hashOf(content), className }))
const sources = fc
  .array(source, { maxLength: 80 })
  .map((all): readonly SplitSource[] => all.map((one, index) => ({ ...one, id: index + 1 })))
const share = fc.integer({ min: 0, max: 100 })
const shares = fc.tuple(share, share, share).filter(([a, b, c]) => a + b + c > 0)
const names = ['train', 'val', 'test'] as const

describe('apportion', () => {
  it('gives whole numbers that sum to the total, each within one of its share', () => {
    fc.assert(
      fc.property(fc.nat(10_000), shares, (total, parts) => {
        const sizes = apportion(total, parts)
        const sum = parts.reduce((a, b) => a + b, 0)
        expect(sizes.reduce((a, b) => a + b, 0)).toBe(total)
        sizes.forEach((size, i) => expect(Math.abs(size - ((parts[i] ?? 0) / sum) * total)).toBeLessThan(1))
        parts.forEach((part, i) => part === 0 && expect(sizes[i]).toBe(0))
      })
    )
  })

  it('gives the rest to the largest remainders', () => {
    // 10 by 80:15:5 is 8, 1.5 and 0.5: a tie for the one left, which the earlier part wins.
    expect(apportion(10, [80, 15, 5])).toEqual([8, 2, 0])
  })
})

describe('assignSplits', () => {
  it('puts every source into one split, and equal content into the same one', () => {
    fc.assert(
      fc.property(sources, shares, fc.nat(), (all, parts, seed) => {
        const assigned = assignSplits(all, parts, seed)
        expect([...assigned.keys()].sort((a, b) => a - b)).toEqual(all.map(({ id }) => id))
        const splitOf = new Map<string, unknown>()
        for (const { id, contentHash } of all) {
          const split = assigned.get(id)
          expect(names).toContain(split)
          expect(splitOf.get(contentHash) ?? split).toBe(split)
          splitOf.set(contentHash, split)
        }
      })
    )
  })

  it('gives every class its shares within one source', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), shares, fc.nat(), (cats, dogs, parts, seed) => {
        const all = Array.from({ length: cats + dogs }, (_, id) => ({
          id,
          contentHash: hashOf(id),
          className: id < cats ? 'cat' : 'dog'
        }))
        const assigned = assignSplits(all, parts, seed)
        const sum = parts.reduce((a, b) => a + b, 0)
        for (const [className, total] of [
          ['cat', cats],
          ['dog', dogs]
        ] as const) {
          names.forEach((name, i) => {
            const own = all.filter((one) => one.className === className && assigned.get(one.id) === name)
            expect(Math.abs(own.length - ((parts[i] ?? 0) / sum) * total)).toBeLessThan(1)
          })
        }
      })
    )
  })

  it('does not depend on the order of the sources', () => {
    const shuffled = sources.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length })
      )
    )
    fc.assert(
      fc.property(shuffled, shares, fc.nat(), ([all, other], parts, seed) => {
        const entries = (list: readonly SplitSource[]): unknown =>
          [...assignSplits(list, parts, seed)].sort(([a], [b]) => a - b)
        expect(entries(other)).toEqual(entries(all))
      })
    )
  })

  it('deals differently for another seed', () => {
    const all = Array.from({ length: 100 }, (_, id) => ({ id, contentHash: hashOf(id), className: 'cat' }))
    expect([...assignSplits(all, [50, 25, 25], 1)]).not.toEqual([...assignSplits(all, [50, 25, 25], 2)])
  })

  it('refuses shares of nothing', () => {
    expect(() => assignSplits([], [0, 0, 0], 1)).toThrow(RangeError)
  })
})

describe('mixingBands', () => {
  const sources = Array.from({ length: 400 }, (_, index) => ({
    id: index + 1,
    contentHash: (index * 2654435761).toString(16).padStart(16, '0').repeat(4),
    className: ['cat', 'dog'][index % 2] ?? null,
    split: null
  }))

  it('never tears a band apart by the usual shares, where classes are not small', () => {
    const bands = mixingBands(sources)
    for (const shares of [
      [80, 10, 10],
      [60, 20, 20],
      [80, 20, 0],
      [60, 40, 0],
      [90, 10, 0]
    ] as const) {
      const assigned = assignSplits(sources, shares, splitSeed)
      const splitsOfBand = new Map<string, Set<string>>()
      for (const { id } of sources) {
        const band = bands.get(id) ?? ''
        splitsOfBand.set(band, (splitsOfBand.get(band) ?? new Set()).add(assigned.get(id) ?? ''))
      }
      for (const own of splitsOfBand.values()) expect(own.size).toBe(1)
    }
  })

  it('takes the splits that sources came with', () => {
    const bands = mixingBands([
      { id: 1, contentHash: 'a'.repeat(64), className: null, split: 'test' },
      { id: 2, contentHash: 'b'.repeat(64), className: null, split: null }
    ])
    expect([...bands]).toEqual([
      [1, 'test'],
      [2, 'train']
    ])
  })
})
