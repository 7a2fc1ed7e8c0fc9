import { z } from 'zod'
import { exportFormats, importFormats, yoloTasks } from './formats.ts'
import { normalisationSchema } from '../normalisation.ts'

/** Rows as they cross from the engine to a window or the command line. */

export const variantStatuses = ['pending', 'accepted', 'rejected'] as const
export type VariantStatus = (typeof variantStatuses)[number]
export const statusSchema = z.enum(variantStatuses)

export const splits = ['train', 'val', 'test'] as const
export type Split = (typeof splits)[number]

/** `ok` can be used; `failed` could not be read; `duplicate` has the content of another; `missing`, `changed`: see reason. */
export const sourceStates = ['ok', 'failed', 'duplicate', 'missing', 'changed'] as const
export type SourceState = (typeof sourceStates)[number]

export interface SourceRow {
  readonly id: number
  /** Path relative to the folder that was imported; for records of a container, its name and the record's index. */
  readonly name: string
  /** SHA-256 of the file or record, by which recipes name it; null when it could not be read. */
  readonly contentHash: string | null
  readonly className: string | null
  readonly split: Split | null
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly depth: number
  readonly format: string
  readonly state: SourceState
  /** Why it is not `ok`, in one sentence with the remedy. */
  readonly reason: string | null
  /** What was or will be changed when it is read ("Turned upright by its EXIF orientation (6)"). */
  readonly notes: readonly string[]
  /** Things that are marked in it. */
  readonly objects: number
}

export interface ClassCount {
  readonly name: string
  readonly sources: number
  readonly pending: number
  readonly accepted: number
  readonly rejected: number
}

export interface VariantCounts {
  readonly pending: number
  readonly accepted: number
  readonly rejected: number
}

export interface VariantRow {
  readonly id: number
  readonly sourceId: number
  readonly copyIndex: number
  readonly className: string | null
  readonly status: VariantStatus
  /** Concrete steps, in order. */
  readonly parameters: readonly Readonly<Record<string, unknown>>[]
  /** Net map from output to input pixel centres. */
  readonly matrix: readonly (readonly number[])[]
  readonly isMirrored: boolean
  readonly rotationDeg: number
  /** The smallest share of an object that is still to be seen, 0 when one is dropped; null without objects. */
  readonly leastVisible: number | null
}

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted'] as const
export type JobState = (typeof jobStates)[number]
export type JobKind = 'import' | 'draw' | 'export'

export interface JobRow {
  readonly id: number
  readonly kind: JobKind
  readonly title: string
  readonly state: JobState
  readonly done: number
  /** Null while it is not known yet. */
  readonly total: number | null
  /** Items that failed on their own; the job goes on. */
  readonly failures: number
  readonly perSecond: number | null
  readonly etaSeconds: number | null
  readonly startedAt: string | null
  readonly finishedAt: string | null
  /** What came out, by kind: import {added, skipped, updated?, readAs?, notes?}, draw {drawn, redrawn}, export {files, bytes, splits}. */
  readonly result: Readonly<Record<string, unknown>> | null
  readonly error: { readonly code: string; readonly message: string; readonly remedy?: string } | null
}

export interface ExportRow {
  readonly id: number
  readonly folder: string
  readonly files: number
  readonly bytes: number
  readonly splits: Readonly<Record<string, number>>
  readonly finishedAt: string
}

/** Which variants: every field given must hold. */
export const variantFilterSchema = z.strictObject({
  status: statusSchema.optional(),
  className: z.string().optional(),
  transform: z.string().optional(),
  /** Only those in which an object has lost something (`some`), or more than half of it (`most`). */
  lost: z.enum(['some', 'most']).optional()
})
export type VariantFilter = z.infer<typeof variantFilterSchema>

export const exportImages = ['auto', 'jpeg', 'png', 'webp'] as const

export const exportOptionsSchema = z.strictObject({
  format: z.enum(exportFormats).default('folder'),
  /** One ZIP file instead of a folder. */
  archive: z.enum(['zip']).nullable().default(null),
  /** For YOLO only. */
  task: z.enum(yoloTasks).default('auto'),
  /** Percentages of train, val, test; null keeps the splits of the input, or makes none. */
  split: z
    .tuple([z.number().min(0), z.number().min(0), z.number().min(0)])
    .nullable()
    .default(null),
  include: z.enum(['accepted', 'pending']).default('accepted'),
  originals: z.boolean().default(false),
  /** Whether pictures of val and test get variants too. */
  variantsIn: z.enum(['all', 'train']).default('all'),
  size: z
    .strictObject({ width: z.int().min(1).max(16384), height: z.int().min(1).max(16384) })
    .nullable()
    .default(null),
  image: z.enum(exportImages).default('auto'),
  quality: z.int().min(1).max(100).default(92),
  /**
   * How arrays are normalised. Pictures are never changed by it: for them the statistics are written, null writes none.
   */
  normalisation: normalisationSchema.nullable().default(null)
})
export type ExportOptions = z.infer<typeof exportOptionsSchema>

/** What a person says of an import besides what is imported. */
export const importChoicesSchema = z.strictObject({
  /** Whether the pictures are copied into the workspace. */
  copy: z.boolean(),
  format: z.enum(['auto', ...importFormats]).default('auto')
})
export type ImportChoices = z.input<typeof importChoicesSchema>

/** Which columns of a table hold what: names of a header, or numbers from 1 where there is none. */
export const tableColumnsSchema = z.strictObject({
  path: z.string().min(1).max(500),
  label: z.string().min(1).max(500).optional(),
  split: z.string().min(1).max(500).optional()
})
export type TableColumns = z.infer<typeof tableColumnsSchema>

/** The beginning of a table, for a person who is to say which columns hold what. */
export interface TablePreview {
  /** Of the file, without its folder. */
  readonly name: string
  readonly header: readonly string[]
  /** Whether the names stand in the table; without, they are numbers from 1. */
  readonly hasHeader: boolean
  /** The first rows, a cell for each column; long cells are cut. */
  readonly rows: readonly (readonly string[])[]
  /** Null when no column is one of paths to pictures. */
  readonly guess: TableColumns | null
}

export const tableChoicesSchema = z.strictObject({ copy: z.boolean(), columns: tableColumnsSchema })
export type TableChoices = z.infer<typeof tableChoicesSchema>
