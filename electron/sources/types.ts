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
}

/** Something that cannot be imported, with the reason in plain words. */
export interface Problem {
  readonly kind: 'problem'
  readonly path: string
  readonly reason: string
}

/** Something that was imported in another way than one might expect. */
export interface Note {
  readonly kind: 'note'
  readonly path: string
  readonly text: string
}

export type Finding = FoundImage | Problem | Note

/** Where one image is read from. */
export type SourceAddress = Pick<FoundImage, 'path' | 'entry'>

/**
 * A way to find images. `paths` are absolute.
 *
 * `find` streams in a fixed order, yields a problem where something cannot be read, goes on after it, and throws
 * only when `signal` is aborted (`cancelled`).
 */
export interface Importer {
  readonly id: string
  readonly title: string
  recognises(paths: readonly string[]): Promise<boolean>
  find(paths: readonly string[], signal?: AbortSignal): AsyncGenerator<Finding>
}
