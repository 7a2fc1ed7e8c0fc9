import { assertNever } from '../../../shared/errors.ts'
import type { ToneCurve } from '../../../shared/ops.ts'

/** The curve at `value`; both 0..1, the result is clamped to it. */
function evaluate(curve: ToneCurve, value: number): number {
  switch (curve.kind) {
    case 'gain':
      return clamp01(value * curve.factor)
    case 'contrast':
      return clamp01(0.5 + (value - 0.5) * curve.factor)
    case 'gamma':
      return clamp01(value ** curve.exponent)
    case 'offset':
      return clamp01(value + curve.amount)
    case 'invert':
      return 1 - value
    case 'solarise':
      return value >= curve.threshold ? 1 - value : value
    case 'posterise': {
      const low = 2 ** (8 - curve.bits)
      return (Math.floor(Math.round(value * 255) / low) * low) / 255
    }
    case 'bezier': {
      const rest = 1 - value
      return clamp01(
        3 * rest * rest * value * curve.low + 3 * rest * value * value * curve.high + value * value * value
      )
    }
    default:
      return assertNever(curve)
  }
}

export function clamp01(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value
}

/** The curves one after the other at the levels 0, 1 / most .. 1; not rounded. */
export function curveTable(curves: readonly ToneCurve[], most: number): Float64Array {
  return Float64Array.from({ length: most + 1 }, (_, level) =>
    curves.reduce((value, curve) => evaluate(curve, value), level / most)
  )
}
