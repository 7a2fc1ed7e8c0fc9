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

export type Annotation =
  | { readonly kind: 'box'; readonly className: string | null; readonly box: Box }
  /** Outlines of one object; every ring lists x, y, x, y... and is closed. */
  | {
      readonly kind: 'polygon'
      readonly className: string | null
      readonly rings: readonly (readonly number[])[]
    }
  | { readonly kind: 'keypoints'; readonly className: string | null; readonly points: readonly Keypoint[] }
