import type { Mat3 } from './geometry/matrix.ts'
import type { Size } from './raster.ts'

/**
 * The closed union of pixel operations to which every transform is lowered.
 *
 * Convention: geometry maps output to input in pixel-centre coordinates of the frame in which the step was lowered;
 * lengths are pixels of that frame (a kernel scales them when it renders smaller or larger); tone curves and colour
 * matrices work on samples scaled to 0..1 and clamp to it. Whatever is random inside an operation follows from its
 * `shapeSeed` alone, an unsigned 32-bit integer.
 */
export type Op = GeometryOp | PointOp | AreaOp

/**
 * `size`: the frame after it, for crops and pads that change it; without it the frame stays. `frame`: the picture in
 * which the field was lowered.
 */
export type GeometryOp =
  | { readonly op: 'matrix'; readonly matrix: Mat3; readonly size?: Size }
  | { readonly op: 'displace'; readonly field: Displacement; readonly frame: Size }

export type PointOp =
  /** `channel`: only red (0), green (1) or blue (2); pictures of one channel take every curve. */
  | { readonly op: 'curve'; readonly curve: ToneCurve; readonly channel?: 0 | 1 | 2 }
  /** Rows r, g, b of (r, g, b, 1); pictures of one channel are left as they are. */
  | { readonly op: 'colourMatrix'; readonly matrix: ColourMatrix }

/** Operations that look at more than one sample, or at where it stands: one kernel each, never fused. */
export type AreaOp = BlurOp | DetailOp | NoiseOp | ToneOp | LightOp | OcclusionOp | MixOp

export type BlurOp =
  | { readonly op: 'gaussianBlur'; readonly sigmaPx: number }
  | { readonly op: 'boxBlur'; readonly radiusPx: number }
  /** Mean along a line through the pixel; `angleDeg` counter-clockwise from the x axis; `bias` -1..1 shifts it. */
  | { readonly op: 'motionBlur'; readonly lengthPx: number; readonly angleDeg: number; readonly bias: number }
  | { readonly op: 'medianBlur'; readonly radiusPx: number }
  /** Mean over a disc, edges softened by a Gaussian of `softnessPx`. */
  | { readonly op: 'defocus'; readonly radiusPx: number; readonly softnessPx: number }
  /** Mean of zooms from 1 to `factor` about the centre. */
  | { readonly op: 'zoomBlur'; readonly factor: number }
  /** Pixels change places within `distancePx`, blurred by `sigmaPx` before and after. */
  | {
      readonly op: 'glassBlur'
      readonly sigmaPx: number
      readonly distancePx: number
      readonly rounds: number
      readonly shapeSeed: number
    }

export type DetailOp =
  /** out = in + amount * (in - blurred), where they differ by more than `threshold` (0..1). */
  | {
      readonly op: 'unsharpMask'
      readonly sigmaPx: number
      readonly amount: number
      readonly threshold: number
    }
  /** PIL's ImageEnhance.Sharpness: 0 smooth, 1 unchanged, above 1 sharper. */
  | { readonly op: 'sharpness'; readonly factor: number }
  /** 3 x 3 kernels blended with the picture by `share` 0..1. */
  | { readonly op: 'sharpen'; readonly share: number; readonly lightness: number }
  | { readonly op: 'emboss'; readonly share: number; readonly strength: number }
  /** Ideal low-pass (sinc) filter with `cutoff` in radians per pixel. */
  | { readonly op: 'ringing'; readonly radiusPx: number; readonly cutoff: number }
  | { readonly op: 'morphology'; readonly kind: 'dilate' | 'erode'; readonly radiusPx: number }
  /** Lossy compression and back, at the size that is rendered. */
  | { readonly op: 'recode'; readonly format: 'jpeg' | 'webp'; readonly quality: number }
  /** Shrunk to `share` of its size and enlarged again. */
  | { readonly op: 'downscale'; readonly share: number; readonly smooth: boolean }
  /** `segments` regions of like colour (SLIC); each is painted with its mean with probability `share`. */
  | {
      readonly op: 'superpixels'
      readonly segments: number
      readonly share: number
      readonly shapeSeed: number
    }
  /** Red and blue scaled radially against green: lateral chromatic aberration; shares at half the diagonal. */
  | { readonly op: 'chromaticAberration'; readonly red: number; readonly blue: number }

