import { describe, expect, it } from 'vitest'
import { applyMatrix, type Point } from '../../../../shared/geometry/matrix.ts'
import { netMatrix } from '../../../../shared/policy/net.ts'
import { lowerSteps } from '../../../../shared/recipe/lower.ts'
import type { ConcreteStep } from '../../../../shared/transforms/spec.ts'

/** Centre at (50, 25). */
const size = { width: 101, height: 51 }

/** The input point that the output shows at (x, y). */
function shownAt(step: ConcreteStep, x: number, y: number): Point {
  const { x: inX, y: inY } = applyMatrix(netMatrix(lowerSteps([step], size)), { x, y })
  return { x: Math.round(inX * 1e6) / 1e6 + 0, y: Math.round(inY * 1e6) / 1e6 + 0 }
}

describe('geometric transforms', () => {
  it('rotate: +90 degrees turns counter-clockwise, so the right of the picture comes to the top', () => {
    expect(shownAt({ transform: 'rotate', angleDeg: 90 }, 50, 15)).toEqual({ x: 60, y: 25 })
  })

  it('translate: shares of the width to the right and of the height down', () => {
    // 0.1 * 101 = 10.1 and 0.2 * 51 = 10.2.
    const step = { transform: 'translate', xFraction: 0.1, yFraction: 0.2 }
    expect(shownAt(step, 10.1, 10.2)).toEqual({ x: 0, y: 0 })
  })

  it('horizontalFlip: the first column becomes the last, W - 1', () => {
    expect(shownAt({ transform: 'horizontalFlip' }, 100, 7)).toEqual({ x: 0, y: 7 })
  })

  it('verticalFlip: the first row becomes the last, H - 1', () => {
    expect(shownAt({ transform: 'verticalFlip' }, 7, 50)).toEqual({ x: 7, y: 0 })
  })

  it('zoom: a factor of 2 shows half the distance from the centre', () => {
    expect(shownAt({ transform: 'zoom', factor: 2, xFactor: 1, yFactor: 1 }, 70, 35)).toEqual({
      x: 60,
      y: 30
    })
    expect(shownAt({ transform: 'zoom', factor: 1, xFactor: 2, yFactor: 1 }, 70, 35)).toEqual({
      x: 60,
      y: 35
    })
  })

  it('shear: 45 degrees sideways moves the top to the right by its height above the centre', () => {
    // Above the centre by 10: the point shown 10 to the right came from the middle column.
    expect(shownAt({ transform: 'shear', xDeg: 45, yDeg: 0 }, 60, 15)).toEqual({ x: 50, y: 15 })
    expect(shownAt({ transform: 'shear', xDeg: 0, yDeg: 45 }, 60, 15)).toEqual({ x: 60, y: 25 })
  })

  it('perspective: no corner moves further than its share of the side', () => {
    for (let shapeSeed = 0; shapeSeed < 50; shapeSeed++) {
      // The corner of the picture is shown within 0.1 * 101 = 10.1 and 0.1 * 51 = 5.1 px of where it was; seen from
      // the output, points at those distances outside lie outside the picture.
      const outside = shownAt({ transform: 'perspective', strength: 0.1, shapeSeed }, -10.7, -5.7)
      expect(outside.x < -0.5 || outside.y < -0.5).toBe(true)
    }
  })
})

describe('colour transforms', () => {
  const only = (step: ConcreteStep): unknown => lowerSteps([step], size)[0]

  it('brightness, contrast, gamma, invert and channel shift become curves', () => {
    expect(only({ transform: 'brightness', factor: 1.5 })).toEqual({
      op: 'curve',
      curve: { kind: 'gain', factor: 1.5 }
    })
    expect(only({ transform: 'contrast', factor: 0.5 })).toEqual({
      op: 'curve',
      curve: { kind: 'contrast', factor: 0.5 }
    })
    expect(only({ transform: 'gamma', exponent: 2 })).toEqual({
      op: 'curve',
      curve: { kind: 'gamma', exponent: 2 }
    })
    expect(only({ transform: 'invert' })).toEqual({ op: 'curve', curve: { kind: 'invert' } })
    // 51 of 255 levels are 0.2 of the range.
    expect(only({ transform: 'channelShift', shiftLevels: 51 })).toEqual({
      op: 'curve',
      curve: { kind: 'offset', amount: 0.2 }
    })
  })

  function applied(step: ConcreteStep, [r = 0, g = 0, b = 0]: readonly number[]): number[] {
    const [op] = lowerSteps([step], size)
    if (op?.op !== 'colourMatrix') throw new Error('expected a colour matrix')
    const m = op.matrix
    return [0, 4, 8].map(
      (at) => (m[at] ?? 0) * r + (m[at + 1] ?? 0) * g + (m[at + 2] ?? 0) * b + (m[at + 3] ?? 0)
    )
  }

  const luma = ([r = 0, g = 0, b = 0]: readonly number[]): number => 0.299 * r + 0.587 * g + 0.114 * b

  it('grey gives every channel the luma of Rec. 601', () => {
    for (const value of applied({ transform: 'grey' }, [1, 0.5, 0.2])) {
      // 0.299 + 0.587 / 2 + 0.114 / 5 = 0.6153
      expect(value).toBeCloseTo(0.6153, 9)
    }
  })

  it('saturation moves away from grey and keeps the luma', () => {
    const colour = [0.6, 0.4, 0.3] as const
    const y = luma(colour)
    const stronger = applied({ transform: 'saturation', factor: 2 }, colour)
    stronger.forEach((value, index) => expect(value).toBeCloseTo(y + 2 * ((colour[index] ?? 0) - y), 9))
  })

  it('hue keeps grey and the luma, and comes back after a full turn in three', () => {
    for (const value of applied({ transform: 'hue', angleDeg: 90 }, [0.5, 0.5, 0.5]))
      expect(value).toBeCloseTo(0.5, 3)
    let colour: readonly number[] = [0.6, 0.4, 0.3]
    for (let turn = 0; turn < 3; turn++) {
      colour = applied({ transform: 'hue', angleDeg: 120 }, colour)
      expect(luma(colour)).toBeCloseTo(luma([0.6, 0.4, 0.3]), 3)
    }
    expect(colour[0]).toBeCloseTo(0.6, 9)
    expect(colour[1]).toBeCloseTo(0.4, 9)
    expect(colour[2]).toBeCloseTo(0.3, 9)
  })

  it('blur keeps its sigma, and is nothing at 0', () => {
    expect(only({ transform: 'gaussianBlur', sigmaPx: 1.5 })).toEqual({ op: 'gaussianBlur', sigmaPx: 1.5 })
    expect(only({ transform: 'gaussianBlur', sigmaPx: 0 })).toBeUndefined()
  })
})
