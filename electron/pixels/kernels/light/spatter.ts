import { shapeStream } from '../../../../shared/draw/shapeStream.ts'
import type { LightOp } from '../../../../shared/ops.ts'
import type { Raster } from '../../../../shared/raster.ts'
import type { KernelContext } from '../kernel.ts'
import { fieldRows, octavesFrom } from './field.ts'
import { lay, paintRows, type Rgb, smoothstep } from './paint.ts'
import { addHill, emptyRelief, type Hill, type Relief } from './relief.ts'
import { type View, viewOf } from './view.ts'

type Spatter = Extract<LightOp, { readonly op: 'spatter' }>

/** Drops at amount 1 a picture, and the radii (units) of the smallest and the largest. */
const kinds = {
  rain: { drops: 240, smallest: 0.006, largest: 0.045, salt: 0x5a770001 },
  mud: { drops: 300, smallest: 0.004, largest: 0.06, salt: 0x5a770002 }
} as const

/**
 * Drops on the lens: of water (`rain`: clear, light below and dark above as a drop turns the scene upside down, with
 * a bright point) or of `mud` (brown, ragged, hardly translucent). Few are large, many small; amount 0..1.
 */
export function spatter(raster: Raster, op: Spatter, context: KernelContext): Raster {
  if (op.amount === 0) return raster
  const view = viewOf(raster, context)
  const relief = emptyRelief(view)
  for (const hill of dropsOf(op, view)) addHill(relief, hill)
  return op.kind === 'rain' ? water(raster, relief) : mud(raster, relief, { view, seed: op.shapeSeed })
}

function dropsOf({ kind, amount, shapeSeed }: Spatter, view: View): readonly Hill[] {
  const { drops, smallest, largest, salt } = kinds[kind]
  const rng = shapeStream(shapeSeed, salt)
  return Array.from({ length: Math.ceil(drops * amount) }, () => {
    // A power law: radii are log-uniform, and small ones once more as likely.
    const radius = smallest * (largest / smallest) ** (rng.next() ** 1.7)
    const [x, y] = [rng.next() * view.width, rng.next() * view.height]
    const flat = rng.between(0.85, 1.2)
    return { x, y, radiusX: radius * view.perUnitX, radiusY: radius * flat * view.perUnitY }
  })
}

const bright: Rgb = [0.93, 0.96, 1]
const dark: Rgb = [0.1, 0.12, 0.14]

function water(raster: Raster, relief: Relief): Raster {
  const { width } = raster
  return paintRows(raster, (y, paint) => {
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const high = relief.height[i] as number
      if (high <= 0) continue
      const body = smoothstep(0, 0.25, high)
      const down = relief.down[i] as number
      lay(paint, x, bright, 0.16 * body)
      lay(paint, x, dark, 0.5 * body * Math.max(0, down) * (1 - high * 0.5))
      lay(paint, x, bright, 0.55 * body * Math.max(0, -down))
      lay(
        paint,
        x,
        bright,
        0.9 * smoothstep(0.55, 0.8, down * 0.8 + (relief.right[i] as number) * 0.6) * body
      )
    }
  })
}

const mudColour: Rgb = [0.3, 0.215, 0.13]
const wetColour: Rgb = [0.47, 0.37, 0.26]
const deepColour: Rgb = [0.12, 0.08, 0.05]

interface MudOptions {
  readonly view: View
  readonly seed: number
}

function mud(raster: Raster, relief: Relief, { view, seed }: MudOptions): Raster {
  const ragged = fieldRows(view, { seed, salt: 0x5a770003, octaves: octavesFrom(16, 4, 0.75) })
  const field = new Float32Array(view.width)
  return paintRows(raster, (y, paint) => {
    ragged(y, field)
    for (let x = 0, i = y * view.width; x < view.width; x++, i++) {
      const high = relief.height[i] as number
      if (high <= 0) continue
      const rough = field[x] as number
      const body = smoothstep(0.1, 0.36, high + 0.2 * rough)
      const down = relief.down[i] as number
      lay(paint, x, mudColour, (0.86 + 0.1 * high) * body)
      lay(paint, x, wetColour, body * Math.min(0.7, Math.max(0, 0.4 * down + 0.16 * rough)))
      lay(paint, x, deepColour, body * Math.min(0.7, Math.max(0, -0.45 * down - 0.14 * rough)))
    }
  })
}
