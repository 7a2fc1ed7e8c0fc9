import type { GeometryOp } from '../ops.ts'
import type { Size } from '../raster.ts'
import { compileChain } from './chain.ts'
import { about, centreOf, type Mat3 } from './matrix.ts'

/** Beyond this nothing sensible is left to see; the policy holds the scale against the domain. */
const largestZoom = 64

/** How many points of each border are looked at. */
const borderPoints = 33

/**
 * The least zoom about the centre of `output`, as a matrix to put behind `maps`, with which every point of the output
 * shows a point inside of `input`; undefined when none is needed. Found by bisection to a thousandth.
 */
export function insideZoom(maps: readonly GeometryOp[], input: Size, output: Size): Mat3 | undefined {
  const { map } = compileChain(maps)
  const centre = centreOf(output)
  const at = { x: 0, y: 0 }
  const isInside = (zoom: number): boolean => {
    for (let k = 0; k < borderPoints; k++) {
      const share = k / (borderPoints - 1) - 0.5
      for (const [u, v] of [
        [share, -0.5],
        [share, 0.5],
        [-0.5, share],
        [0.5, share]
      ] as const) {
        map(centre.x + (u * output.width) / zoom, centre.y + (v * output.height) / zoom, at)
        if (at.x < -0.5 - slack || at.x > input.width - 0.5 + slack) return false
        if (at.y < -0.5 - slack || at.y > input.height - 0.5 + slack) return false
      }
    }
    return true
  }
  if (isInside(1)) return undefined
  let [low, high] = [1, largestZoom]
  while (high - low > 1e-3) {
    const middle = Math.sqrt(low * high)
    if (isInside(middle)) high = middle
    else low = middle
  }
  return about(centre, [1 / high, 0, 0, 1 / high])
}

/** Why: sines and cosines leave dust in the last digits. */
const slack = 1e-6
