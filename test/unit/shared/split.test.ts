import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apportion, assignSplits, type SplitSource, mixingBands, splitSeed } from '../../../shared/split.ts'

const hashOf = (n: number): string => createHash('sha256').update(String(n)).digest('hex')
const className = fc.constantFrom('cat', 'dog', 'Zebra', null)
const source = fc
  .record({
    content: fc.nat(40),
    className,
    classNames: fc.uniqueArray(fc.constantFrom('cat', 'tree', 'bus'), { maxLength: 2 })
  })
  .map(({ content, ...classes }) => ({
    ...classes,
    contentHash: hashOf(content),
    // Half of the contents come in groups.
    ...(content < 20 ? { group: `group ${content % 6}` } : {})
  }))
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

  it('keeps groups together, and the shares where groups are small', () => {
    const grouped = fc
      .array(fc.nat(15), { minLength: 1, maxLength: 80 })
      .map((groups): readonly SplitSource[] =>
        groups.map((group, index) => ({
          id: index + 1,
          contentHash: hashOf(index),
          className: group % 2 === 0 ? 'cat' : 'dog',
          group: `group ${group}`
        }))
      )
    fc.assert(
      fc.property(grouped, shares, fc.nat(), (all, parts, seed) => {
        const assigned = assignSplits(all, parts, seed)
        expect(assigned.size).toBe(all.length)
        const byGroup = Map.groupBy(all, ({ group }) => group)
        for (const own of byGroup.values())
          expect(new Set(own.map(({ id }) => assigned.get(id))).size).toBe(1)
        const sum = parts.reduce((a, b) => a + b, 0)
        for (const className of ['cat', 'dog']) {
          const total = all.filter((one) => one.className === className)
          const largest = Math.max(0, ...[...byGroup.values()].map((own) => own.length))
          names.forEach((name, i) => {
            const own = total.filter(({ id }) => assigned.get(id) === name)
            // At each of its two borders half a group at most too many or too few, and less than one by rounding.
            const off = Math.abs(own.length - ((parts[i] ?? 0) / sum) * total.length)
            expect(off).toBeLessThan(largest + 1)
            if (parts[i] === 0) expect(own).toEqual([])
          })
        }
      })
    )
  })

  it('gives exact shares when there are single pictures besides the groups', () => {
    const all = Array.from({ length: 100 }, (_, id) => ({
      id,
      contentHash: hashOf(id),
      className: 'cat',
      ...(id < 50 ? { group: `frames ${id % 2}` } : {})
    }))
    const assigned = assignSplits(all, [60, 20, 20], 7)
    expect(names.map((name) => all.filter(({ id }) => assigned.get(id) === name).length)).toEqual([
      60, 20, 20
    ])
  })

  it('deals a picture of several classes out by the rarest of them', () => {
    // 40 pictures with people; the first 10 also hold a bus, 5 of those a tram, too.
    const all = Array.from({ length: 40 }, (_, id) => ({
      id,
      contentHash: hashOf(id),
      className: null,
      classNames: ['person', ...(id < 10 ? ['bus'] : []), ...(id < 5 ? ['tram'] : [])]
    }))
    for (let seed = 0; seed < 20; seed++) {
      const assigned = assignSplits(all, [60, 20, 20], seed)
      const count = (from: number, to: number, name: string): number =>
        all.slice(from, to).filter(({ id }) => assigned.get(id) === name).length
      // 60, 20 and 20 percent of the 5 with a tram, the other 5 with a bus, and the 30 with neither.
      expect(names.map((name) => count(0, 5, name))).toEqual([3, 1, 1])
      expect(names.map((name) => count(5, 10, name))).toEqual([3, 1, 1])
      expect(names.map((name) => count(10, 40, name))).toEqual([18, 6, 6])
    }
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

  it('never tears a band apart by the usual shares, where sources come in groups', () => {
    const grouped = sources.map((source) => ({
      ...source,
      group: `g${source.id % 2} ${Math.floor(source.id / 9)}`
    }))
    const bands = mixingBands(grouped)
    for (const shares of [
      [80, 10, 10],
      [60, 20, 20],
      [90, 10, 0]
    ] as const) {
      const assigned = assignSplits(grouped, shares, splitSeed)
      const splitsOfBand = Map.groupBy(grouped, ({ id }) => bands.get(id))
      for (const own of splitsOfBand.values())
        expect(new Set(own.map(({ id }) => assigned.get(id))).size).toBe(1)
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
