import { toEdge } from '../geometry/frames.ts'
import type { Size } from '../raster.ts'
import type { Annotation, Box, RunLengths } from './types.ts'

/** The x, y pairs of an annotation in edge coordinates: corners, rings, or the labelled keypoints. */
export function coordinatesOf(annotation: Annotation, frame: Size): readonly number[] {
  switch (annotation.kind) {
    case 'box': {
      const { x, y, width, height } = annotation.box
      return [x, y, x + width, y + height]
    }
    case 'rotatedBox':
      return annotation.corners
    case 'polygon':
      return annotation.rings.flat()
    case 'mask':
      return spread(maskCorners(annotation.mask), annotation.mask, frame)
    case 'keypoints':
      return annotation.points
        .filter(({ visibility }) => visibility > 0)
        .map(toEdge)
        .flatMap(({ x, y }) => [x, y])
  }
}

/** Pixels of a mask of another size, in the frame over which it is spread. */
function spread(pairs: readonly number[], mask: Size, frame: Size): readonly number[] {
  const [sx, sy] = [frame.width / mask.width, frame.height / mask.height]
  return pairs.map((value, at) => value * (at % 2 === 0 ? sx : sy))
}

/** Two corners of the box around the pixels of a mask; none for an empty one. */
function maskCorners({ width, runs }: RunLengths): readonly number[] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  let at = 0
  for (const [index, length] of runs.entries()) {
    const [from, to] = [at, at + length]
    at = to
    if (index % 2 === 0 || length === 0) continue
    const [first, last] = [Math.floor(from / width), Math.floor((to - 1) / width)]
    top = Math.min(top, first)
    bottom = Math.max(bottom, last + 1)
    left = Math.min(left, first === last ? from % width : 0)
    right = Math.max(right, first === last ? ((to - 1) % width) + 1 : width)
  }
  return left < right ? [left, top, right, bottom] : []
}

/** The smallest upright box around x, y pairs; undefined for none. */
export function hullOf(pairs: readonly number[]): Box | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  pairs.forEach((value, index) => {
    if (index % 2 === 0) {
      left = Math.min(left, value)
      right = Math.max(right, value)
    } else {
      top = Math.min(top, value)
      bottom = Math.max(bottom, value)
    }
  })
  return left <= right && top <= bottom
    ? { x: left, y: top, width: right - left, height: bottom - top }
    : undefined
}

/** The part of a box inside a frame; undefined when there is none. */
export function clipBox({ x, y, width, height }: Box, frame: Size): Box | undefined {
  const [left, top] = [Math.max(0, x), Math.max(0, y)]
  const [right, bottom] = [Math.min(frame.width, x + width), Math.min(frame.height, y + height)]
  return left <= right && top <= bottom
    ? { x: left, y: top, width: right - left, height: bottom - top }
    : undefined
}

/** The upright box around an annotation, inside the frame; undefined where nothing of it is. */
export function boundsOf(annotation: Annotation, frame: Size): Box | undefined {
  const hull = hullOf(coordinatesOf(annotation, frame))
  return hull === undefined ? undefined : clipBox(hull, frame)
}

/** The smallest box around all of them; undefined for none. */
export function unionOf(boxes: readonly Box[]): Box | undefined {
  return hullOf(boxes.flatMap(({ x, y, width, height }) => [x, y, x + width, y + height]))
}
