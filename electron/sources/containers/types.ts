import type { SampleFormat } from '../../pixels/picture.ts'
import type { Raster } from '../../../shared/raster.ts'
import type { Archive } from '../archives/types.ts'
import type { RandomAccess } from './randomAccess.ts'

/** One picture of a container: an encoded file, or samples as they are. */
export type ContainerRecord =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** The raster is the caller's own. */
  | { readonly kind: 'raster'; readonly raster: Raster; readonly format: SampleFormat }

/** A container whose directory has been read and checked. */
export interface OpenContainer {
  /** What all of its records are, encoded files or samples. */
  readonly holds: ContainerRecord['kind']
  /**
   * A picture by its number, from 0. Throws CultivarErrors that name container and entry: `not-found` for a number that
   * there is none of, `image-too-large` above `limitBytes`, `truncated-image`, `corrupt-image`.
   */
  read(entry: number, limitBytes: number): Promise<ContainerRecord>
  /** For messages: container and entry, as in `/data/a.zip: cats/3.jpg`. */
  describe(entry: number): string
  /** The files of an archive, which may be containers themselves. */
  readonly archive?: Archive
}

/** A kind of files that hold many pictures. */
export interface ContainerKind {
  readonly id: string
  /** By content; by the end of the name only where the content says nothing. */
  recognises(bytes: RandomAccess): Promise<boolean>
  /** Reads the directory. Throws CultivarErrors that name the file. Kept by path, size and date. */
  open(bytes: RandomAccess): Promise<OpenContainer>
}
