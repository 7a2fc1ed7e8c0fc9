import { shapeStream } from '../../../../shared/draw/shapeStream.ts'
import type { LightOp } from '../../../../shared/ops.ts'
import { maxSample, type Raster } from '../../../../shared/raster.ts'
import type { KernelContext } from '../kernel.ts'
import { type FieldRow, fieldRows, octavesFrom } from './field.ts'
import { lay, luma, paintRows, type RowPaint, type Rgb, smoothstep } from './paint.ts'
import { addDisc, type Cover, emptyCover } from './splat.ts'
import { type View, viewOf } from './view.ts'

type Snow = Extract<LightOp, { readonly op: 'snow' }>

const flakeColour: Rgb = [0.97, 0.98, 1]
const lyingColour: Rgb = [0.93, 0.95, 0.99]
const veilColour: Rgb = [0.86, 0.88, 0.91]

/** From far to near: flakes at amount 1 a picture, radius in units, cover of one flake. */
const depths = [
  { flakes: 2600, radius: 0.0028, share: 0.6 },
  { flakes: 750, radius: 0.0055, share: 0.75 },
  { flakes: 130, radius: 0.0115, share: 0.7 },
  { flakes: 16, radius: 0.026, share: 0.45 }
] as const

/** Cover of the grey air between flakes at amount 1. */
const veil = 0.22

/**
 * Falling flakes at four depths (`amount` 0..1) and snow that lies (`cover` 0..1).
 *
 * Lying snow whitens what is light already, as ground, roofs and branches seen against shade are, more of it the
 * larger `cover` is and more towards the bottom, in drifts; what is dark stays.
 */
export function snow(raster: Raster, op: Snow, context: KernelContext): Raster {
  if (op.amount === 0 && op.cover === 0) return raster
  const view = viewOf(raster, context)
  const flakes = emptyCover(view)
  depths.forEach((depth, index) => {
    addFlakes(flakes, view, { op, depth, index })
  })
  const octaves = octavesFrom(3, 5, 0.75)
  const drift = fieldRows(view, { seed: op.shapeSeed, salt: 0x5a0e0009, octaves })
  const lie = lyingSnow(raster, op.cover, drift)
  return paintRows(raster, (y, paint) => {
    if (op.cover > 0) lie(y, paint)
    if (op.amount > 0) layFalling(paint, flakes, y, veil * op.amount)
  })
}

/** The grey air, and the flakes over it, in one go. */
function layFalling({ gain, add }: RowPaint, flakes: Cover, y: number, air: number): void {
  const { width, share } = flakes
  for (let x = 0, from = y * width, i = 0; x < width; x++, i += 3) {
    const flake = share[from + x] as number
    const keep = (1 - air) * (1 - flake)
    for (let c = 0; c < 3; c++) {
      const light = air * (1 - flake) * (veilColour[c] as number) + flake * (flakeColour[c] as number)
      gain[i + c] = (gain[i + c] as number) * keep
      add[i + c] = (add[i + c] as number) * keep + light
    }
  }
}

function lyingSnow(raster: Raster, cover: number, drift: FieldRow): (y: number, paint: RowPaint) => void {
  const { data, width, height, channels } = raster
  const most = maxSample(raster)
  const field = new Float32Array(width)
  return (y, paint) => {
    drift(y, field)
    const down = (y + 0.5) / height
    const threshold = 0.95 - 0.75 * cover - 0.22 * (down - 0.5)
    for (let x = 0, i = y * width * channels; x < width; x++, i += channels) {
      const light = lightness(data, i, channels) / most
      const share = smoothstep(threshold - 0.2, threshold + 0.2, light + 0.09 * (field[x] as number))
      lay(paint, x, lyingColour, Math.min(1, 0.92 * share * Math.min(1, cover * 4)))
    }
  }
}

function lightness(data: Uint8Array | Uint16Array, i: number, channels: number): number {
  if (channels === 1) return data[i] as number
  const [r, g, b] = luma
  return r * (data[i] as number) + g * (data[i + 1] as number) + b * (data[i + 2] as number)
}

interface FlakeOptions {
  readonly op: Snow
  readonly depth: (typeof depths)[number]
  readonly index: number
}

function addFlakes(cover: Cover, view: View, { op, depth, index }: FlakeOptions): void {
  const rng = shapeStream(op.shapeSeed, 0x5a0e0000 + index)
  const count = Math.round(depth.flakes * op.amount)
  for (let flake = 0; flake < count; flake++) {
    const radius = depth.radius * rng.between(0.5, 1.3)
    const [x, y] = [rng.next(), rng.next()]
    addDisc(cover, {
      x: x * view.width,
      y: y * view.height,
      radiusX: radius * view.perUnitX,
      // Falling while the shutter is open draws them out a little.
      radiusY: radius * rng.between(1, 1.5) * view.perUnitY,
      share: depth.share * rng.between(0.55, 1)
    })
  }
}
