import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shrinkMask } from '../../../../electron/engine/shrinkMask.ts'
import type { RunLengths } from '../../../../shared/annotations/types.ts'

/** The pixels of a mask, row by row, by the definition of run lengths. */
function pixels({ runs }: RunLengths): readonly boolean[] {
  return runs.flatMap((length, index) => Array<boolean>(length).fill(index % 2 === 1))
}

function masked(inside: readonly boolean[], width: number, height: number): RunLengths {
  const runs = [0]
  let now = false
  for (const pixel of inside) {
    if (pixel !== now) runs.push(0)
    now = pixel
    runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1
  }
  return { width, height, runs }
}

describe('a mask made smaller', () => {
  it('has at each place what was under its centre', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 17 }),
        fc.integer({ min: 1, max: 11 }),
        fc.integer({ min: 1, max: 20 }),
        fc.infiniteStream(fc.boolean()),
        (width, height, edge, stream) => {
          const inside = Array.from({ length: width * height }, () => stream.next().value === true)
          const small = shrinkMask(masked(inside, width, height), edge)
          expect(Math.max(small.width, small.height)).toBeLessThanOrEqual(Math.max(edge, 1))
          const expected = Array.from({ length: small.width * small.height }, (_, at) => {
            const x = Math.floor((((at % small.width) + 0.5) * width) / small.width)
            const y = Math.floor(((Math.floor(at / small.width) + 0.5) * height) / small.height)
            return inside[y * width + x]
          })
          expect(pixels(small)).toEqual(expected)
        }
      )
    )
  })

  it('stays as it is when it is small enough', () => {
    const mask = { width: 4, height: 2, runs: [1, 2, 5] }
    expect(shrinkMask(mask, 4)).toEqual(mask)
  })
})
