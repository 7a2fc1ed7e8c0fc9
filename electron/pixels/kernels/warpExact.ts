import { isAffine, type Mat3 } from '../../../shared/geometry/matrix.ts'
import type { Sampling } from '../../../shared/ops.ts'
import type { Raster, Size } from '../../../shared/raster.ts'
import { fillSamples, foldCoordinate, outside } from './fill.ts'

/** Unit: pixels. A map that is nearer than this to whole pixels everywhere is taken to be meant so. */
const tolerancePx = 1e-6

/**
 * The matrix with whole numbers when it maps every pixel of the output exactly onto one pixel of the input's grid:
 * mirrors, quarter turns, half turns and whole shifts, in any combination. Undefined otherwise.
 */
export function wholePixelMatrix(m: Mat3, output: Size): Mat3 | undefined {
  if (!isAffine(m)) return undefined
  const rounded = m.map((value) => Math.round(value)) as unknown as Mat3
  const [a, b, , c, d] = rounded
  const isTurn =
    Math.abs(a * d - b * c) === 1 && Math.abs(a) + Math.abs(b) === 1 && Math.abs(c) + Math.abs(d) === 1
  const off = (index: number): number => Math.abs((m[index] as number) - (rounded[index] as number))
  const offX = off(0) * output.width + off(1) * output.height + off(2)
  const offY = off(3) * output.width + off(4) * output.height + off(5)
  return isTurn && offX < tolerancePx && offY < tolerancePx ? rounded : undefined
}

/** Copies pixels by a matrix of whole numbers: nothing is interpolated, so nothing is lost. */
export function warpExact(source: Raster, out: Raster, m: Mat3, sampling: Sampling): void {
  const { data, width, height, channels } = source
  const fill = fillSamples(source, sampling.fillValue)
  const target = out.data
  let index = 0
  for (let y = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++) {
      const inX = foldCoordinate(sampling.fillMode, m[0] * x + m[1] * y + m[2], width)
      const inY = foldCoordinate(sampling.fillMode, m[3] * x + m[4] * y + m[5], height)
      if (inX === outside || inY === outside) {
        for (let c = 0; c < channels; c++) target[index++] = fill[c] as number
      } else {
        const from = (inY * width + inX) * channels
        for (let c = 0; c < channels; c++) target[index++] = data[from + c] as number
      }
    }
  }
}
