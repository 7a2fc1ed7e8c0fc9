import type { Size } from '../raster.ts'
import type { Keypoint, RunLengths } from './types.ts'

/** Pixels of a mask that are followed one by one. */
const samples = 128

/**
 * Pixels spread evenly over a mask, all of a small one: of how many is left, the share of the mask that is still to be
 * seen is known to a hundredth. Why not by counting all pixels: a bent map changes their number without a loss.
 *
 * Convention: centre coordinates of `frame`, over which the mask is spread. None for an empty mask.
 */
export function maskSamples({ width, height, runs }: RunLengths, frame: Size): readonly Keypoint[] {
  const area = runs.reduce((sum, length, index) => (index % 2 === 1 ? sum + length : sum), 0)
  const count = Math.min(samples, area)
  const [perX, perY] = [frame.width / width, frame.height / height]
  const points: Keypoint[] = []
  let [at, seen] = [0, 0]
  runs.forEach((length, index) => {
    if (index % 2 === 1) {
      // The next one is the pixel of this rank among those inside.
      const rank = (): number => Math.floor(((points.length + 0.5) * area) / count)
      while (points.length < count && rank() < seen + length) {
        const pixel = at + rank() - seen
        const [x, y] = [pixel % width, Math.floor(pixel / width)]
        points.push({ x: (x + 0.5) * perX - 0.5, y: (y + 0.5) * perY - 0.5, visibility: 2 })
      }
      seen += length
    }
    at += length
  })
  return points
}