export type NoiseOp =
  /** Standard deviation as a share of full scale. */
  | {
      readonly op: 'gaussianNoise'
      readonly deviation: number
      readonly perChannel: boolean
      readonly shapeSeed: number
    }
  /** Poisson-like luma noise that grows with lightness, and hue noise. */
  | {
      readonly op: 'isoNoise'
      readonly intensity: number
      readonly colourShift: number
      readonly shapeSeed: number
    }
  /** Poisson noise; `scale` is the share of full scale that one photon adds. */
  | { readonly op: 'shotNoise'; readonly scale: number; readonly shapeSeed: number }
  /** Every pixel (and channel) times a uniform factor 1 - spread .. 1 + spread. */
  | {
      readonly op: 'multiplicativeNoise'
      readonly spread: number
      readonly perChannel: boolean
      readonly shapeSeed: number
    }
  | {
      readonly op: 'saltAndPepper'
      readonly share: number
      /** Share of white among the changed pixels. */
      readonly saltShare: number
      readonly shapeSeed: number
    }
  /** Single pixels set to `level` (0..1). */
  | {
      readonly op: 'pixelDropout'
      readonly share: number
      readonly level: number
      readonly shapeSeed: number
    }

/** Changes of tone that depend on the picture's own statistics, or on those of another picture. */
export type ToneOp =
  | { readonly op: 'equalise'; readonly share: number }
  /** Darkest and lightest `cutoff` (share of pixels) of each channel are stretched to the ends. */
  | { readonly op: 'autocontrast'; readonly cutoff: number; readonly share: number }
  /** `clipLimit` and tiles as OpenCV defines them, on the lightness of CIE Lab. */
  | { readonly op: 'clahe'; readonly clipLimit: number; readonly tiles: number }
  /** Adds the principal components of the picture's colours, times eigenvalue times alpha (AlexNet). */
  | { readonly op: 'pcaColour'; readonly alphas: readonly [number, number, number] }
  /** Haematoxylin and eosin separated in optical density, each scaled and shifted. */
  | {
      readonly op: 'stain'
      readonly scales: readonly [number, number]
      readonly shifts: readonly [number, number]
    }
  /** Histograms of each channel drawn towards those of the reference by `share`. */
  | { readonly op: 'matchHistogram'; readonly partner: number; readonly share: number }
  /** Low frequencies of the amplitude spectrum, `beta` of the side, taken from the reference (FDA). */
  | { readonly op: 'fourierAdapt'; readonly partner: number; readonly beta: number }

/** Light and weather: painted over the picture from a seed, without any picture file. */
export type LightOp =
  /** Multiplies by 1 + amount * field; fields lie in -1..1. */
  | {
      readonly op: 'illumination'
      readonly kind: 'linear' | 'corner' | 'spot' | 'vignette'
      readonly amount: number
      readonly angleDeg: number
      readonly centreX: number
      readonly centreY: number
      readonly spread: number
    }
  /** Plasma (diamond-square like) field of unit range, changing brightness and contrast by the amounts. */
  | {
      readonly op: 'plasma'
      readonly brightness: number
      readonly contrast: number
      readonly shadow: number
      readonly roughness: number
      readonly shapeSeed: number
    }
  | { readonly op: 'fog'; readonly density: number; readonly shapeSeed: number }
  | {
      readonly op: 'rain'
      readonly amount: number
      readonly angleDeg: number
      readonly lengthPx: number
      readonly widthPx: number
      readonly shapeSeed: number
    }
  | { readonly op: 'snow'; readonly amount: number; readonly cover: number; readonly shapeSeed: number }
  /** `count` soft polygons that darken by `amount` 0..1. */
  | {
      readonly op: 'shadow'
      readonly count: number
      readonly amount: number
      readonly shapeSeed: number
    }
  | {
      readonly op: 'sunFlare'
      readonly strength: number
      readonly radiusPx: number
      readonly circles: number
      readonly shapeSeed: number
    }
  | {
      readonly op: 'spatter'
      readonly kind: 'rain' | 'mud'
      readonly amount: number
      readonly shapeSeed: number
    }
  | { readonly op: 'gravel'; readonly amount: number; readonly sizePx: number; readonly shapeSeed: number }

/** Shapes in edge coordinates of the frame. A polygon lists x, y, x, y... */
export type Shape =
  | {
      readonly kind: 'rectangle'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }
  | { readonly kind: 'polygon'; readonly points: readonly number[] }

