import { shapeStream } from '../../../../shared/draw/shapeStream.ts'
import type { LightOp } from '../../../../shared/ops.ts'
import type { Raster } from '../../../../shared/raster.ts'
import { type KernelContext, meanScale } from '../kernel.ts'
import { paintRows, type Rgb, type RowPaint, smoothstep } from './paint.ts'
import { type View, viewOf } from './view.ts'

type SunFlare = Extract<LightOp, { readonly op: 'sunFlare' }>

const sunColour: Rgb = [1, 0.94, 0.82]

/** A reflection between lenses: a faint disc; centre and radius in units. */
interface Ghost {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly light: Rgb
  /** 0 an even disc, 1 a ring. */
  readonly ring: number
}

interface Flare {
  readonly x: number
  readonly y: number
  readonly radius: number
  /** Directions of the star's rays, each with its length in radii. */
  readonly rays: readonly { readonly dx: number; readonly dy: number; readonly length: number }[]
  readonly ghosts: readonly Ghost[]
}

/**
 * The sun in the upper half of the picture: a glow with a star about it, and `circles` reflections in a line through
 * the middle of the picture. Added as light is: out = 1 - (1 - in) * (1 - light). `radiusPx` is where the glow has
 * fallen to a tenth; `strength` 0..1.
 */
export function sunFlare(raster: Raster, op: SunFlare, context: KernelContext): Raster {
  if (op.strength === 0) return raster
  const view = viewOf(raster, context)
  const flare = flareOf(op, view, (op.radiusPx * meanScale(context)) / view.perUnit)
  return paintRows(raster, (y, paint) => {
    addGlow(paint.add, view, y, flare)
    for (const ray of flare.rays) addRay(paint.add, view, y, { flare, ray })
    for (const ghost of flare.ghosts) addGhost(paint.add, view, y, ghost)
    screen(paint, op.strength)
  })
}

function flareOf(op: SunFlare, view: View, radius: number): Flare {
  const rng = shapeStream(op.shapeSeed, 0xf1a40001)
  const x = rng.between(0.08, 0.92) * view.extentX
  const y = rng.between(0.05, 0.45) * view.extentY
  const turn = rng.next() * Math.PI
  const rays = Array.from({ length: 12 }, (_, k) => {
    const angle = turn + (k * Math.PI) / 6
    return {
      dx: Math.cos(angle),
      dy: Math.sin(angle),
      length: rng.between(0.7, 1.6) * (k % 2 === 0 ? 1 : 0.6)
    }
  })
  const toMiddle = [view.extentX / 2 - x, view.extentY / 2 - y] as const
  const ghosts = Array.from({ length: Math.round(op.circles) }, (): Ghost => {
    const along = rng.between(0.35, 2.3)
    const tint = rng.next()
    const light = rng.between(0.07, 0.22)
    return {
      x: x + toMiddle[0] * along,
      y: y + toMiddle[1] * along,
      radius: radius * rng.between(0.07, 0.3),
      light: [
        light * (0.65 + 0.35 * Math.cos(2 * Math.PI * tint)),
        light * (0.7 + 0.3 * Math.cos(2 * Math.PI * (tint - 0.33))),
        light * (0.65 + 0.35 * Math.cos(2 * Math.PI * (tint - 0.67)))
      ],
      ring: rng.next()
    }
  })
  return { x, y, radius, rays, ghosts }
}

/** Core, glow and a wide veil; red reaches farther than blue, as in a real lens. */
function addGlow(add: Float32Array, view: View, y: number, flare: Flare): void {
  const dy = (view.ys[y] as number) - flare.y
  for (let x = 0, i = 0; x < view.width; x++, i += 3) {
    const dx = (view.xs[x] as number) - flare.x
    const t = Math.sqrt(dx * dx + dy * dy) / flare.radius
    const core = 1 / (1 + (t * 9) ** 4)
    const glow = 0.85 * Math.exp(-2.6 * t)
    const veil = 0.16 / (1 + t * t)
    add[i] = 1.25 * core + sunColour[0] * (glow + veil)
    add[i + 1] = 1.25 * core + sunColour[1] * (glow * 0.96 + veil)
    add[i + 2] = 1.2 * core + sunColour[2] * (glow * 0.88 + veil)
  }
}

interface RayOfFlare {
  readonly flare: Flare
  readonly ray: Flare['rays'][number]
}

/** A ray is thin at the sun's rim and fades along its length; only the pixels near it are visited. */
function addRay(add: Float32Array, view: View, y: number, { flare, ray }: RayOfFlare): void {
  const { dx, dy } = ray
  const offsetY = (view.ys[y] as number) - flare.y
  const half = Math.max(0.022 * flare.radius, 0.5 / view.perUnit)
  const fainter = (0.022 * flare.radius) / half
  // Across the ray: |offsetX * dy - offsetY * dx| <= half, at most its whole length.
  const reach = ray.length * flare.radius * 1.2
  const middle = Math.abs(dy) < 1e-6 ? 0 : (offsetY * dx) / dy
  const span = Math.min(Math.abs(dy) < 1e-6 ? reach : (half * 2.5) / Math.abs(dy), reach * 2)
  const first = Math.max(0, Math.floor((flare.x + middle - span) * view.perUnitX - 0.5))
  const last = Math.min(view.width - 1, Math.ceil((flare.x + middle + span) * view.perUnitX - 0.5))
  for (let x = first; x <= last; x++) {
    const offsetX = (view.xs[x] as number) - flare.x
    const along = (offsetX * dx + offsetY * dy) / (ray.length * flare.radius)
    if (along < 0 || along > 1.2) continue
    const across = (offsetX * dy - offsetY * dx) / half
    const t = 1 - along / 1.2
    const light = (0.5 * fainter * t * t * t) / (1 + across * across)
    for (let c = 0; c < 3; c++) add[x * 3 + c] = (add[x * 3 + c] as number) + light * (sunColour[c] as number)
  }
}

function addGhost(add: Float32Array, view: View, y: number, ghost: Ghost): void {
  const dy = (view.ys[y] as number) - ghost.y
  const soft = Math.max(0.1 * ghost.radius, 0.75 / view.perUnit)
  const reach = ghost.radius + soft
  if (Math.abs(dy) >= reach) return
  const span = Math.sqrt(reach * reach - dy * dy)
  const first = Math.max(0, Math.floor((ghost.x - span) * view.perUnitX))
  const last = Math.min(view.width - 1, Math.ceil((ghost.x + span) * view.perUnitX))
  for (let x = first; x <= last; x++) {
    const dx = (view.xs[x] as number) - ghost.x
    const distance = Math.sqrt(dx * dx + dy * dy)
    const rim = (distance / ghost.radius) ** 4
    const light = smoothstep(reach, ghost.radius - soft, distance) * (1 - ghost.ring + ghost.ring * rim)
    for (let c = 0; c < 3; c++)
      add[x * 3 + c] = (add[x * 3 + c] as number) + light * (ghost.light[c] as number)
  }
}

/** From the light in `add` to 1 - (1 - in) * (1 - light). */
function screen({ gain, add }: RowPaint, strength: number): void {
  for (let i = 0; i < add.length; i++) {
    const light = Math.min(1, strength * (add[i] as number))
    gain[i] = 1 - light
    add[i] = light
  }
}
