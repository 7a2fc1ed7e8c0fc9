import type { Readable } from 'node:stream'
import type { Problem, SourceAddress } from '../types.ts'

/** A file of a tree. */
export interface TreeFile {
  /** Path below the root, with / as separator; never absolute, without `..`. */
  readonly name: string
  /** Length as stored, or as the archive declares it. Unit: bytes. */
  readonly bytes: number
}

/** Files below a folder or in an archive, read alike. */
export interface Tree {
  readonly kind: 'folder' | 'archive'
  /** The folder or the archive, absolute. */
  readonly path: string
  /** All files in code unit order, read once and kept; what is refused is a problem. */
  list(
    signal?: AbortSignal
  ): Promise<{ readonly files: readonly TreeFile[]; readonly problems: readonly Problem[] }>
  /** The file of this name, compared in NFC; undefined when there is none. Lists first. */
  find(name: string): Promise<TreeFile | undefined>
  /** Throws CultivarErrors that name archive and entry: `not-found`, `unreadable-file`, `image-too-large` beyond the limit. */
  read(file: TreeFile, limitBytes: number): Promise<Buffer>
  /** The same piece by piece, for files of any length. */
  stream(file: TreeFile): Promise<Readable>
  /** Where a picture of this name is read from later. */
  address(file: TreeFile): SourceAddress
  /** For messages: the file's path, or archive and entry. */
  describe(name: string): string
}
