import type { Chain } from '../../shared/geometry/chain.ts'
import { isAffine } from '../../shared/geometry/matrix.ts'
import type { Size } from '../../shared/raster.ts'

/**
 * How many input pixels, along the input's own x and y, one output pixel covers: the least over a 3 x 3 grid of
 * points, so that no part of the picture is averaged more than it is shrunk.
 */
export function shrinkOf({ matrix, map }: Chain, output: Size): { readonly x: number; readonly y: number } {
  if (matrix !== undefined && isAffine(matrix)) {
    const [a, b, , d, e] = matrix
    return { x: Math.sqrt(a * a + b * b), y: Math.sqrt(d * d + e * e) }
  }
  const from = { x: 0, y: 0 }
  const to = { x: 0, y: 0 }
  let leastX = Infinity
  let leastY = Infinity
  for (let k = 0; k < 9; k++) {
    const x = (((k % 3) + 0.5) / 3) * output.width - 0.5
    const y = ((Math.floor(k / 3) + 0.5) / 3) * output.height - 0.5
    map(x - 0.5, y, from)
    map(x + 0.5, y, to)
    const [xByX, yByX] = [to.x - from.x, to.y - from.y]
    map(x, y - 0.5, from)
    map(x, y + 0.5, to)
    leastX = Math.min(leastX, Math.hypot(xByX, to.x - from.x))
    leastY = Math.min(leastY, Math.hypot(yByX, to.y - from.y))
  }
  return { x: leastX, y: leastY }
}