/** What a covered part shows. `mean` is the picture's mean colour, `noise` uniform noise, `random` one random colour each. */
export const coverings = ['black', 'grey', 'white', 'mean', 'random', 'noise'] as const
export type Covering = (typeof coverings)[number]

export type OcclusionOp = {
  readonly op: 'cover'
  readonly shapes: readonly Shape[]
  readonly covering: Covering
  readonly shapeSeed: number
}

/**
 * Operations with other sources. `partner` counts the sources that the variant names, from 0, in the order of the
 * steps; a partner is decoded, brought to the size that is rendered (`fit`), and is not transformed itself.
 */
export type MixOp =
  /** out = share * own + (1 - share) * partner. */
  | { readonly op: 'blend'; readonly partner: number; readonly share: number }
  /** A rectangle (edge coordinates) of the partner over the picture. */
  | {
      readonly op: 'patch'
      readonly partner: number
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }
  /** Four pictures meet at a point (shares of the side); the own one is in the quarter `own` 0..3, row by row. */
  | {
      readonly op: 'mosaic'
      readonly partners: readonly [number, number, number]
      readonly own: number
      readonly meetX: number
      readonly meetY: number
    }
  /**
   * The part of the partner inside the outlines (shares of the partner's sides; x, y, x, y...; even-odd), drawn where
   * the whole partner would fill the rectangle (edge coordinates, may stand over the frame).
   */
  | {
      readonly op: 'paste'
      readonly partner: number
      readonly rings: readonly (readonly number[])[]
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }
  /** AugMix: own * keep + (1 - keep) * sum of weights * chain(own). */
  | {
      readonly op: 'chains'
      readonly chains: readonly (readonly Op[])[]
      readonly weights: readonly number[]
      readonly keep: number
    }

/** A displacement: the input point of an output point, both in pixels of the frame. */
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
  /** Radial: input distance = distance * (1 + k * (distance / radiusPx)^2 + k2 * (distance / radiusPx)^4). */
  | {
      readonly kind: 'radial'
      readonly k: number
      readonly k2?: number
      readonly radiusPx: number
      readonly centreX: number
      readonly centreY: number
    }
  /**
   * A lattice of columns x rows nodes spread evenly over the frame, edge to edge; `dx`, `dy` are the shifts at the
   * nodes row by row, bilinear between them (`triangles` false) or linear over two triangles a cell.
   */
  | {
      readonly kind: 'mesh'
      readonly columns: number
      readonly rows: number
      readonly dx: readonly number[]
      readonly dy: readonly number[]
      readonly triangles: boolean
    }
  /** Thin-plate spline through control points of the output (x, y pairs, edge coordinates) to input points. */
  | { readonly kind: 'thinPlate'; readonly from: readonly number[]; readonly to: readonly number[] }
  /** Cells of an even grid change places: output cell i shows input cell order[i]. Not continuous. */
  | {
      readonly kind: 'tiles'
      readonly columns: number
      readonly rows: number
      readonly order: readonly number[]
    }

export type ToneCurve =
  | { readonly kind: 'gain'; readonly factor: number }
  | { readonly kind: 'contrast'; readonly factor: number }
  | { readonly kind: 'gamma'; readonly exponent: number }
  | { readonly kind: 'offset'; readonly amount: number }
  | { readonly kind: 'invert' }
  /** Levels at or above `threshold` (0..1) are inverted. */
  | { readonly kind: 'solarise'; readonly threshold: number }
  /** Keeps the highest `bits` (1..8) of 8. */
  | { readonly kind: 'posterise'; readonly bits: number }
  /** S-shaped cubic Bezier through (0,0) and (1,1) with controls at heights `low` and `high`. */
  | { readonly kind: 'bezier'; readonly low: number; readonly high: number }

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

/** `inside`: the picture is enlarged just enough that nothing outside of it is ever seen. */
export const fillModes = ['constant', 'nearest', 'reflect', 'reflect101', 'wrap', 'inside'] as const
export type FillMode = (typeof fillModes)[number]

/** All but `nearest` average areas where they shrink by two or more. */
export const interpolations = ['nearest', 'bilinear', 'bicubic', 'lanczos'] as const
export type Interpolation = (typeof interpolations)[number]

/** How a warp reads outside and between pixels; one setting for a whole recipe. */
export interface Sampling {
  readonly fillMode: FillMode
  /** Grey or RGB levels 0..255, also for pictures of 16 bit. */
  readonly fillValue: readonly number[]
  readonly interpolation: Interpolation
}
