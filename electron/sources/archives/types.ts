import type { Readable } from 'node:stream'
import type { RandomAccess } from '../containers/randomAccess.ts'
import type { TreeFile } from '../tree/types.ts'
import type { Problem } from '../types.ts'

/** A file in an archive. */
export interface ArchiveFile extends TreeFile {
  /** Its place in the archive's own order, all entries counted. */
  readonly entry: number
}

/** An archive whose directory has been read; the rest stays where it is. */
export interface Archive {
  /** The archive, for messages. */
  readonly path: string
  /** What may be read, in code unit order. */
  readonly files: readonly ArchiveFile[]
  /** What is refused, and why. */
  readonly problems: readonly Problem[]
  /** A file by its entry. Throws `not-found`. */
  find(entry: number): ArchiveFile
  /** Throws CultivarErrors that name archive and entry: `image-too-large`, `truncated-image`, `corrupt-image`. */
  read(file: ArchiveFile, limitBytes: number): Promise<Buffer>
  /** The same piece by piece; its errors come from the stream. */
  stream(file: ArchiveFile): Promise<Readable>
  /** Access to any part of a file: in place where it lies there as it is, else in memory. */
  inside(file: ArchiveFile, limitBytes: number): Promise<RandomAccess>
}

export function describeEntry(archive: string, name: string): string {
  return `${archive}: ${name}`
}
