import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileChain } from '../../../../shared/geometry/chain.ts'
import { applyMatrix } from '../../../../shared/geometry/matrix.ts'
import type { Size } from '../../../../shared/raster.ts'
import { parseConcreteSteps } from '../../../../shared/recipe/concrete.ts'
import { isGeometry, lower } from '../../../../shared/recipe/lower.ts'
import { transforms } from '../../../../shared/transforms/index.ts'
import { type ConcreteStep, isGeometric, type TransformSpec } from '../../../../shared/transforms/spec.ts'

const geometric = (transforms as readonly TransformSpec[]).filter(isGeometric)

/** Any step of geometry with values within its default intervals. */
const anyStep: fc.Arbitrary<ConcreteStep> = fc.oneof(
  ...geometric.map((spec) =>
    fc
      .record(
        Object.fromEntries([
          ...spec.parameters.map(({ id, isWhole, defaultRange: [low, high] }) => [
            id,
            isWhole === true
              ? fc.integer({ min: low, max: high })
              : fc.double({ min: low, max: high, noNaN: true })
          ]),
          ...(spec.choices ?? []).map(({ id, values }) => [
            id,
            fc.constantFrom(...values.map((one) => one.id))
          ]),
          ...(spec.hasShape ? [['shapeSeed', fc.integer({ min: 0, max: 0xffffffff })]] : [])
        ]) as Record<string, fc.Arbitrary<unknown>>
      )
      .map((values) => parseConcreteSteps([{ transform: spec.id, ...values }])[0] as ConcreteStep)
  )
)

const anySize = fc.record({ width: fc.integer({ min: 1, max: 60 }), height: fc.integer({ min: 1, max: 60 }) })

/** How far outside of the source the farthest output pixel looks. Unit: pixels. */
function farthest(steps: readonly ConcreteStep[], size: Size): number {
  const { ops, frame } = lower(steps, size, 'inside')
  const { map } = compileChain(ops.filter(isGeometry))
  const at = { x: 0, y: 0 }
  let most = 0
  for (let y = 0; y < frame.height; y++) {
    for (let x = 0; x < frame.width; x++) {
      map(x, y, at)
      most = Math.max(most, -0.5 - at.x, at.x - size.width + 0.5, -0.5 - at.y, at.y - size.height + 0.5)
    }
  }
  return most
}

describe('the fill mode inside', () => {
  it('never looks outside of the source, whatever the geometry', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 4 }), anySize, (steps, size) => {
        expect(farthest(steps, size)).toBeLessThan(1e-3)
      }),
      { numRuns: 300 }
    )
  })

  it('zooms no more than a rotation needs', () => {
    // A square of side 1 turned by a needs a zoom of cos a + sin a to cover itself.
    fc.assert(
      fc.property(fc.double({ min: 1, max: 89, noNaN: true }), (angleDeg) => {
        const { ops } = lower([{ transform: 'rotate', angleDeg }], { width: 50, height: 50 }, 'inside')
        const [, zoom] = ops
        if (zoom?.op !== 'matrix') throw new Error('expected a zoom')
        const angle = (angleDeg * Math.PI) / 180
        const needed = Math.cos(angle) + Math.sin(angle)
        expect(1 / zoom.matrix[0]).toBeGreaterThanOrEqual(needed - 1e-6)
        expect(1 / zoom.matrix[0]).toBeLessThan(1.01 * needed)
      })
    )
  })

  it('zooms by what a shift needs, and brings the picture back where no zoom is enough', () => {
    const size = { width: 100, height: 100 }
    const zoomOf = (xFraction: number): readonly number[] => {
      const { ops } = lower([{ transform: 'translate', xFraction, yFraction: 0 }], size, 'inside')
      const [, zoom] = ops
      if (zoom?.op !== 'matrix') throw new Error('expected a zoom')
      return zoom.matrix
    }
    // Shifted by s, the centre is 0.5 - s away from the border: 1 / (1 - 2 s).
    expect(1 / (zoomOf(0.1)[0] ?? 0)).toBeCloseTo(1 / 0.8, 2)
    const [a, , shift] = zoomOf(0.7)
    expect(a).toBeCloseTo(1, 6)
    expect(shift).toBeCloseTo(70, 6)
  })

  it('leaves alone what shows nothing outside', () => {
    const size = { width: 40, height: 30 }
    for (const step of [
      { transform: 'horizontalFlip' },
      { transform: 'gridShuffle', shapeSeed: 4, columnCount: 3, rowCount: 2 },
      { transform: 'quarterTurn', turns: 1 },
      { transform: 'piecewiseAffine', strengthFraction: 0.05, cellCount: 4, shapeSeed: 3 }
    ]) {
      expect(lower([step], size, 'inside').ops).toHaveLength(1)
    }
    const [op] = lower([{ transform: 'horizontalFlip' }], size, 'inside').ops
    if (op?.op !== 'matrix') throw new Error('expected a matrix')
    expect(applyMatrix(op.matrix, { x: 0, y: 0 })).toEqual({ x: 39, y: 0 })
  })
})
