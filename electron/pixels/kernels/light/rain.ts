import { shapeStream } from '../../../../shared/draw/shapeStream.ts'
import type { LightOp } from '../../../../shared/ops.ts'
import type { Raster } from '../../../../shared/raster.ts'
import { type KernelContext, meanScale } from '../kernel.ts'
import { lay, paintRows, type Rgb } from './paint.ts'
import { addStreak, type Cover, emptyCover } from './splat.ts'
import { type View, viewOf } from './view.ts'

type Rain = Extract<LightOp, { readonly op: 'rain' }>

const colour: Rgb = [0.83, 0.86, 0.89]

/** From far to near: drops at amount 1 a picture, and lengths, widths and cover against the nearest. */
const depths = [
  { drops: 2600, length: 0.28, width: 0.45, share: 0.3 },
  { drops: 900, length: 0.55, width: 0.7, share: 0.36 },
  { drops: 190, length: 1, width: 1, share: 0.42 }
] as const

/** A rainy day is darker and hazier; both at amount 1. */
const dim = 0.2
const haze = 0.1

/**
 * Rain at three depths: many short faint streaks far away, a few long ones nearby, all nearly parallel.
 *
 * Convention: `angleDeg` from the vertical, positive when drops fall to the right; `lengthPx` and `widthPx` are those
 * of the nearest streaks; `amount` 0..1 grows their number, the dimness and the haze.
 */
export function rain(raster: Raster, op: Rain, context: KernelContext): Raster {
  if (op.amount === 0) return raster
  const view = viewOf(raster, context)
  const cover = emptyCover(view)
  depths.forEach((depth, index) => {
    addDepth(cover, view, { op, depth, index, scale: meanScale(context) })
  })
  const kept = 1 - dim * op.amount
  return paintRows(raster, (y, paint) => {
    paint.gain.fill(kept)
    for (let x = 0, i = y * view.width; x < view.width; x++, i++) {
      const streaks = cover.share[i] as number
      lay(paint, x, colour, 1 - (1 - haze * op.amount) * (1 - streaks))
    }
  })
}

interface DepthOptions {
  readonly op: Rain
  readonly depth: (typeof depths)[number]
  readonly index: number
  readonly scale: number
}

function addDepth(cover: Cover, view: View, { op, depth, index, scale }: DepthOptions): void {
  const rng = shapeStream(op.shapeSeed, 0x4a140000 + index)
  const count = Math.round(depth.drops * op.amount)
  for (let drop = 0; drop < count; drop++) {
    const length = op.lengthPx * scale * depth.length * rng.between(0.6, 1.3)
    const angle = ((op.angleDeg + rng.between(-1.5, 1.5)) * Math.PI) / 180
    const [x, y] = [rng.next(), rng.next()]
    const deltaY = Math.max(length * Math.cos(angle), 1e-3)
    const deltaX = length * Math.sin(angle)
    addStreak(cover, {
      // Why from the middle: drops that begin outside of the picture fall into it.
      x: x * view.width - deltaX / 2,
      y: y * view.height - deltaY / 2,
      deltaX,
      deltaY,
      width: op.widthPx * scale * depth.width * rng.between(0.7, 1.2),
      share: depth.share * rng.between(0.5, 1)
    })
  }
}
