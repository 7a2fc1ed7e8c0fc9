import type { Size } from '../raster.ts'
import { joinRings } from './joinRings.ts'
import { type Ring, ringArea } from './rings.ts'
import { simplified } from './simplified.ts'
import { traceMask } from './traceMask.ts'
import type { Annotation, MaskAnnotation } from './types.ts'

/** How far an outline may be from the edges of the pixels. Unit: pixels of the mask. */
const tolerancePx = 1.2

/** Parts and holes beyond these, the smallest ones, are left out. */
const mostRings = 32

/**
 * A mask as an outline, for what has to know where a thing is and how much of it is left, not which pixels it has: an
 * outline goes through a step in microseconds and stands in a variant in a few hundred bytes. Anything else is
 * returned as it is.
 *
 * Convention: one ring in edge coordinates of `frame`, over which the mask is spread; parts and holes are joined to it
 * by bridges without width, so that it is to be filled by the even-odd rule. The same mask always gives the same
 * numbers.
 */
export function outlined(annotation: Annotation, frame: Size): Annotation {
  return annotation.kind === 'mask' ? outlineOf(annotation, frame) : annotation
}

function outlineOf({ mask, ...marked }: MaskAnnotation, frame: Size): Annotation {
  const [sx, sy] = [frame.width / mask.width, frame.height / mask.height]
  const rings = traceMask(mask)
    .map((ring) => ({ ring, area: ringArea(ring) }))
    .toSorted((a, b) => b.area - a.area)
    .slice(0, mostRings)
    .map(({ ring }) => simplified(ring, tolerancePx))
  const joined: Ring = joinRings(rings).map((value, at) => value * (at % 2 === 0 ? sx : sy))
  return { ...marked, kind: 'polygon', rings: joined.length < 6 ? [] : [joined] }
}

/** Annotations with every mask as an outline; masks without a pixel are left out. */
export function allOutlined(annotations: readonly Annotation[], frame: Size): readonly Annotation[] {
  if (!annotations.some(({ kind }) => kind === 'mask')) return annotations
  return annotations
    .map((annotation) => outlined(annotation, frame))
    .filter((annotation) => annotation.kind !== 'polygon' || annotation.rings.length > 0)
}
