import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  columnsOf,
  formatCounts,
  maskArea,
  maskFromColumns,
  maskFromPixels,
  maskFromRings,
  maskFromRows,
  parseCounts,
  pixelsOf
} from '../../../../shared/annotations/rle.ts'
import { isInRing } from '../../../../shared/annotations/rings.ts'
import type { RunLengths } from '../../../../shared/annotations/types.ts'
import type { Size } from '../../../../shared/raster.ts'

interface Picture extends Size {
  readonly pixels: readonly number[]
}

const pictures: fc.Arbitrary<Picture> = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
      .map((pixels) => ({ width, height, pixels }))
  )

/** Runs counted one pixel after the other, in an order of the pixels. */
function counted(values: readonly number[]): number[] {
  const runs = [0]
  values.forEach((value, at) => {
    if (value !== (at === 0 ? 0 : values[at - 1])) runs.push(0)
    runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1
  })
  return runs
}

const byColumns = ({ width, height, pixels }: Picture): number[] =>
  Array.from(
    { length: width * height },
    (_, at) => pixels[(at % height) * width + Math.floor(at / height)] ?? 0
  )

describe('runs', () => {
  it('by rows are those that one counts pixel by pixel', () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const { width, height } = picture
        expect(maskFromPixels(picture.pixels, picture)).toEqual({
          width,
          height,
          runs: counted(picture.pixels)
        })
      })
    )
  })

  it('by columns and by rows say the same of every pixel', () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const { width, height, pixels } = picture
        const mask: RunLengths = { width, height, runs: counted(pixels) }
        const columns = counted(byColumns(picture))
        expect(columnsOf(mask)).toEqual(columns)
        expect(maskFromColumns(columns, picture)).toEqual(mask)
        expect([...pixelsOf(mask)]).toEqual(pixels)
        expect(maskArea(mask)).toBe(pixels.filter((value) => value === 1).length)
      })
    )
  })

  it('of an L in a picture of 3 x 2 pixels are right', () => {
    // Rows: 1 0 0 and 1 1 0. Columns: 1 1, 0 1, 0 0.
    const mask = maskFromColumns([0, 2, 1, 1, 2], { width: 3, height: 2 })
    expect(mask.runs).toEqual([0, 1, 2, 2, 1])
  })

  it('without length are joined', () => {
    expect(maskFromRows([2, 0, 1, 3, 0], { width: 3, height: 2 }).runs).toEqual([3, 3])
    expect(maskFromColumns([6], { width: 3, height: 2 }).runs).toEqual([6])
  })

  it.each([
    [[2, 2], 'The runs of the mask cover 4 pixels, but the picture has 3 x 2.'],
    [[7, -1], 'A run of the mask has the length -1; it must be 0 or more.'],
    [[Number.NaN, 6], 'A run of the mask has the length NaN; it must be 0 or more.'],
    [[5.5, 0.5], 'A run of the mask has the length 5.5; it must be 0 or more.']
  ])('%j are refused', (counts, message) => {
    expect(() => maskFromColumns(counts, { width: 3, height: 2 })).toThrow(message)
    expect(() => maskFromRows(counts, { width: 3, height: 2 })).toThrow(message)
  })

  it('of a large picture take time for the runs only', () => {
    const [width, height] = [30_000, 20_000]
    const mask = { width, height, runs: [3 * width + 5, 7, width * height - 3 * width - 12] }
    const columns = columnsOf(mask)
    // Seven columns with one pixel each in the fourth row.
    expect(columns).toEqual([
      5 * height + 3,
      ...Array.from({ length: 6 }, () => [1, height - 1]).flat(),
      1,
      (width - 12) * height + height - 4
    ])
    expect(maskFromColumns(columns, mask)).toEqual(mask)
  })
})

describe("COCO's text", () => {
  // Worked out by hand with rleToString: 5 bits a character, the lowest first, plus 48, plus 32 when more follow.
  it.each([
    [[0], '0'],
    [[15], '?'],
    // 16 has the bit of the sign, so a second character with 0 follows.
    [[16], '`0'],
    // 37 = 5 + 32: (5 | 32) + 48 = 85, then 1 + 48.
    [[37], 'U1'],
    // The fourth is written as 9 - 10 = -1, all five bits set: 31 + 48.
    [[1, 10, 3, 9], '1:3O'],
    // 4 - 40 = -36: lowest bits 28, rest -2 (30): (28 | 32) + 48 = 108, 30 + 48.
    [[1, 40, 3, 4], '1X13lN']
  ])('packs %j', (counts, text) => {
    expect(formatCounts(counts)).toBe(text)
    expect(parseCounts(text)).toEqual(counts)
  })

  it('keeps runs of any length', () => {
    const lists = fc.array(fc.integer({ min: 0, max: 2 ** 30 - 1 }), { maxLength: 30 })
    fc.assert(
      fc.property(lists, (counts) => {
        expect(parseCounts(formatCounts(counts))).toEqual(counts)
      })
    )
  })

  it.each(['U', '0 0', 'ä', 'oooooooooo0'])('%j is refused', (text) => {
    expect(() => parseCounts(text)).toThrow(/^The mask's text is damaged at character \d+\.$/)
  })
})

describe('a mask from rings', () => {
  const corner = fc.double({ min: -3, max: 12, noNaN: true })
  const ring = fc
    .array(fc.tuple(corner, corner), { minLength: 3, maxLength: 8 })
    .map((corners) => corners.flat())

  it('holds the pixels whose centres lie in one of the rings', () => {
    fc.assert(
      fc.property(fc.array(ring, { maxLength: 3 }), (rings) => {
        const size = { width: 9, height: 7 }
        const expected = Array.from({ length: 63 }, (_, at) =>
          rings.some((one) => isInRing(one, (at % 9) + 0.5, Math.floor(at / 9) + 0.5)) ? 1 : 0
        )
        expect([...pixelsOf(maskFromRings(rings, size))]).toEqual(expected)
      })
    )
  })

  it('of a rectangle on the edges of pixels has its area', () => {
    const mask = maskFromRings([[1, 1, 4, 1, 4, 3, 1, 3]], { width: 5, height: 4 })
    expect(mask.runs).toEqual([6, 3, 2, 3, 6])
    expect(maskArea(mask)).toBe(6)
  })
})
