import { describe, expect, it } from 'vitest'
import type { PointOp } from '../../../../shared/ops.ts'
import type { Raster } from '../../../../shared/raster.ts'
import { point } from '../../../../electron/pixels/kernels/point.ts'
import { largestDifference, noise, raster, render, sampleAt, widened } from './rasters.ts'

const curve = (kind: 'gain' | 'contrast', factor: number): PointOp => ({
  op: 'curve',
  curve: { kind, factor }
})
const one = (levels: readonly number[]): ReturnType<typeof raster> =>
  raster({ width: 1, height: 1 }, 3, (_x, _y, c) => levels[c] ?? 0)

describe('point', () => {
  it('computes each tone curve', () => {
    // 200 * 1.2 = 240, 10 * 1.2 = 12, 250 * 1.2 is beyond white.
    expect(sampleAt(point(one([200, 10, 250]), [curve('gain', 1.2)]), 0, 0)).toEqual([240, 12, 255])
    // 127.5 + 2 * (v - 127.5): 100 gives 72.5, rounded up; 20 gives below black.
    expect(sampleAt(point(one([100, 20, 150]), [curve('contrast', 2)]), 0, 0)).toEqual([73, 0, 173])
    // 255 * (51 / 255)^2 = 255 * 0.04 = 10.2; black and white stay.
    const gamma: PointOp = { op: 'curve', curve: { kind: 'gamma', exponent: 2 } }
    expect(sampleAt(point(one([51, 0, 255]), [gamma]), 0, 0)).toEqual([10, 0, 255])
    const offset: PointOp = { op: 'curve', curve: { kind: 'offset', amount: 8 / 255 } }
    expect(sampleAt(point(one([0, 100, 250]), [offset]), 0, 0)).toEqual([8, 108, 255])
    expect(sampleAt(point(one([0, 100, 255]), [{ op: 'curve', curve: { kind: 'invert' } }]), 0, 0)).toEqual([
      255, 155, 0
    ])
  })

  it('rounds once, but clamps between', () => {
    // 101 / 3 = 33.67 and back is 101; with a rounding between it would be 102.
    expect(sampleAt(point(one([101, 101, 101]), [curve('gain', 1 / 3), curve('gain', 3)]), 0, 0)).toEqual([
      101, 101, 101
    ])
    // 200 * 2 is white, and half of white is 127.5.
    expect(sampleAt(point(one([200, 10, 10]), [curve('gain', 2), curve('gain', 0.5)]), 0, 0)).toEqual([
      128, 10, 10
    ])
  })

  it('turns colour to Rec. 601 luma', async () => {
    // 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2
    expect(sampleAt(await render(one([200, 100, 50]), [{ transform: 'grey' }]), 0, 0)).toEqual([
      124, 124, 124
    ])
  })

  it('keeps the order of matrices and curves', async () => {
    const steps = [{ transform: 'invert' }, { transform: 'grey' }, { transform: 'brightness', factor: 0.5 }]
    // Inverted 55, 155, 205; luma 0.299 * 55 + 0.587 * 155 + 0.114 * 205 = 130.8; half of it 65.4.
    expect(sampleAt(await render(one([200, 100, 50]), steps), 0, 0)).toEqual([65, 65, 65])
  })

  it('leaves alpha and grey pictures alone', async () => {
    const clear = noise({ width: 5, height: 4 }, 4)
    const steps = [{ transform: 'invert' }, { transform: 'hue', angleDeg: 90 }, { transform: 'invert' }]
    const made = await render(clear, steps)
    expect(made.data.filter((_, i) => i % 4 === 3)).toEqual(clear.data.filter((_, i) => i % 4 === 3))
    const grey = noise({ width: 5, height: 4 }, 1)
    expect((await render(grey, [{ transform: 'saturation', factor: 0 }])).data).toEqual(grey.data)
    expect((await render(grey, steps)).data).toEqual(grey.data)
  })

  it('does to 16 bit what it does to 8 bit', async () => {
    const source = noise({ width: 17, height: 11 }, 3)
    const steps = [
      { transform: 'gamma', exponent: 0.7 },
      { transform: 'saturation', factor: 1.4 },
      { transform: 'contrast', factor: 1.3 }
    ]
    const narrow = await render(source, steps)
    const wide = await render(widened(source), steps)
    // Half a level of rounding, and the steps of the table behind the matrix: 1.3 * 255 / 4095 / 2 levels.
    expect(largestDifference(widened(narrow), wide)).toBeLessThanOrEqual(257 * (0.5 + 0.05) + 2)
  })

  it('changes one channel, before and behind a matrix', () => {
    const red: PointOp = { op: 'curve', curve: { kind: 'invert' }, channel: 0 }
    const blue: PointOp = { op: 'curve', curve: { kind: 'gain', factor: 2 }, channel: 2 }
    // Green and blue change places.
    const swap: PointOp = { op: 'colourMatrix', matrix: [1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0] }
    for (const widen of [(made: Raster) => made, widened]) {
      const level = widen(one([0, 0, 1])).data[2] ?? 0
      const levels = (stages: readonly PointOp[]): readonly number[] =>
        sampleAt(point(widen(one([200, 100, 50])), stages), 0, 0).map((value) => Math.round(value / level))
      expect(levels([red, blue])).toEqual([55, 100, 100])
      // Swapped 200, 50, 100; then blue doubled.
      expect(levels([red, swap, blue])).toEqual([55, 50, 200])
    }
    const clear = raster({ width: 1, height: 1 }, 4, (_x, _y, c) => [200, 100, 50, 9][c] ?? 0)
    expect(sampleAt(point(clear, [red, blue]), 0, 0)).toEqual([55, 100, 100, 9])
    const grey = raster({ width: 1, height: 1 }, 1, () => 100)
    // Inverted 155, doubled white.
    expect(sampleAt(point(grey, [red, blue]), 0, 0)).toEqual([255])
  })
})
