import type { ClassDetails, PictureAnnotations } from '../../shared/annotations/types.ts'
import type { TableColumns } from '../../shared/api/types.ts'
import type { Tree } from './tree/types.ts'

/** Which part of a training set an image was in when it was found. */
export type FoundSplit = 'train' | 'val' | 'test'

/** One image that an import found; nothing of it has been decoded yet. */
export interface FoundImage {
  readonly kind: 'image'
  /** Absolute path of the file, or of the container that holds the image. */
  readonly path: string
  /** Record index inside a container such as IDX, from 0; null for a file of its own. */
  readonly entry: number | null
  /** Path relative to the import root, with / as separator; unique within one import root. */
  readonly name: string
  readonly className: string | null
  readonly split: FoundSplit | null
  /** What is marked in it, as the file says; absent where the format knows of nothing of the kind. */
  readonly annotations?: PictureAnnotations
}

/** A class that the input declares, used or not. Comes before the pictures; the order is that of the file. */
export interface FoundClass {
  readonly kind: 'class'
  readonly name: string
  readonly details: ClassDetails
}

/** Something that cannot be imported, with the reason in plain words. */
export interface Problem {
  readonly kind: 'problem'
  /** The file; inside an archive or a table with the entry behind it: `/data/a.zip: labels/3.txt`. */
  readonly path: string
  readonly reason: string
}

/** Something that was imported in another way than one might expect. */
export interface Note {
  readonly kind: 'note'
  readonly path: string
  readonly text: string
}

export type Finding = FoundImage | FoundClass | Problem | Note

/** Where one image is read from. */
export type SourceAddress = Pick<FoundImage, 'path' | 'entry'>

/** What a person gave to import. */
export interface Given {
  /** Absolute. */
  readonly paths: readonly string[]
  /** The folders and archives among them, and the folders of single files. */
  readonly trees: readonly Tree[]
  /** Undefined: found out from the first rows. */
  readonly columns?: TableColumns
}

/**
 * A way to find images.
 *
 * `find` streams in a fixed order, yields a problem where something cannot be read, goes on after it, and throws
 * only when `signal` is aborted (`cancelled`).
 */
export interface Importer {
  readonly id: string
  readonly title: string
  /** By names and first bytes only; never throws. */
  recognises(given: Given): Promise<boolean>
  find(given: Given, signal?: AbortSignal): AsyncGenerator<Finding>
}
