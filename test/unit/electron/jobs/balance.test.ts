import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apportionCopies } from '../../../../electron/jobs/apportionCopies.ts'
import { balance, type BalancedSource } from '../../../../electron/jobs/balance.ts'

const names = ['car', 'bus', 'tram', null] as const
const holding = fc.record({ className: fc.constantFrom(...names), n: fc.integer({ min: 1, max: 9 }) })
const sources = fc
  .array(
    fc.record({
      next: fc.nat(5),
      holds: fc.uniqueArray(holding, { minLength: 1, maxLength: 3, selector: ({ className }) => className })
    }),
    { minLength: 1, maxLength: 15 }
  )
  .map((all): readonly BalancedSource[] => all.map((one, id) => ({ ...one, id })))
const have = fc
  .array(fc.nat(30), { minLength: 4, maxLength: 4 })
  .map((counts) => new Map(names.map((name, index) => [name, counts[index] ?? 0])))

const drawnOf = (all: readonly BalancedSource[], copies: readonly number[], name: string | null): number =>
  all.reduce(
    (sum, { holds }, index) =>
      sum + (copies[index] ?? 0) * (holds.find(({ className }) => className === name)?.n ?? 0),
    0
  )

describe('balance', () => {
  it('brings every class that any picture holds to the target', () => {
    fc.assert(
      fc.property(sources, have, fc.nat(60), (all, there, target) => {
        const copies = balance(all, there, target)
        for (const name of names) {
          const isHeld = all.some(({ holds }) => holds.some(({ className }) => className === name))
          const after = (there.get(name) ?? 0) + drawnOf(all, copies, name)
          if (isHeld) expect(after).toBeGreaterThanOrEqual(target)
        }
        if (target === 0) expect(copies.every((n) => n === 0)).toBe(true)
      })
    )
  })

  it('hands out to each class alone what is missing, where every picture has one class', () => {
    const single = fc
      .array(fc.record({ next: fc.nat(5), className: fc.constantFrom(...names) }), {
        minLength: 1,
        maxLength: 15
      })
      .map((all) => all.map(({ next, className }, id) => ({ id, next, holds: [{ className, n: 1 }] })))
    fc.assert(
      fc.property(single, have, fc.nat(60), (all, there, target) => {
        const copies = balance(all, there, target)
        for (const name of names) {
          const own = all.filter(({ holds }) => holds[0]?.className === name)
          const missing = Math.max(0, target - (there.get(name) ?? 0))
          const expected = apportionCopies(
            own.map(({ next }) => next),
            missing
          )
          expect(own.map(({ id }) => copies[id])).toEqual([...expected])
        }
      })
    )
  })

  it('draws the picture with the rare thing more often, and counts what else is in it', () => {
    // 3 cars in every picture, a tram in the last one only: 12 of it give 12 trams and 36 cars, which is enough.
    const all = [0, 1, 2].map((id) => ({
      id,
      next: 0,
      holds: [{ className: 'car', n: 3 }, ...(id === 2 ? [{ className: 'tram', n: 1 }] : [])]
    }))
    expect(balance(all, new Map(), 12)).toEqual([0, 0, 12])
    // Of 45 cars 9 are missing after 12 trams: the three others come from the pictures with the fewest copies.
    expect(balance(all, new Map([['tram', 33]]), 45)).toEqual([2, 1, 12])
  })

  it('draws no more copies than are needed', () => {
    // 10 are missing; a picture with 4 and one with 1, in turn: 4 + 1 + 4 + 1 = 10.
    const all = [
      { id: 0, next: 0, holds: [{ className: 'car', n: 4 }] },
      { id: 1, next: 0, holds: [{ className: 'car', n: 1 }] }
    ]
    expect(balance(all, new Map(), 10)).toEqual([2, 2])
    expect(balance(all, new Map([['car', 1]]), 10)).toEqual([2, 1])
  })
})
