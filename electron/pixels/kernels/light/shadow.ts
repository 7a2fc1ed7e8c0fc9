import { shapeStream } from '../../../../shared/draw/shapeStream.ts'
import type { LightOp } from '../../../../shared/ops.ts'
import type { Raster } from '../../../../shared/raster.ts'
import type { KernelContext } from '../kernel.ts'
import { paintRows, smoothstep } from './paint.ts'
import { type View, viewOf } from './view.ts'

type Shadow = Extract<LightOp, { readonly op: 'shadow' }>

const corners = 6

/** A convex outline in shares of the frame, with the width of its penumbra in units. */
interface Outline {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly soft: number
}

/**
 * Soft-edged polygons in the lower half of the picture, as of things outside of it, that darken by `amount` (0..1).
 * Where two meet it is no darker than in one: what stands in the shadow cannot be shaded again.
 */
export function shadow(raster: Raster, { count, amount, shapeSeed }: Shadow, context: KernelContext): Raster {
  if (amount === 0 || count < 1) return raster
  const view = viewOf(raster, context)
  const outlines = Array.from({ length: Math.round(count) }, (_, index) => outlineOf(shapeSeed, index, view))
  const row = new Float32Array(raster.width)
  return paintRows(raster, (y, { gain }) => {
    row.fill(0)
    for (const outline of outlines) addRow(row, view, y, outline)
    for (let x = 0, i = 0; x < row.length; x++, i += 3) {
      gain[i] = gain[i + 1] = gain[i + 2] = 1 - amount * (row[x] as number)
    }
  })
}

/** Corners on an ellipse at rising angles, so that the outline is convex: a leaning slab, wider than high. */
function outlineOf(shapeSeed: number, index: number, view: View): Outline {
  const rng = shapeStream(shapeSeed, 0x5ad00000 + index)
  const [centreX, centreY] = [rng.between(0.1, 0.9), rng.between(0.62, 0.95)]
  const [radiusX, radiusY] = [rng.between(0.25, 0.55), rng.between(0.15, 0.35)]
  const lean = rng.between(-0.6, 0.6)
  const turn = rng.next()
  const angles = Array.from({ length: corners }, (_, k) => {
    return (2 * Math.PI * (k + turn + rng.between(-0.35, 0.35))) / corners
  })
  const ys = angles.map((angle) => centreY + radiusY * Math.sin(angle))
  const xs = angles.map((angle, k) => centreX + radiusX * Math.cos(angle) + lean * ((ys[k] ?? 0) - centreY))
  return {
    xs: xs.map((x) => x * view.extentX),
    // What lies above the middle is cut off: shadows lie on the ground.
    ys: ys.map((y) => Math.max(0.45, y) * view.extentY),
    soft: rng.between(0.018, 0.055)
  }
}

/** Raises the row to the outline's cover, by the distance to the nearest side; inside is positive. */
function addRow(row: Float32Array, view: View, y: number, { xs, ys, soft }: Outline): void {
  const placeY = view.ys[y] as number
  const distances = new Float32Array(row.length).fill(Infinity)
  for (let k = 0; k < corners; k++) {
    const [ax, ay] = [xs[k] as number, ys[k] as number]
    const [bx, by] = [xs[(k + 1) % corners] as number, ys[(k + 1) % corners] as number]
    const length = Math.hypot(bx - ax, by - ay)
    if (length < 1e-6) continue
    const [nx, ny] = [-(by - ay) / length, (bx - ax) / length]
    const start = (placeY - ay) * ny - ax * nx
    for (let x = 0; x < row.length; x++) {
      const distance = start + (view.xs[x] as number) * nx
      if (distance < (distances[x] as number)) distances[x] = distance
    }
  }
  // Unit: no sharper than a pixel of this raster.
  const half = Math.max(soft, 0.75 / view.perUnit)
  for (let x = 0; x < row.length; x++) {
    const cover = smoothstep(-half, half, distances[x] as number)
    if (cover > (row[x] as number)) row[x] = cover
  }
}
