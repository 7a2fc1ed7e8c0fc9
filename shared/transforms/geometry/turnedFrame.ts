import { frameOf } from '../../geometry/frameSize.ts'
import type { Size } from '../../raster.ts'

/** Why: a turn by 90 degrees has a cosine of 6e-17. */
const dust = 1e-6

/** The frame that holds all of a picture turned by `angle` radians. Throws a CultivarError when it is too large. */
export function outerFrame({ width, height }: Size, angle: number): Size {
  const [c, s] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))]
  return frameOf(Math.ceil(width * c + height * s - dust), Math.ceil(width * s + height * c - dust))
}

/** The upright rectangle of the largest area inside a picture turned by `angle` radians about its centre. */
export function innerFrame({ width, height }: Size, angle: number): Size {
  const [c, s] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))]
  const short = Math.min(width, height)
  const long = Math.max(width, height)
  const fit = (w: number, h: number): Size => frameOf(Math.floor(w + dust), Math.floor(h + dust))
  // Two opposite corners touch the long sides: the rectangle's diagonal crosses the picture from side to side.
  if (short <= 2 * s * c * long || Math.abs(s - c) < 1e-9) {
    const half = short / 2
    return width >= height ? fit(half / s, half / c) : fit(half / c, half / s)
  }
  // All four corners touch: two equations, w c + h s = width and w s + h c = height.
  const cosine = c * c - s * s
  return fit((width * c - height * s) / cosine, (height * c - width * s) / cosine)
}
