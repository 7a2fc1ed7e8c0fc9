import type { ClassOf } from '../../shared/annotations/softLabels.ts'
import type { Split } from '../../shared/api/types.ts'
import type { SourcePlace } from '../catalogue/sources.ts'
import type { StoredVariant } from '../catalogue/variants.ts'

/** A variant without its parameters, of which an export with a million variants can keep all. */
export type PlannedVariant = Pick<StoredVariant, 'id' | 'planId' | 'copyIndex' | 'status'>

/** One picture of an export: an original, or one of its variants. */
export interface PlannedItem {
  readonly source: SourcePlace
  /** Null for the original itself. */
  readonly variant: PlannedVariant | null
  readonly className: string | null
  /** Null when the export has no splits. */
  readonly split: Split | null
}

/** The same with the variant's parameters. */
export interface ExportItem extends PlannedItem {
  readonly variant: (PlannedVariant & Pick<StoredVariant, 'parameters'>) | null
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

/** What a table beside the pictures may need of all of them. */
export interface ExportClasses {
  /** Names of all classes that can occur, ascending. */
  readonly names: readonly string[]
  readonly classOf: ClassOf
}

/** A text file beside the pictures, written piece by piece in the order of the export. */
export interface ExportTable {
  readonly file: string
  readonly head: string
  readonly lines: (
    exported: readonly { readonly item: ExportItem; readonly written: WrittenFile }[]
  ) => string
}

/**
 * A training format: where every picture goes and what else is written. Pixels, progress, atomicity and provenance are
 * the same for all formats and are not its concern.
 */
export interface Exporter {
  readonly id: string
  readonly title: string
  /** Path of an item's file below the export's folder, without its extension; need not be unique. */
  readonly place: (item: PlannedItem, names: ExportNames) => string
  /** Files with what the places of the pictures do not say. */
  readonly tables?: (classes: ExportClasses) => readonly ExportTable[]
}
