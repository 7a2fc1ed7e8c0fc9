import type { JsonValue } from '../transforms/spec.ts'

/**
 * What a person marked in a picture.
 *
 * Convention: boxes and rings in *edge* coordinates (0 .. width, 0 .. height), keypoints in *centre* coordinates
 * (-0.5 .. width - 0.5); only geometry/frames.ts converts between the two.
 */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** 0 not labelled, 1 labelled but hidden, 2 labelled and visible: as COCO counts. */
export type Visibility = 0 | 1 | 2

export interface Keypoint {
  readonly x: number
  readonly y: number
  readonly visibility: Visibility
}

/** What a file says of a picture or an object besides what is understood here; passed on as it came. */
export type Attributes = Readonly<Record<string, JsonValue>>

/** What all annotations have. */
interface Marked {
  readonly className: string | null
  /**
   * Which thing of the picture it belongs to: a box, its outline and its keypoints share the number. Without one it
   * stands alone.
   */
  readonly object?: number
  readonly attributes?: Attributes
}

/**
 * Which pixels of a picture belong to something: lengths of runs row by row from the upper left corner, in turn outside
 * and inside, beginning with outside (0 when the first pixel is inside). They sum to width x height.
 */
export interface RunLengths {
  readonly width: number
  readonly height: number
  readonly runs: readonly number[]
}

export type Annotation = BoxAnnotation | RotatedBox | PolygonAnnotation | KeypointsAnnotation | MaskAnnotation

export interface BoxAnnotation extends Marked {
  readonly kind: 'box'
  readonly box: Box
}

/** Four corners x, y, x, y... of a rectangle, one after the other around it. */
export interface RotatedBox extends Marked {
  readonly kind: 'rotatedBox'
  readonly corners: readonly number[]
}

/** Outlines of one object; every ring lists x, y, x, y... and is closed. */
export interface PolygonAnnotation extends Marked {
  readonly kind: 'polygon'
  readonly rings: readonly (readonly number[])[]
}

/** The order of the points has a meaning, which the class says: see ClassDetails. */
export interface KeypointsAnnotation extends Marked {
  readonly kind: 'keypoints'
  readonly points: readonly Keypoint[]
}

/** Pixels of one object, or of all that has its class. The size of the mask is that of the picture. */
export interface MaskAnnotation extends Marked {
  readonly kind: 'mask'
  readonly mask: RunLengths
}

/** All that is known of a picture besides its pixels, its class and its split. */
export interface PictureAnnotations {
  readonly objects: readonly Annotation[]
  /** Its classes where there are several; the picture's own class is the first of them. */
  readonly labels?: readonly string[]
  readonly captions?: readonly string[]
  readonly attributes?: Attributes
}

export const noAnnotations: PictureAnnotations = { objects: [] }

/** What is known of a class besides its name. */
export interface ClassDetails {
  /** Number of the class in the file that it came from; formats with numbers of their own count anew. */
  readonly number?: number
  readonly supercategory?: string
  /** Names of the keypoints, in order. */
  readonly keypoints?: readonly string[]
  /** Pairs of keypoints that are joined; counted from 0. */
  readonly skeleton?: readonly (readonly [number, number])[]
  /** For each keypoint the one that it becomes in a mirrored picture (YOLO's flip_idx); counted from 0. */
  readonly mirroredKeypoints?: readonly number[]
  /** Red, green and blue of its pixels in a coloured mask, 0 to 255. */
  readonly colour?: readonly [number, number, number]
}
