import type { LightOp } from '../../../../shared/ops.ts'
import type { Raster, Size } from '../../../../shared/raster.ts'
import type { KernelContext } from '../kernel.ts'
import { type FillRow, paintRows } from './paint.ts'

type Illumination = Extract<LightOp, { readonly op: 'illumination' }>

/** The factor at column `column` of the raster and at height `y`, in pixels of the frame from its upper border. */
type Light = (column: number, y: number) => number

interface Place {
  readonly frame: Size
  /** Pixel centres from the left border, in pixels of the frame. */
  readonly xs: Float64Array
}

/**
 * Multiplies every pixel by 1 + amount * field.
 *
 * `linear`: from -1 at one corner to 1 at the other, along `angleDeg` (counter-clockwise from the x axis; the field
 * grows in that direction). `corner`: 1 at the corner into whose quarter the angle points, falling with the distance
 * to 0 at the opposite corner. `spot`: a Gaussian hill of height 1 about (centreX, centreY), shares of the sides;
 * `spread` is its sigma as a share of the longer side. `vignette`: the law of cosines to the fourth: 1 in the
 * middle, 1 - amount in the corners.
 */
export function illumination(raster: Raster, op: Illumination, { frame }: KernelContext): Raster {
  if (op.amount === 0) return raster
  const stepX = frame.width / raster.width
  const xs = Float64Array.from({ length: raster.width }, (_, x) => (x + 0.5) * stepX)
  const light = lightOf(op, { frame, xs })
  const stepY = frame.height / raster.height
  const fill: FillRow = (y, { gain }) => {
    for (let x = 0; x < raster.width; x++) {
      const factor = Math.max(0, light(x, (y + 0.5) * stepY))
      gain[x * 3] = factor
      gain[x * 3 + 1] = factor
      gain[x * 3 + 2] = factor
    }
  }
  return paintRows(raster, fill)
}

function lightOf(op: Illumination, place: Place): Light {
  switch (op.kind) {
    case 'linear':
      return linear(op, place)
    case 'corner':
      return corner(op, place)
    case 'spot':
      return spot(op, place)
    case 'vignette':
      return vignette(op, place)
  }
}

const radians = (angleDeg: number): number => (angleDeg * Math.PI) / 180

function linear({ amount, angleDeg }: Illumination, { frame: { width, height }, xs }: Place): Light {
  const [dx, dy] = [Math.cos(radians(angleDeg)), -Math.sin(radians(angleDeg))]
  const half = (Math.abs(dx) * width + Math.abs(dy) * height) / 2
  const across = xs.map((x) => (amount * (x - width / 2) * dx) / half)
  return (column, y) => 1 + (across[column] as number) + (amount * (y - height / 2) * dy) / half
}

function corner({ amount, angleDeg }: Illumination, { frame: { width, height }, xs }: Place): Light {
  const cornerX = Math.cos(radians(angleDeg)) >= 0 ? width : 0
  const cornerY = Math.sin(radians(angleDeg)) >= 0 ? 0 : height
  const diagonal = Math.hypot(width, height)
  const squares = xs.map((x) => (x - cornerX) * (x - cornerX))
  return (column, y) => {
    const dy = y - cornerY
    return 1 + amount * (1 - Math.sqrt((squares[column] as number) + dy * dy) / diagonal)
  }
}

function spot(op: Illumination, { frame: { width, height }, xs }: Place): Light {
  const { amount, centreX, centreY, spread } = op
  const sigma = Math.max(spread, 1e-3) * Math.max(width, height)
  const hill = (distance: number): number => Math.exp((-0.5 * distance * distance) / (sigma * sigma))
  const across = xs.map((x) => amount * hill(x - centreX * width))
  // Why kept: a row asks for its height again at every pixel, and an exponential is dear.
  let [lastY, down] = [Number.NaN, 0]
  return (column, y) => {
    if (y !== lastY) [lastY, down] = [y, hill(y - centreY * height)]
    return 1 + (across[column] as number) * down
  }
}

/** cos^4 of the ray's angle is 1 / (1 + tan^2)^2; `k` is the square of the tangent in the corner. */
function vignette({ amount }: Illumination, { frame: { width, height }, xs }: Place): Light {
  const k = 1 / Math.sqrt(1 - Math.min(amount, 0.99)) - 1
  const perSquare = (4 * k) / (width * width + height * height)
  const across = xs.map((x) => 1 + perSquare * (x - width / 2) * (x - width / 2))
  return (column, y) => {
    const below = (across[column] as number) + perSquare * (y - height / 2) * (y - height / 2)
    return 1 / (below * below)
  }
}
