import type { ClassCount, VariantCounts } from './types.ts'

/** One bar of a chart, one line of a table. */
export interface Bar {
  readonly name: string
  readonly count: number
}

export interface ClassStatistics extends ClassCount {
  /** Things of this class that are marked in pictures. */
  readonly objects: number
  /** Pictures that hold any of them. */
  readonly pictures: number
}

/** What is marked in pictures. */
export interface MarkStatistics {
  readonly objects: number
  /** Pictures with anything marked. */
  readonly pictures: number
  readonly kinds: readonly Bar[]
  readonly perPicture: readonly Bar[]
  /** Square roots of the share of the picture that the box around a thing takes. */
  readonly relativeSizes: readonly Bar[]
  /** By area in pixels as COCO counts: below 32 x 32, below 96 x 96, above. */
  readonly areas: readonly Bar[]
  /** Width by height of the boxes. */
  readonly aspects: readonly Bar[]
  /** How many boxes lie over each cell of a square grid that is spread over every picture, row by row. */
  readonly heat: { readonly side: number; readonly counts: readonly number[] }
}

export interface ColourStatistics {
  /** Sources whose colours are known. */
  readonly pictures: number
  /** Of red, green and blue over all these; levels from 0 to 255. */
  readonly mean: readonly [number, number, number]
  readonly deviation: readonly [number, number, number]
  /** Mean brightness of the pictures. */
  readonly brightness: readonly Bar[]
}

/** A split of the input and its classes. */
export interface SplitStatistics {
  readonly split: string
  readonly sources: number
  readonly classes: readonly Bar[]
}

/** What is in a workspace. */
export interface Statistics {
  readonly sources: number
  readonly variants: VariantCounts
  readonly classes: readonly ClassStatistics[]
  /** Sources without a class of their own. */
  readonly unlabelled: number
  readonly splits: readonly SplitStatistics[]
  readonly sizes: readonly Bar[]
  readonly longerSides: readonly Bar[]
  readonly aspects: readonly Bar[]
  readonly formats: readonly Bar[]
  /** Null where nothing is marked. */
  readonly marks: MarkStatistics | null
  /** Null where no colours are known. */
  readonly colour: ColourStatistics | null
  /** Transforms of the recipes that variants were drawn with, and how many variants each of these has. */
  readonly transforms: readonly Bar[]
  /** Reasons that were given when variants were rejected, with the number of variants. */
  readonly rejections: readonly Bar[]
  /** Reasons why files could not be used. */
  readonly failures: readonly Bar[]
  readonly near: NearStatistics
}

/** Sources that look nearly the same. */
export interface NearStatistics {
  readonly groups: number
  readonly pictures: number
  /** Names of some of them, by groups. */
  readonly examples: readonly (readonly string[])[]
}
