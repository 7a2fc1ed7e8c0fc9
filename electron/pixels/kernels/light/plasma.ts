import type { LightOp } from '../../../../shared/ops.ts'
import type { Raster } from '../../../../shared/raster.ts'
import type { KernelContext } from '../kernel.ts'
import { fieldRows, octavesFrom } from './field.ts'
import { paintRows } from './paint.ts'
import { viewOf } from './view.ts'

type Plasma = Extract<LightOp, { readonly op: 'plasma' }>

/**
 * Clouds of light: with f the field in -1..1, out = ((in - 1/2) * (1 + contrast * f) + 1/2 + brightness * f)
 * * (1 - shadow * (1 + f) / 2), samples in 0..1.
 *
 * Why not diamond-square, which gave plasma its name: its shape depends on the picture's size. The octaves of splines
 * here have the same look, `roughness` (0..1) being the height of each octave against the one before.
 */
export function plasma(raster: Raster, op: Plasma, context: KernelContext): Raster {
  const { brightness, contrast, shadow, roughness, shapeSeed } = op
  if (brightness === 0 && contrast === 0 && shadow === 0) return raster
  const view = viewOf(raster, context)
  const octaves = octavesFrom(2, roughness > 0.6 ? 7 : 5, roughness)
  const row = fieldRows(view, { seed: shapeSeed, salt: 0x91a5_0001, octaves })
  const field = new Float32Array(raster.width)
  return paintRows(raster, (y, { gain, add }) => {
    row(y, field)
    for (let x = 0, i = 0; x < field.length; x++, i += 3) {
      const z = field[x] as number
      // Bounds the normal-like field smoothly: most of it spreads over -0.7 .. 0.7.
      const f = z / Math.sqrt(1 + z * z)
      const keep = 1 - (shadow * (1 + f)) / 2
      const factor = (1 + contrast * f) * keep
      const more = (brightness * f - (contrast * f) / 2) * keep
      gain[i] = gain[i + 1] = gain[i + 2] = factor
      add[i] = add[i + 1] = add[i + 2] = more
    }
  })
}
