import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apportionCopies } from '../../../../electron/jobs/apportionCopies.ts'

const counts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 20 })
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

/** The definition, one copy at a time: the source with the fewest copies is next, the earlier one winning a tie. */
function oneByOne(start: readonly number[], more: number): readonly number[] {
  const now = [...start]
  for (let n = 0; n < more; n++) {
    const at = now.indexOf(Math.min(...now))
    now[at] = (now[at] ?? 0) + 1
  }
  return now.map((value, index) => value - (start[index] ?? 0))
}

describe('apportionCopies', () => {
  it('gives what handing out one copy at a time gives', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 200 }), (own, more) => {
        expect(apportionCopies(own, more)).toEqual(oneByOne(own, more))
      })
    )
  })

  it('hands out all of them, as evenly as can be', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 1e6 }), (own, more) => {
        const added = apportionCopies(own, more)
        expect(sum(added)).toBe(more)
        const after = own.map((count, index) => count + (added[index] ?? 0))
        const raised = after.filter((_, index) => (added[index] ?? 0) > 0)
        // Whoever got one lies at most one above anybody else.
        if (raised.length > 0) expect(Math.max(...raised) - Math.min(...after)).toBeLessThanOrEqual(1)
      })
    )
  })

  it('comes to the same when it was interrupted after any number of sources', () => {
    fc.assert(
      fc.property(counts, fc.nat(200), fc.nat(20), (own, more, sources) => {
        const whole = apportionCopies(own, more)
        const first = whole.map((n, index) => (index < sources ? n : 0))
        const between = own.map((n, index) => n + (first[index] ?? 0))
        const rest = apportionCopies(between, more - sum(first))
        expect(first.map((n, index) => n + (rest[index] ?? 0))).toEqual(whole)
      })
    )
  })

  it('has nothing to give to no source', () => {
    expect(apportionCopies([], 5)).toEqual([])
  })
})
