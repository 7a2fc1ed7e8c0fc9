/** How annotations are brought to a variant. */
export interface MapOptions {
  /**
   * Boxes and polygons of which less is to be seen are dropped; 0 to 1. Why 0.1: Albumentations keeps everything
   * unless told, its recipe for detection drops below 0.3, YOLO's training code below 0.1. Kept low, as people look at
   * what comes out, and every share is reported.
   */
  readonly minVisibleShare?: number
  /** Boxes and polygons less wide or high than this are dropped. Unit: pixels of the frame. */
  readonly minSidePx?: number
  /**
   * What of a box is enclosed by the new one: `largestBox` its corners, cut to the frame afterwards, as Albumentations
   * does (the default; never too small); `visiblePart` its corners, cut first (never too small, tighter where a turned
   * box leaves the frame); `ellipse` the ellipse inside of it, cut first (tightest, right for round objects).
   */
  readonly boxMethod?: 'largestBox' | 'visiblePart' | 'ellipse'
  /**
   * Keypoints that leave the frame get visibility 0, at (0, 0) as COCO wants it (`unlabelled`, the default), or where
   * they are (`located`).
   */
  readonly outsidePoints?: 'unlabelled' | 'located'
  /** The class of a mirrored object. */
  readonly mirroredLabel?: (className: string) => string
}
