import type { Split } from '../../shared/api/types.ts'
import type { SourcePlace } from '../catalogue/sources.ts'
import type { StoredVariant } from '../catalogue/variants.ts'

/** One picture of an export: an original, or one of its variants. */
export interface ExportItem {
  readonly source: SourcePlace
  /** Null for the original itself. */
  readonly variant: StoredVariant | null
  readonly className: string | null
  /** Null when the export has no splits. */
  readonly split: Split | null
}

/** Names that depend on all items of an export. */
export interface ExportNames {
  /** A portable folder name for a class, or for items without one; different classes never share one. */
  readonly folderOf: (className: string | null) => string
}

export interface WrittenFile {
  /** Path below the export's folder, with / as separator. */
  readonly file: string
  readonly sha256: string
  readonly bytes: number
  readonly width: number
  readonly height: number
}

/**
 * A training format: where every picture goes and what else is written. Pixels, progress, atomicity and provenance are
 * the same for all formats and are not its concern.
 */
export interface Exporter {
  readonly id: string
  readonly title: string
  /** Path of an item's file below the export's folder, without its extension; need not be unique. */
  readonly place: (item: ExportItem, names: ExportNames) => string
}
