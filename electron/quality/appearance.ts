import { maxSample, type Raster } from '../../shared/raster.ts'
import type { Picture } from '../pixels/picture.ts'
import { type PerceptualHash, perceptualHash, positions } from './perceptualHash.ts'

/** What a source looks like, in little. */
export interface Appearance {
  /** Empty when it says nothing: the picture has no structure, or is one of many samples of a container. */
  readonly perceptualHash: PerceptualHash
  /** Means of red, green and blue, then their standard deviations; levels from 0 to 255, with two decimals. */
  readonly colour: readonly number[]
}

/**
 * Why no hash for samples of a container (IDX, CIFAR, NPZ): tens of thousands of small pictures of the same few things
 * are alike by nature. Equal ones are still found by their content.
 */
export function appearanceOf({ raster, facts }: Picture): Appearance {
  const isSample = facts.format === 'idx' || facts.format === 'cifar' || facts.format === 'npz'
  return { perceptualHash: isSample ? '' : (perceptualHash(raster) ?? ''), colour: colourOf(raster) }
}

/** Transparent pixels do not count; of large pictures as many pixels are looked at as for the hash. */
function colourOf(raster: Raster): readonly number[] {
  const { channels, data, width, height } = raster
  const xs = positions(width)
  const sums = [0, 0, 0]
  const squares = [0, 0, 0]
  let weight = 0
  for (const y of positions(height)) {
    for (const x of xs) {
      const at = (y * width + x) * channels
      const opacity = channels === 4 ? (data[at + 3] ?? 0) : 1
      weight += opacity
      for (let c = 0; c < 3; c++) {
        const level = data[channels === 1 ? at : at + c] ?? 0
        sums[c] = (sums[c] ?? 0) + opacity * level
        squares[c] = (squares[c] ?? 0) + opacity * level * level
      }
    }
  }
  const scale = 255 / maxSample(raster)
  const means = sums.map((sum) => (weight === 0 ? 0 : sum / weight))
  const deviations = squares.map((square, c) =>
    weight === 0 ? 0 : Math.sqrt(Math.max(0, square / weight - (means[c] ?? 0) ** 2))
  )
  return [...means, ...deviations].map((level) => Math.round(level * scale * 100) / 100)
}
