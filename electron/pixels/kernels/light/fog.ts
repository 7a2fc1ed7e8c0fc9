import type { LightOp } from '../../../../shared/ops.ts'
import type { Raster } from '../../../../shared/raster.ts'
import type { KernelContext } from '../kernel.ts'
import { fieldRows } from './field.ts'
import { lay, paintRows, type Rgb } from './paint.ts'
import { viewOf } from './view.ts'

type Fog = Extract<LightOp, { readonly op: 'fog' }>

const colour: Rgb = [0.87, 0.885, 0.9]

/** Banks of fog: wider than high, with finer wisps in them. */
const octaves = [
  { cells: 1.6, weight: 1, stretch: 2.2 },
  { cells: 3.7, weight: 0.6, stretch: 2 },
  { cells: 8.3, weight: 0.34, stretch: 1.8 },
  { cells: 18, weight: 0.17, stretch: 1.5 }
] as const

/** Optical thickness at density 1 where the fog is thickest. */
const thickest = 3.2

/**
 * Light scattered in by fog: share 1 - exp(-thickness), as Koschmieder's law has it.
 *
 * Thickness grows with depth, for which the height in the picture has to stand: what is seen further up is further
 * away. It is a quarter as much at the bottom, and varies by about a third from place to place.
 */
export function fog(raster: Raster, { density, shapeSeed }: Fog, context: KernelContext): Raster {
  if (density === 0) return raster
  const view = viewOf(raster, context)
  const row = fieldRows(view, { seed: shapeSeed, salt: 0xf0900001, octaves })
  const field = new Float32Array(raster.width)
  return paintRows(raster, (y, paint) => {
    row(y, field)
    const height = 1 - (y + 0.5) / raster.height
    const depth = 0.25 + 0.75 * Math.min(1, height * 1.35) ** 1.4
    for (let x = 0; x < field.length; x++) {
      const banks = Math.max(0.15, 1 + 0.42 * (field[x] as number))
      lay(paint, x, colour, 1 - Math.exp(-thickest * density * depth * banks))
    }
  })
}
