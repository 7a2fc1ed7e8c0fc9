import { foldCoordinate, outside } from '../../kernels/fill.ts'
import type { Raster } from '../../../../shared/raster.ts'
import type { Reading } from '../fast.ts'

/** As FastKernels.nearest, for rasters of both depths. */
export function nearest(source: Raster, out: Raster, { points, fillMode, fill }: Reading): void {
  const { width, height, channels } = source
  const pixel = (x: number, y: number, to: number): void => {
    const inX = foldCoordinate(fillMode, x, width)
    const inY = foldCoordinate(fillMode, y, height)
    const isOut = inX === outside || inY === outside
    const from = (pixelAt(inY, height) * width + pixelAt(inX, width)) * channels
    for (let c = 0; c < channels; c++)
      out.data[to + c] = isOut ? (fill[c] ?? 0) : (source.data[from + c] ?? 0)
  }
  const xs = new Float64Array(out.width)
  const ys = new Float64Array(out.width)
  for (let y = 0; y < out.height; y++) {
    if ('rows' in points) points.rows(y, xs, ys)
    else {
      const m = points.matrix
      const [startX, startY] = [m[1] * y + m[2], m[4] * y + m[5]]
      for (let x = 0; x < out.width; x++) {
        xs[x] = startX + m[0] * x
        ys[x] = startY + m[3] * x
      }
    }
    for (let x = 0; x < out.width; x++) {
      pixel(xs[x] as number, ys[x] as number, (y * out.width + x) * channels)
    }
  }
}

/** Not-a-number counts as 0. */
function pixelAt(at: number, length: number): number {
  return Math.floor(Math.min(Math.max(at + 0.5, 0), length - 1)) || 0
}
