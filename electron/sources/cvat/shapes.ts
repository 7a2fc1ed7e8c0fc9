import type { Visibility } from '../../../shared/annotations/types.ts'
import type { Point } from '../../../shared/geometry/matrix.ts'
import type { Size } from '../../../shared/raster.ts'
import {
  boxOfCorners,
  ellipseMark,
  type MarkOrReason,
  pointsMark,
  polygonMark,
  turnedMark
} from '../markShapes.ts'
import { maskSizeReason, patchMark } from '../patchMask.ts'
import { childrenOf, type Element } from './elements.ts'

/**
 * One shape (docs.cvat.ai, "CVAT for images").
 *
 * Convention: all coordinates are edge coordinates; boxes and ellipses turn about their centres, clockwise. Lines are
 * kept as points.
 */
export function markOf(element: Element, size: Size | undefined, keypoints: readonly string[]): MarkOrReason {
  switch (element.name) {
    case 'box':
      return boxOf(element, size)
    case 'polygon':
      return withPoints(element, (points) => polygonMark([points.flatMap(({ x, y }) => [x, y])], size))
    case 'polyline':
    case 'points': {
      const visibility = element.attributes['occluded'] === '1' ? 1 : 2
      return withPoints(element, (points) =>
        pointsMark(
          points.map((point) => ({ ...point, visibility })),
          size
        )
      )
    }
    case 'ellipse':
      return ellipseMark(
        {
          centre: { x: numberIn(element, 'cx'), y: numberIn(element, 'cy') },
          radiusX: numberIn(element, 'rx'),
          radiusY: numberIn(element, 'ry'),
          angleDeg: rotationOf(element)
        },
        size
      )
    case 'mask':
      return maskOf(element, size)
    case 'skeleton':
      return skeletonMark(element, size, keypoints)
    default:
      return `Shapes of the kind ${JSON.stringify(element.name)} are not read. Draw a polygon in its place.`
  }
}

function numberIn({ attributes }: Element, name: string): number {
  const text = attributes[name]?.trim() ?? ''
  return text === '' ? Number.NaN : Number(text)
}

function rotationOf(element: Element): number {
  return element.attributes['rotation'] === undefined ? 0 : numberIn(element, 'rotation')
}

function boxOf(element: Element, size: Size | undefined): MarkOrReason {
  const [left, top] = [numberIn(element, 'xtl'), numberIn(element, 'ytl')]
  const [right, bottom] = [numberIn(element, 'xbr'), numberIn(element, 'ybr')]
  const box = { ...boxOfCorners([left, top], [right, bottom]) }
  if (right < left || bottom < top)
    return `Its right lower corner (${right}, ${bottom}) lies before the left upper one (${left}, ${top}). Draw it anew.`
  const about = { x: (left + right) / 2, y: (top + bottom) / 2 }
  return turnedMark(box, { angleDeg: rotationOf(element), about }, size)
}

/** `x,y;x,y` as points. */
function withPoints(element: Element, mark: (points: readonly Point[]) => MarkOrReason): MarkOrReason {
  const text = element.attributes['points'] ?? ''
  const pairs = text
    .split(';')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => pair.split(',').map(Number))
  const points = pairs.flatMap(([x, y, ...rest]) =>
    x === undefined || y === undefined || rest.length > 0 ? [] : [{ x, y }]
  )
  if (points.length < pairs.length)
    return `Its points must be x,y;x,y but are ${JSON.stringify(text.slice(0, 60))}.`
  return mark(points)
}

/** Runs row by row in the rectangle of the mask, in turn outside and inside. */
function maskOf(element: Element, size: Size | undefined): MarkOrReason {
  const [width, height] = [numberIn(element, 'width'), numberIn(element, 'height')]
  const [left, top] = [numberIn(element, 'left'), numberIn(element, 'top')]
  const reason = maskSizeReason({ width, height })
  if (reason !== undefined || !Number.isFinite(left) || !Number.isFinite(top))
    return `Its mask must have left, top, width and height. Export it anew.`
  const runs = (element.attributes['rle'] ?? '').split(',').map(Number)
  const sum = runs.reduce((total, run) => total + (Number.isInteger(run) && run >= 0 ? run : Number.NaN), 0)
  if (sum !== width * height)
    return `The runs of its mask cover ${sum} pixels, but it has ${width} x ${height}. Export it anew.`
  const pixels = new Uint8Array(width * height)
  let at = 0
  runs.forEach((run, index) => {
    if (index % 2 === 1) pixels.fill(1, at, at + run)
    at += run
  })
  return patchMark({ left, top, width, height, pixels }, size)
}

/** Its points by the labels of the skeleton, in their order; in that of the file where the head names none. */
function skeletonMark(element: Element, size: Size | undefined, keypoints: readonly string[]): MarkOrReason {
  const parts = childrenOf(element, 'points')
  const names = keypoints.length > 0 ? keypoints : parts.map(({ attributes }) => attributes['label'] ?? '')
  const stranger = parts.find(({ attributes }) => !names.includes(attributes['label'] ?? ''))
  if (stranger !== undefined)
    return `Its label has no part ${JSON.stringify(stranger.attributes['label'])}. Export the file anew.`
  const points = names.map((name): Point & { readonly visibility: Visibility } => {
    const part = parts.find(({ attributes }) => attributes['label'] === name)
    const [x = Number.NaN, y = Number.NaN] = (part?.attributes['points'] ?? '').split(',').map(Number)
    if (part === undefined || part.attributes['outside'] === '1') return { x: 0, y: 0, visibility: 0 }
    return { x, y, visibility: part.attributes['occluded'] === '1' ? 1 : 2 }
  })
  return pointsMark(points, size)
}
