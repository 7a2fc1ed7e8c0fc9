import type { ExportOptions } from '../../shared/api/types.ts'
import type { Exporter } from '../exporters/types.ts'
import type { Placed } from './exportPlaces.ts'
import type { PixelPool } from './pool.ts'
import type { JobContext } from './runner.ts'
import type { WrittenFiles } from './writtenFiles.ts'

/** A file of an export and its SHA-256 in hex. */
export interface Sum {
  readonly file: string
  readonly sha256: string
}

/** What the parts of an export job share. */
export interface ExportWork {
  readonly context: JobContext
  readonly pool: PixelPool
  readonly options: ExportOptions
  readonly exporter: Exporter
  /** Folder of all that is in the making; it lies beside the destination. */
  readonly partial: string
  /** Folder of the export to be, below `partial`. */
  readonly files: string
  /** Folder in which the pictures grow: `files`, or another one when they are packed into containers. */
  readonly pictures: string
  /** Of the files that are neither pictures nor beside one, as they are written. */
  readonly sums: Sum[]
}

/** The pictures of the export that are there, in its order. */
export interface Done {
  readonly places: readonly Placed[]
  readonly written: WrittenFiles
}
