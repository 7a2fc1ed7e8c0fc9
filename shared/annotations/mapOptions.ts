import type { Size } from '../raster.ts'
import type { ClassDetails } from './types.ts'

/** How annotations are brought to a variant. */
export interface MapOptions {
  /**
   * Everything but keypoints of which less is to be seen is dropped; 0 to 1. Why 0.1: Albumentations keeps everything
   * unless told, its recipe for detection drops below 0.3, YOLO's training code below 0.1. Kept low, as people look at
   * what comes out, and every share is reported.
   */
  readonly minVisibleShare?: number
  /**
   * Boxes, outlines and masks less wide or high than this are dropped. Unit: pixels of the frame, so that what was
   * reviewed is what is exported at every size.
   */
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
  /**
   * Whether a mask keeps its pixels under what covers the picture (`kept`, the default: the thing is still there, and
   * only less of it to be seen) or loses them (`cut`).
   */
  readonly coveredPixels?: 'kept' | 'cut'
  /** The class of a mirrored object. */
  readonly mirroredLabel?: (className: string) => string
  /** What is known of classes: which keypoint becomes which in a mirrored picture. */
  readonly classes?: ReadonlyMap<string, ClassDetails>
  /** Size of the picture that comes out; the frame that the operations end in when absent. */
  readonly outputSize?: Size
  /**
   * Size of the masks that come out, which are spread over the picture; `outputSize` when absent. However large, masks
   * are sampled once.
   */
  readonly maskSize?: Size
}
