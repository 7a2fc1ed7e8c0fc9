import { describe, expect, it } from 'vitest'
import { cover } from '../../../../../electron/pixels/kernels/occlusion/cover.ts'
import type { KernelContext } from '../../../../../electron/pixels/kernels/kernel.ts'
import type { Covering, Shape } from '../../../../../shared/ops.ts'
import type { Raster, Size } from '../../../../../shared/raster.ts'
import { noise, plain, raster, sampleAt, widened } from '../rasters.ts'

const contextOf = (frame: Size, scale = 1): KernelContext => ({
  frame,
  scale: { x: scale, y: scale },
  sampling: plain,
  partners: [],
  run: async (own) => own
})

const covered = (
  source: Raster,
  shapes: readonly Shape[],
  { covering = 'black', scale = 1 }: { covering?: Covering; scale?: number } = {}
): Raster => cover(source, { op: 'cover', shapes, covering, shapeSeed: 7 }, contextOf(source, scale))

const rectangle = (x: number, y: number, width: number, height: number): Shape => ({
  kind: 'rectangle',
  x,
  y,
  width,
  height
})

const white = raster({ width: 6, height: 4 }, 1, () => 200)

describe('cover', () => {
  it('covers the whole pixels of a rectangle and no others', () => {
    const out = covered(white, [rectangle(1, 2, 3, 1)])
    expect([...out.data]).toEqual([
      ...[200, 200, 200, 200, 200, 200],
      ...[200, 200, 200, 200, 200, 200],
      ...[200, 0, 0, 0, 200, 200],
      ...[200, 200, 200, 200, 200, 200]
    ])
  })

  it('blends a pixel by the share of it that is covered', () => {
    // x from 0.5 to 2.25: half of column 0, all of 1, a quarter of 2; y from 0 to 0.5: half of row 0.
    const out = covered(white, [rectangle(0.5, 0, 1.75, 0.5)])
    expect(sampleAt(out, 0, 0)).toEqual([200 - 200 * 0.25])
    expect(sampleAt(out, 1, 0)).toEqual([200 - 200 * 0.5])
    expect(sampleAt(out, 2, 0)).toEqual([200 - 200 * 0.125])
    expect(sampleAt(out, 0, 1)).toEqual([200])
  })

  it('covers a polygon by exact areas', () => {
    // A right triangle with legs of 2: pixel (0, 0) whole, (1, 0) and (0, 1) half, (1, 1) not at all.
    const out = covered(white, [{ kind: 'polygon', points: [0, 0, 2, 0, 0, 2] }])
    expect(sampleAt(out, 0, 0)).toEqual([0])
    expect(sampleAt(out, 1, 0)).toEqual([100])
    expect(sampleAt(out, 0, 1)).toEqual([100])
    expect(sampleAt(out, 1, 1)).toEqual([200])
  })

  it('draws a rectangle as a polygon to the same pixels, beyond the border too', () => {
    const corners = [-3, 0.5, 4.5, 0.5, 4.5, 9, -3, 9]
    const asPolygon = covered(white, [{ kind: 'polygon', points: corners }])
    expect([...asPolygon.data]).toEqual([...covered(white, [rectangle(-3, 0.5, 7.5, 8.5)]).data])
  })

  it('finds the areas of a slanted polygon that 64 x 64 points in every pixel find', () => {
    const points = [0.3, 3.7, 2.1, 0.2, 5.8, 1.9, 4.4, 3.9, 3, 2.5]
    const out = covered(white, [{ kind: 'polygon', points }])
    for (let y = 0; y < 4; y++) {
      for (let x = 0; x < 6; x++) {
        let hits = 0
        for (let k = 0; k < 4096; k++) {
          if (isInside(points, x + ((k % 64) + 0.5) / 64, y + (Math.floor(k / 64) + 0.5) / 64)) hits++
        }
        expect(Math.abs((sampleAt(out, x, y)[0] ?? NaN) - 200 * (1 - hits / 4096))).toBeLessThan(2.5)
      }
    }
  })

  it('covers with the mean of the picture before it', () => {
    const source = raster({ width: 4, height: 2 }, 3, (x, _, c) => x * 10 + c)
    // The mean of 0, 10, 20, 30 is 15; each channel one more.
    expect(sampleAt(covered(source, [rectangle(0, 0, 2, 2)], { covering: 'mean' }), 0, 1)).toEqual([
      15, 16, 17
    ])
  })

  it('weights the mean by alpha and keeps alpha', () => {
    const source = raster({ width: 2, height: 1 }, 4, (x, _, c) => (c < 3 ? (x === 0 ? 100 : 200) : x * 255))
    const out = covered(source, [rectangle(0, 0, 1, 1)], { covering: 'mean' })
    expect([...out.data]).toEqual([200, 200, 200, 0, 200, 200, 200, 255])
  })

  it('covers with each of the set levels, in 8 and 16 bit', () => {
    const all = [rectangle(0, 0, 6, 4)]
    const levels = { black: 0, grey: 0.5, white: 1 } as const
    for (const [covering, level] of Object.entries(levels)) {
      const out = covered(white, all, { covering: covering as Covering })
      expect(new Set(out.data)).toEqual(new Set([Math.floor(level * 255 + 0.5)]))
      const wide = covered(widened(white), all, { covering: covering as Covering })
      expect(new Set(wide.data)).toEqual(new Set([Math.floor(level * 65535 + 0.5)]))
    }
  })

  it('takes one random colour for each shape', () => {
    const source = noise({ width: 8, height: 2 }, 3)
    const out = covered(source, [rectangle(0, 0, 3, 2), rectangle(4, 0, 3, 2)], { covering: 'random' })
    expect(sampleAt(out, 0, 0)).toEqual(sampleAt(out, 2, 1))
    expect(sampleAt(out, 4, 0)).toEqual(sampleAt(out, 6, 1))
    expect(sampleAt(out, 0, 0)).not.toEqual(sampleAt(out, 4, 0))
    expect(sampleAt(out, 3, 0)).toEqual(sampleAt(source, 3, 0))
  })

  it('makes noise that is uniform and always the same', () => {
    const source = raster({ width: 100, height: 100 }, 1, () => 0)
    const all = [rectangle(0, 0, 100, 100)]
    const out = covered(source, all, { covering: 'noise' })
    expect(covered(source, all, { covering: 'noise' }).data).toEqual(out.data)
    const values = [...out.data]
    const mean = values.reduce((a, b) => a + b) / values.length
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length)
    // Uniform over 0..255: mean 127.5 and deviation 255 / sqrt(12) = 73.6; of 10,000 both are known to 1 or 2.
    expect(Math.abs(mean - 127.5)).toBeLessThan(3)
    expect(Math.abs(deviation - 73.6)).toBeLessThan(2)
  })

  it('returns the source when nothing of it is covered, and never changes it', () => {
    const before = [...white.data]
    expect(covered(white, [])).toBe(white)
    expect(covered(white, [rectangle(7, 0, 3, 3), rectangle(1, 1, 0, 2)])).toBe(white)
    expect(covered(white, [{ kind: 'polygon', points: [-5, 0, -1, 0, -1, 3] }])).toBe(white)
    covered(white, [rectangle(0, 0, 3, 3)])
    expect([...white.data]).toEqual(before)
  })

  it('scales shapes with the picture and bears pictures of one row', () => {
    const half = covered(white, [rectangle(2, 2, 4, 2)], { scale: 0.5 })
    expect(sampleAt(half, 1, 1)).toEqual([0])
    expect(sampleAt(half, 3, 1)).toEqual([200])
    const strip = raster({ width: 5000, height: 1 }, 3, () => 90)
    expect(sampleAt(covered(strip, [rectangle(4990, 0, 10, 1)]), 4999, 0)).toEqual([0, 0, 0])
    const dot = raster({ width: 1, height: 1 }, 4, () => 90)
    expect([...covered(dot, [rectangle(0, 0, 1, 1)]).data]).toEqual([0, 0, 0, 90])
  })

  it('refuses shapes that are not numbers', () => {
    expect(() => covered(white, [rectangle(NaN, 0, 1, 1)])).toThrow('Expected numbers')
  })
})

/** Even-odd rule. */
function isInside(points: readonly number[], x: number, y: number): boolean {
  let inside = false
  for (let k = 0; k < points.length; k += 2) {
    const [ax, ay] = [points[k] ?? NaN, points[k + 1] ?? NaN]
    const [bx, by] = [points[(k + 2) % points.length] ?? NaN, points[(k + 3) % points.length] ?? NaN]
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
  }
  return inside
}
