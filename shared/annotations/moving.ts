import type { Annotation, Box, Keypoint } from './types.ts'
import type { Ring } from './rings.ts'

/** Why an annotation is not part of a variant. */
export const dropReasons = ['outside', 'mostlyOutside', 'covered', 'torn', 'tooSmall'] as const
export type DropReason = (typeof dropReasons)[number]

/**
 * An annotation on its way through a variant's operations. A box travels as its outline, so that turning there and
 * back gives the same box; its upright hull is taken once, at the end.
 */
export interface Moving {
  readonly annotation: Annotation
  /** Position in the list that came in. */
  readonly index: number
  /** Of boxes, rotated ones too, and polygons, in edge coordinates of the frame reached so far; inside of it. */
  readonly rings: readonly Ring[]
  /** Upright hull of a box's outline before the last frame cut it; undefined once tiles have torn it. */
  readonly hull: Box | undefined
  /** Where a rotated box's corners are, uncut; undefined for all else, and once tiles have torn it. */
  readonly corners: Ring | undefined
  /** Whether a rotated box is still the same rectangle, turned, scaled and mirrored as a whole. */
  readonly isExact: boolean
  /** Of keypoints, and some of the pixels of a mask, in centre coordinates. */
  readonly points: readonly Keypoint[]
  /** Share of the area that came in which is still to be seen, 0 to 1; of labelled points for keypoints, of pixels for masks. */
  readonly visibleShare: number
  /** What took most of it away. */
  readonly lostTo: DropReason
}

/** A keypoint that is no longer in the picture: as COCO writes it. */
export const unlabelled: Keypoint = { x: 0, y: 0, visibility: 0 }
