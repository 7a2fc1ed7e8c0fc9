import { toCentre, toEdge } from '../geometry/frames.ts'
import type { Size } from '../raster.ts'
import { leastRectangle } from './leastRectangle.ts'
import type { Ring } from './rings.ts'
import { mapMasks } from './throughMasks.ts'
import type { Annotation, Keypoint } from './types.ts'

/**
 * The same annotations on a picture that was scaled, edges on edges, as from a frame to the size of an export. A rotated
 * box that is scaled by two factors becomes the rectangle of least area around it. Masks get the pixels of the new size,
 * with nearest, unless they have as many.
 */
export function scaleAnnotations(
  annotations: readonly Annotation[],
  from: Size,
  to: Size
): readonly Annotation[] {
  return scaleOutlines(annotations, from, to).map((annotation) => withMaskSize(annotation, to))
}

/** The same with masks as they are: however large, they are spread over the picture. */
export function scaleOutlines(
  annotations: readonly Annotation[],
  from: Size,
  to: Size
): readonly Annotation[] {
  const [sx, sy] = [to.width / from.width, to.height / from.height]
  if (sx === 1 && sy === 1) return annotations
  const scaled = (ring: Ring): Ring => ring.map((value, at) => value * (at % 2 === 0 ? sx : sy))
  return annotations.map((annotation) => {
    switch (annotation.kind) {
      case 'box': {
        const { x, y, width, height } = annotation.box
        return { ...annotation, box: { x: x * sx, y: y * sy, width: width * sx, height: height * sy } }
      }
      case 'polygon':
        return { ...annotation, rings: annotation.rings.map(scaled) }
      case 'rotatedBox': {
        const corners = scaled(annotation.corners)
        return { ...annotation, corners: sx === sy ? corners : (leastRectangle(corners, corners) ?? corners) }
      }
      case 'mask':
        return annotation
      case 'keypoints':
        return { ...annotation, points: annotation.points.map((point) => scaledPoint(point, sx, sy)) }
    }
  })
}

function withMaskSize(annotation: Annotation, size: Size): Annotation {
  if (annotation.kind !== 'mask') return annotation
  const { width, height } = annotation.mask
  if (width === size.width && height === size.height) return annotation
  const scale = { x: size.width / width, y: size.height / height }
  const [mask] = mapMasks([annotation.mask], [], { size: { width, height }, scale, isCoverCut: false })
  return mask === undefined ? annotation : { ...annotation, mask }
}

function scaledPoint(point: Keypoint, sx: number, sy: number): Keypoint {
  if (point.visibility === 0) return point
  const { x, y } = toEdge(point)
  return { ...toCentre({ x: x * sx, y: y * sy }), visibility: point.visibility }
}
