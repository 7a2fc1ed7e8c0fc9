import { compileChain } from '../geometry/chain.ts'
import { isAffine, type Mat3 } from '../geometry/matrix.ts'
import type { PointMap } from '../geometry/displacement.ts'
import type { GeometryOp } from '../ops.ts'
import type { Size } from '../raster.ts'
import type { MaskPlanes } from './maskPlanes.ts'

/** Unit: pixels. Sines and cosines leave dust in the last digits; a border pixel must not be lost to it. */
const slack = 1e-6

/** What `sourcePixels` says of output pixels that show nothing of the source. */
const nowhere = -1

/**
 * For each pixel of the output the pixel of the source that it shows, the nearest one, or -1 outside of it.
 *
 * Convention: `maps` as for pixels, output to input, in pixel centres; the source reaches from -0.5 to width - 0.5.
 */
function sourcePixels(maps: readonly GeometryOp[], source: Size, output: Size): Int32Array {
  const { matrix, map } = compileChain(maps)
  return matrix !== undefined && isAffine(matrix)
    ? affinePixels(matrix, source, output)
    : bentPixels(map, source, output)
}

function affinePixels([a, b, c, d, e, f]: Mat3, source: Size, output: Size): Int32Array {
  const found = new Int32Array(output.width * output.height)
  const { width, height } = source
  const [right, bottom] = [width - 0.5 + slack, height - 0.5 + slack]
  let index = 0
  for (let row = 0; row < output.height; row++) {
    const [startX, startY] = [b * row + c, e * row + f]
    for (let column = 0; column < output.width; column++, index++) {
      const x = startX + a * column
      const y = startY + d * column
      found[index] =
        x < -0.5 - slack || y < -0.5 - slack || x > right || y > bottom
          ? nowhere
          : nearest(y, height) * width + nearest(x, width)
    }
  }
  return found
}

function bentPixels(map: PointMap, source: Size, output: Size): Int32Array {
  const found = new Int32Array(output.width * output.height)
  const { width, height } = source
  const [right, bottom] = [width - 0.5 + slack, height - 0.5 + slack]
  const at = { x: 0, y: 0 }
  let index = 0
  for (let row = 0; row < output.height; row++) {
    for (let column = 0; column < output.width; column++, index++) {
      map(column, row, at)
      const { x, y } = at
      found[index] =
        x >= -0.5 - slack && y >= -0.5 - slack && x <= right && y <= bottom
          ? nearest(y, height) * width + nearest(x, width)
          : nowhere
    }
  }
  return found
}

/** The pixel that holds a coordinate, as the nearest interpolation of pixels finds it. */
function nearest(at: number, length: number): number {
  const pixel = Math.floor(at + 0.5)
  return pixel < 0 ? 0 : pixel >= length ? length - 1 : pixel
}

/** Samples planes, all of one size, once through a chain of maps; what is outside of them belongs to nothing. */
export function warpPlanes(
  planes: readonly MaskPlanes[],
  maps: readonly GeometryOp[],
  { width, height }: Size
): readonly MaskPlanes[] {
  const [first] = planes
  if (first === undefined) return []
  const from = sourcePixels(maps, first, { width, height })
  return planes.map((own) => {
    const pixels = new Uint32Array(width * height)
    for (let index = 0; index < pixels.length; index++) {
      const place = from[index] as number
      if (place !== nowhere) pixels[index] = own.pixels[place] as number
    }
    return { width, height, pixels, places: own.places }
  })
}
