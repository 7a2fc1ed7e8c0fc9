import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinRings } from '../../../../shared/annotations/joinRings.ts'
import { isInRing, ringArea } from '../../../../shared/annotations/rings.ts'
import { maskArea, maskFromPixels, maskFromRings, pixelsOf } from '../../../../shared/annotations/rle.ts'
import { traceMask } from '../../../../shared/annotations/traceMask.ts'
import type { RunLengths } from '../../../../shared/annotations/types.ts'

/** A mask as it is drawn: # inside. */
function drawn(...lines: readonly string[]): RunLengths {
  const width = lines[0]?.length ?? 0
  const pixels = Array.from(lines.join(''), (sign) => (sign === '#' ? 1 : 0))
  return maskFromPixels(pixels, { width, height: lines.length })
}

/** Area with its sign: above 0 clockwise as the picture is seen. */
function signedArea(ring: readonly number[]): number {
  let twice = 0
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length
    twice += (ring[at] ?? 0) * (ring[next + 1] ?? 0) - (ring[next] ?? 0) * (ring[at + 1] ?? 0)
  }
  return twice / 2
}

/** Even-odd over all rings at every pixel centre. */
function filled(rings: readonly (readonly number[])[], { width, height }: RunLengths): number[] {
  return Array.from({ length: width * height }, (_, index) => {
    const [x, y] = [(index % width) + 0.5, Math.floor(index / width) + 0.5]
    return rings.filter((ring) => isInRing(ring, x, y)).length % 2
  })
}

const randomMask = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.constantFrom(0, 1), { minLength: width * height, maxLength: width * height })
      .map((pixels) => maskFromPixels(pixels, { width, height }))
  )

describe('the outlines of a mask', () => {
  it('of a rectangle are its four corners on the edges of its pixels', () => {
    expect(traceMask(drawn('.....', '.###.', '.###.', '.....'))).toEqual([[1, 1, 4, 1, 4, 3, 1, 3]])
  })

  it('of one pixel that fills the picture are the corners of the picture', () => {
    expect(traceMask(drawn('#'))).toEqual([[0, 0, 1, 0, 1, 1, 0, 1]])
  })

  it('are none where nothing is inside', () => {
    expect(traceMask(drawn('...', '...'))).toEqual([])
  })

  it('go round a hole the other way', () => {
    const rings = traceMask(drawn('####', '#..#', '####'))
    expect(rings.map(signedArea)).toEqual([12, -2])
  })

  it('keep pixels apart that only touch at a corner', () => {
    for (const mask of [drawn('#.', '.#'), drawn('.#', '#.')]) {
      expect(traceMask(mask).map(ringArea)).toEqual([1, 1])
    }
  })

  it('give the mask again when they are filled by the even-odd rule', () => {
    fc.assert(
      fc.property(randomMask, (mask) => {
        expect(filled(traceMask(mask), mask)).toEqual([...pixelsOf(mask)])
      }),
      { numRuns: 500 }
    )
  })

  it('have together the area of the mask, holes taken off', () => {
    fc.assert(
      fc.property(randomMask, (mask) => {
        const sum = traceMask(mask).reduce((total, ring) => total + signedArea(ring), 0)
        expect(sum).toBe(maskArea(mask))
      })
    )
  })

  it('have corners only where they turn', () => {
    fc.assert(
      fc.property(randomMask, (mask) => {
        for (const ring of traceMask(mask)) {
          for (let at = 0; at < ring.length; at += 2) {
            const before = (at + ring.length - 2) % ring.length
            const next = (at + 2) % ring.length
            const wasLevel = ring[before + 1] === ring[at + 1]
            const isLevel = ring[next + 1] === ring[at + 1]
            expect(wasLevel).toBe(!isLevel)
          }
        }
      })
    )
  })
})

describe('rings that are joined', () => {
  it('are left alone when there is one, and none when there is none', () => {
    expect(joinRings([[0, 0, 4, 0, 4, 4]])).toEqual([0, 0, 4, 0, 4, 4])
    expect(joinRings([])).toEqual([])
  })

  it('are joined at the corners that lie nearest', () => {
    const left = [0, 0, 2, 0, 2, 2, 0, 2]
    const right = [9, 9, 5, 2, 9, 2]
    // From (2, 2) over to (5, 2), round and back.
    expect(joinRings([left, right])).toEqual([0, 0, 2, 0, 2, 2, 5, 2, 9, 2, 9, 9, 5, 2, 2, 2, 0, 2])
  })

  it('cover what they covered apart when there are thousands of them, in little time', () => {
    const size = { width: 300, height: 200 }
    // A hash of the place: specks of all shapes, with holes.
    const specks = Array.from({ length: 60_000 }, (_, at) =>
      (Math.imul(at ^ (at >> 3), 0x9e3779b1) >>> 9) % 5 < 2 ? 1 : 0
    )
    const mask = maskFromPixels(specks, size)
    const rings = traceMask(mask)
    expect(rings.length).toBeGreaterThan(4000)
    const started = performance.now()
    const joined = joinRings(rings)
    expect(performance.now() - started).toBeLessThan(2000)
    expect(maskFromRings([joined], size)).toEqual(mask)
  })

  it('cover what they covered apart: several parts, and holes stay holes', () => {
    fc.assert(
      fc.property(randomMask, (mask) => {
        const joined = joinRings(traceMask(mask))
        const again = joined.length === 0 ? [] : [joined]
        expect([...pixelsOf(maskFromRings(again, mask))]).toEqual([...pixelsOf(mask)])
      }),
      { numRuns: 500 }
    )
  })
})
