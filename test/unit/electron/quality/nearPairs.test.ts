import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearGroups } from '../../../../electron/quality/nearGroups.ts'
import { hashDistance, nearDistance, nearPairs } from '../../../../electron/quality/nearPairs.ts'

/** Bit by bit, with whole numbers of any length. */
function slowDistance(a: string, b: string): number {
  return Array.from((BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2)).filter((bit) => bit === '1').length
}

const flip = (hash: string, bits: readonly number[]): string =>
  bits
    .reduce((value, bit) => value ^ (1n << BigInt(bit)), BigInt(`0x${hash}`))
    .toString(16)
    .padStart(64, '0')

const digits = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789abcdef')),
  minLength: 64,
  maxLength: 64
})
/** Hashes with neighbours at all distances around the limit. */
const family = fc
  .tuple(digits, fc.array(fc.uniqueArray(fc.nat(255), { maxLength: 20 }), { maxLength: 8 }))
  .map(([hash, changes]) => [hash, ...changes.map((bits) => flip(hash, bits))])
const hashes = fc.array(family, { maxLength: 5 }).map((families) => [...new Set(families.flat())])

describe('nearPairs', () => {
  it('finds the pairs that comparing all with all finds', () => {
    fc.assert(
      fc.property(hashes, (all) => {
        const expected = all.flatMap((a, first) =>
          all.slice(first + 1).flatMap((b, offset) => {
            const distance = slowDistance(a, b)
            return distance <= nearDistance ? [{ first, second: first + 1 + offset, distance }] : []
          })
        )
        const found = [...nearPairs(all)].sort((a, b) => a.first - b.first || a.second - b.second)
        expect(found).toEqual(expected)
      })
    )
  })

  it('counts the bits in which two hashes differ', () => {
    expect(hashDistance('0'.repeat(64), 'f'.repeat(64))).toBe(256)
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        expect(hashDistance(a, b)).toBe(slowDistance(a, b))
      })
    )
  })

  it('finds the pairs of 100,000 hashes in a few seconds', () => {
    let state = 1
    const next = (): string =>
      Array.from({ length: 8 }, () => {
        // Xorshift (Marsaglia 2003).
        state ^= state << 13
        state ^= state >>> 17
        state ^= state << 5
        return (state >>> 0).toString(16).padStart(8, '0')
      }).join('')
    const all = Array.from({ length: 100_000 }, next)
    all[99_999] = flip(all[0] ?? '', [0, 17, 34, 51, 68, 85, 102, 119, 136, 153, 170, 187, 204, 221, 238])
    const began = performance.now()
    expect([...nearPairs(all)]).toEqual([{ first: 0, second: 99_999, distance: 15 }])
    expect(performance.now() - began).toBeLessThan(10_000)
  })
})

describe('nearGroups', () => {
  const hash = '0123456789abcdef'.repeat(4)
  const bits = (from: number, count: number): readonly number[] =>
    Array.from({ length: count }, (_, index) => from + index)

  it('joins what is near through a third picture, and what has the same content', () => {
    const far = flip(hash, bits(0, 20))
    const between = flip(hash, bits(0, 10))
    const groups = nearGroups([
      { contentHash: 'c', perceptualHash: hash },
      { contentHash: 'b', perceptualHash: far },
      { contentHash: 'e', perceptualHash: null },
      { contentHash: 'a', perceptualHash: between },
      { contentHash: 'e', perceptualHash: null },
      { contentHash: 'd', perceptualHash: flip(hash, bits(100, 80)) }
    ])
    expect(groups).toEqual(['a', 'a', 'e', 'a', 'e', 'd'])
    const apart = nearGroups([
      { contentHash: 'c', perceptualHash: hash },
      { contentHash: 'b', perceptualHash: far }
    ])
    expect(apart).toEqual(['c', 'b'])
  })

  it('leaves pictures without a hash alone', () => {
    const pictures = ['a', 'b', 'c'].map((contentHash) => ({ contentHash, perceptualHash: null }))
    expect(nearGroups(pictures)).toEqual(['a', 'b', 'c'])
  })

  it('names the same groups whatever the order', () => {
    const picture = fc.record({
      contentHash: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      perceptualHash: fc.option(
        fc.constantFrom(hash, flip(hash, [3]), flip(hash, bits(0, 18)), flip(hash, bits(0, 99)))
      )
    })
    fc.assert(
      fc.property(fc.array(picture, { maxLength: 12 }), (pictures) => {
        const groups = nearGroups(pictures)
        expect(nearGroups(pictures.toReversed())).toEqual(groups.toReversed())
      })
    )
  })
})
