import type { Mat3 } from './geometry/matrix.ts'

/**
 * The closed union of pixel operations to which every transform is lowered.
 *
 * Convention: geometry maps output to input in pixel-centre coordinates of the picture's full size; tone curves
 * and colour matrices work on samples scaled to 0..1 and clamp to it; blur is in pixels of the full size.
 */
export type Op = GeometryOp | PointOp | NeighbourhoodOp

export type GeometryOp =
  { readonly op: 'matrix'; readonly matrix: Mat3 } | { readonly op: 'displace'; readonly field: Displacement }

export type PointOp =
  | { readonly op: 'curve'; readonly curve: ToneCurve }
  /** Rows r, g, b of (r, g, b, 1); pictures of one channel are left as they are. */
  | { readonly op: 'colourMatrix'; readonly matrix: ColourMatrix }

export type NeighbourhoodOp = { readonly op: 'gaussianBlur'; readonly sigmaPx: number }

/** A displacement: the input point of an output point, both in pixels of the full size. */
export type Displacement =
  /** Smooth random shifts: a cubic B-spline over a lattice of uniform random vectors (see geometry/displacement). */
  | {
      readonly kind: 'spline'
      readonly shapeSeed: number
      readonly spacingPx: number
      readonly amplitudePx: number
    }
  /** Stretched rows and columns: piecewise linear from even output edges to the given input edges. */
  | { readonly kind: 'grid'; readonly xEdges: readonly number[]; readonly yEdges: readonly number[] }
  /** Radial: input distance = distance * (1 + k * (distance / radiusPx)^2). */
  | {
      readonly kind: 'radial'
      readonly k: number
      readonly radiusPx: number
      readonly centreX: number
      readonly centreY: number
    }

export type ToneCurve =
  | { readonly kind: 'gain'; readonly factor: number }
  | { readonly kind: 'contrast'; readonly factor: number }
  | { readonly kind: 'gamma'; readonly exponent: number }
  | { readonly kind: 'offset'; readonly amount: number }
  | { readonly kind: 'invert' }

export type ColourMatrix = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number
]

export const fillModes = ['constant', 'nearest', 'reflect', 'reflect101', 'wrap'] as const
export type FillMode = (typeof fillModes)[number]

export const interpolations = ['nearest', 'bilinear', 'bicubic'] as const
export type Interpolation = (typeof interpolations)[number]

/** How a warp reads outside and between pixels; one setting for a whole recipe. */
export interface Sampling {
  readonly fillMode: FillMode
  /** Grey or RGB levels 0..255, also for pictures of 16 bit. */
  readonly fillValue: readonly number[]
  readonly interpolation: Interpolation
}
