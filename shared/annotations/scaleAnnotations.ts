import { toCentre, toEdge } from '../geometry/frames.ts'
import type { Size } from '../raster.ts'
import type { Ring } from './rings.ts'
import type { Annotation, Keypoint } from './types.ts'

/** The same annotations on a picture that was scaled, edges on edges, as from a frame to the size of an export. */
export function scaleAnnotations(
  annotations: readonly Annotation[],
  from: Size,
  to: Size
): readonly Annotation[] {
  const [sx, sy] = [to.width / from.width, to.height / from.height]
  return annotations.map((annotation) => {
    switch (annotation.kind) {
      case 'box': {
        const { x, y, width, height } = annotation.box
        return { ...annotation, box: { x: x * sx, y: y * sy, width: width * sx, height: height * sy } }
      }
      case 'polygon': {
        const scaled = (ring: Ring): Ring => ring.map((value, at) => value * (at % 2 === 0 ? sx : sy))
        return { ...annotation, rings: annotation.rings.map(scaled) }
      }
      case 'rotatedBox':
        return {
          ...annotation,
          corners: annotation.corners.map((value, at) => value * (at % 2 === 0 ? sx : sy))
        }
      case 'mask':
        return annotation
      case 'keypoints':
        return { ...annotation, points: annotation.points.map((point) => scaledPoint(point, sx, sy)) }
    }
  })
}

function scaledPoint(point: Keypoint, sx: number, sy: number): Keypoint {
  if (point.visibility === 0) return point
  const { x, y } = toEdge(point)
  return { ...toCentre({ x: x * sx, y: y * sy }), visibility: point.visibility }
}
