import type { ClassOf } from '../../shared/annotations/softLabels.ts'
import type { Annotation, ClassDetails, PictureAnnotations } from '../../shared/annotations/types.ts'
import type { ExportOptions, Split } from '../../shared/api/types.ts'
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
  readonly options: ExportOptions
  /** Kinds of annotations that the exported sources have. */
  readonly kinds: ReadonlySet<Annotation['kind']>
  /** What else is said of any of them. */
  readonly said?: ReadonlySet<'labels' | 'captions'>
}

export interface WrittenFile {
  /** Path below the export's folder, with / as separator. */
  readonly file: string
  readonly sha256: string
  readonly bytes: number
  readonly width: number
  readonly height: number
}

/** A class as an export numbers it: its place in the list, from 0. */
export interface ExportClass {
  readonly name: string
  readonly details: ClassDetails
}

/** What is the same for all pictures of an export. */
export interface ExportContext {
  readonly names: ExportNames
  /** Every class that can occur, of pictures and of objects, in the order in which the catalogue learned of them. */
  readonly classes: readonly ExportClass[]
  /** Names of the classes of pictures, ascending. */
  readonly pictureClasses: readonly string[]
  readonly classOf: ClassOf
  /** Parts that hold pictures; [null] without splits. */
  readonly splits: readonly (Split | null)[]
  /** Name of the data set. */
  readonly title: string
}

/** A picture that was written, and what is marked in it at the size in which it was written. */
export interface Exported {
  readonly item: ExportItem
  readonly written: WrittenFile
  readonly annotations: PictureAnnotations
}

/** Lines of a table for some consecutive pictures; `isFirst` for the first ones that the part gets. */
export type TableLines = (exported: readonly Exported[], isFirst: boolean) => string

/** A text file beside the pictures, written piece by piece in the order of the export. */
export interface ExportTable {
  /** Path below the export's folder. */
  readonly file: string
  /** Which pictures it is about; all when absent. */
  readonly takes?: (item: PlannedItem) => boolean
  /** Text as it is, or lines over all its pictures: several parts go over them several times. */
  readonly parts: readonly (string | TableLines)[]
}

/** A small file that belongs to one picture. */
export interface SideFile {
  /** Path below the export's folder. */
  readonly file: string
  readonly content: string | Uint8Array
}

/** Puts pictures into containers instead of files of their own. */
export interface Packer {
  /** Takes the next picture, in the order of the export; returns where it is, for the manifest (`train-000.tar#0001.jpg`). */
  add(exported: Exported, bytes: Uint8Array): Promise<string>
  /** Ends the last container. Returns all files that were made, below the export's folder. */
  finish(): Promise<readonly string[]>
  /** Where a picture is when all is finished, by what `add` returned: where the containers get their names at the end. */
  settled?(place: string): string
}

/** What a format can hold of a picture; what it cannot is left out, and the person is told. */
export const holdings = [
  'class',
  'softLabels',
  'labels',
  'captions',
  'boxes',
  'rotatedBoxes',
  'polygons',
  'masks',
  'keypoints',
  'attributes'
] as const
export type Holding = (typeof holdings)[number]

/**
 * A training format: where every picture goes and what else is written. Pixels, progress, atomicity and provenance are
 * the same for all formats and are not its concern.
 */
export interface Exporter {
  readonly id: string
  readonly title: string
  readonly holds: readonly Holding[]
  /** What pictures become unless the person chose a format, where the format's readers open no other. */
  readonly image?: 'jpeg'
  /** Path of an item's file below the export's folder, without its extension; need not be unique. */
  readonly place: (item: PlannedItem, names: ExportNames) => string
  /** Files that every picture gets, made when it has been written; called in any order and again after a crash. */
  readonly beside?: (exported: Exported, context: ExportContext) => Promise<readonly SideFile[]>
  /** Files with what the places of the pictures do not say; made anew for every export. */
  readonly tables?: (context: ExportContext) => readonly ExportTable[]
  /** For formats that keep pictures in containers, which are written into `folder`. */
  readonly pack?: (context: ExportContext, folder: string) => Packer
}
