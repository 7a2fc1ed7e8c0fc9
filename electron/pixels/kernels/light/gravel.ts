import type { Rng } from '../../../../shared/draw/rng.ts'
import { shapeStream } from '../../../../shared/draw/shapeStream.ts'
import type { LightOp } from '../../../../shared/ops.ts'
import type { Raster } from '../../../../shared/raster.ts'
import { type KernelContext, meanScale } from '../kernel.ts'
import { paintRows } from './paint.ts'
import { type View, viewOf } from './view.ts'

type Gravel = Extract<LightOp, { readonly op: 'gravel' }>

/** Stones at amount 1 a picture. */
const stones = 480

/** Small stones over the picture: how much of each pixel is covered, and the light of what covers it, times cover. */
interface Layer {
  readonly view: View
  readonly share: Float32Array
  readonly light: Float32Array
}

/** Centre and mean radius in pixels of the raster. */
interface Stone {
  readonly x: number
  readonly y: number
  readonly radius: number
  /** Shares of full scale. */
  readonly level: number
  /** Normals of the flat sides, each divided by its distance from the centre: |n . d| = 1 on the side. */
  readonly sides: readonly { readonly x: number; readonly y: number }[]
}

/**
 * Stones strewn over the lower part of the picture in a few heaps, lit from above and each with a shadow below.
 * `sizePx` is the mean radius of a stone, `amount` 0..1 grows their number.
 */
export function gravel(raster: Raster, op: Gravel, context: KernelContext): Raster {
  if (op.amount === 0) return raster
  const view = viewOf(raster, context)
  const length = view.width * view.height
  const layer: Layer = { view, share: new Float32Array(length), light: new Float32Array(length) }
  const rng = shapeStream(op.shapeSeed, 0x64a7e100)
  const heaps = Array.from({ length: 4 }, () => ({ x: rng.between(0.05, 0.95), y: rng.between(0.72, 0.98) }))
  const count = Math.ceil(stones * op.amount)
  for (let k = 0; k < count; k++) {
    const heap = heaps[k % heaps.length] as (typeof heaps)[number]
    addStone(layer, stoneOf(rng, view, { heap, radius: op.sizePx * meanScale(context) }))
  }
  return paintRows(raster, (y, { gain, add }) => {
    for (let x = 0, i = y * view.width, at = 0; x < view.width; x++, i++, at += 3) {
      const light = layer.light[i] as number
      gain[at] = gain[at + 1] = gain[at + 2] = 1 - (layer.share[i] as number)
      add[at] = light * 1.03
      add[at + 1] = light
      add[at + 2] = light * 0.94
    }
  })
}

interface Place {
  readonly heap: { readonly x: number; readonly y: number }
  readonly radius: number
}

function stoneOf(rng: Rng, view: View, { heap, radius }: Place): Stone {
  // The mean of three uniform numbers: thick in the middle of a heap, thin at its rim.
  const spread = (): number => (rng.next() + rng.next() + rng.next()) / 1.5 - 1
  const turn = rng.next() * Math.PI
  const [x, y] = [heap.x + 0.34 * spread(), heap.y + 0.13 * spread()]
  const sides = [0, 1, 2].map((k) => {
    const angle = turn + (k * Math.PI) / 3 + rng.between(-0.25, 0.25)
    const distance = rng.between(0.65, 1.2)
    return { x: Math.cos(angle) / distance, y: Math.sin(angle) / (distance * 0.85) }
  })
  return {
    x: x * view.width,
    y: y * view.height,
    radius: radius * (0.45 + 1.4 * rng.next() ** 2.2),
    level: rng.between(0.28, 0.66),
    sides
  }
}

function addStone(layer: Layer, stone: Stone): void {
  const { x, y, radius } = stone
  addEllipse(layer, { x: x + radius * 0.12, y: y + radius * 0.35, radius: radius * 1.25 })
  const { view } = layer
  const reach = radius * 1.45 + 1
  for (let py = Math.max(0, Math.floor(y - reach)); py < Math.min(view.height, y + reach); py++) {
    for (let px = Math.max(0, Math.floor(x - reach)); px < Math.min(view.width, x + reach); px++) {
      const [dx, dy] = [(px + 0.5 - x) / radius, (py + 0.5 - y) / radius]
      const distance = distanceIn(stone, dx, dy)
      const share = Math.min(1, Math.max(0, (1 - distance) * radius + 0.5)) * Math.min(1, radius * 1.6)
      if (share === 0) continue
      // Lambert's law for a rounded body with the light from above and a little from the left.
      const lit = 0.8 - 0.3 * dy - 0.14 * dx
      over(layer, py * view.width + px, share, stone.level * Math.max(0.25, lit))
    }
  }
}

/** 1 on the outline: a hexagon whose corners are rounded by the circle. */
function distanceIn({ sides }: Stone, dx: number, dy: number): number {
  let flat = 0
  for (const side of sides) flat = Math.max(flat, Math.abs(dx * side.x + dy * side.y))
  return Math.sqrt(0.85 * flat * flat + 0.15 * (dx * dx + dy * dy))
}

/** A soft shadow, the darkest in its middle. */
function addEllipse(
  layer: Layer,
  { x, y, radius }: { readonly x: number; readonly y: number; readonly radius: number }
): void {
  const { view } = layer
  const reach = Math.sqrt(radius * radius + 1)
  const peak = (0.75 * radius * radius) / (reach * reach)
  for (let py = Math.max(0, Math.floor(y - reach)); py < Math.min(view.height, y + reach); py++) {
    for (let px = Math.max(0, Math.floor(x - reach)); px < Math.min(view.width, x + reach); px++) {
      const [dx, dy] = [(px + 0.5 - x) / reach, (py + 0.5 - y) / reach]
      const t = 1 - dx * dx - dy * dy
      if (t > 0) over(layer, py * view.width + px, peak * t, 0.03)
    }
  }
}

function over({ share, light }: Layer, i: number, cover: number, level: number): void {
  share[i] = cover + (share[i] as number) * (1 - cover)
  light[i] = cover * level + (light[i] as number) * (1 - cover)
}
