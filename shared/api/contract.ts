import { z } from 'zod'
import type { DrawForecast } from './drawForecast.ts'
import { importFormats } from './formats.ts'
import type { Annotation, ClassDetails } from '../annotations/types.ts'
import type { Statistics } from './statistics.ts'
import { tokenPattern } from './sheet.ts'
import type { CheckResult } from '../policy/check.ts'
import type { MarkKind } from '../policy/labelKinds.ts'
import { type DomainProfile, profileIdSchema, profileSchema } from '../policy/profile.ts'
import { type Recipe, recipeSchema } from '../recipe/schema.ts'
import {
  type ClassCount,
  exportOptionsSchema,
  type ExportRow,
  type JobRow,
  type SourceRow,
  sourceStates,
  statusSchema,
  type VariantCounts,
  tableColumnsSchema,
  type TablePreview,
  variantFilterSchema,
  type VariantRow
} from './types.ts'

/**
 * One call: its input as a zod schema, its answer as a type, and who may make it. Calls for `host` name paths; a
 * window never makes them, the host does after the person chose the path in a dialog.
 */
export interface CallSpec<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input
  readonly by: 'window' | 'host'
  /** Never read: carries the answer's type. */
  readonly output?: Output
}

const call = <Input extends z.ZodType>(input: Input) => ({
  answers: <Output>(): CallSpec<Input, Output> => ({ input, by: 'window' }),
  hostAnswers: <Output>(): CallSpec<Input, Output> => ({ input, by: 'host' })
})

const none = z.strictObject({})
const id = z.int().min(1)
const path = z.string().min(1).max(32_768)

export interface WorkspaceStatus {
  readonly title: string
  readonly folder: string
  readonly sources: number
  readonly failed: number
  readonly duplicates: number
  readonly classes: readonly ClassCount[]
  /** Usable sources without a class. */
  readonly unlabelled: number
  /** Whether anything is marked in any source. */
  readonly hasMarks: boolean
  /** Kinds of what is marked or said of sources. */
  readonly marks: readonly MarkKind[]
  readonly variants: VariantCounts
  readonly exports: number
  /** Splits that the input came with, with their numbers of sources; empty when it had none. */
  readonly splits: Readonly<Record<string, number>>
  readonly profileId: string
  readonly recipe: Recipe
  /** What undo and redo would do ("Reject 12 variants"); null when there is nothing. */
  readonly undo: string | null
  readonly redo: string | null
  /** Things the person must know, such as a catalogue that was restored. */
  readonly notices: readonly string[]
}

export interface PreviewTile {
  readonly parameters: readonly Readonly<Record<string, unknown>>[]
  readonly className: string | null
  readonly redraws: number
  readonly rotationDeg: number
  readonly isMirrored: boolean
  /** Path of its picture, relative to the window's address. */
  readonly image: string
  /** Null when nothing is marked in it, or nobody asked. */
  readonly marks: PictureMarks | null
}

export interface Preview {
  readonly sourceId: number
  /** What is marked in the unchanged source. */
  readonly marks: PictureMarks | null
  /** Path of the unchanged source's picture. */
  readonly image: string
  readonly tiles: readonly PreviewTile[]
}

/** What is marked in a picture, as much as a window shows of it. */
export interface PictureMarks {
  /** The frame to which coordinates belong: the picture, or the same made smaller. */
  readonly width: number
  readonly height: number
  /** At most 500; masks are no larger than they were asked for and cover the same frame. */
  readonly objects: readonly Annotation[]
  /** How many annotations were left out. */
  readonly more: number
  readonly labels: readonly string[]
  readonly captions: readonly string[]
}

/** Marks of a source or a variant, by its id. */
export interface MarkedRow extends PictureMarks {
  readonly id: number
}

export interface KnownClass {
  readonly name: string
  readonly details: ClassDetails
  /** Usable sources that have it as their own class, and things that are marked with it. */
  readonly sources: number
  readonly objects: number
}

export interface SourceFolder {
  /** Below the import root; '' for pictures that lie in none. */
  readonly folder: string
  readonly sources: number
}

/** A row of the review grid: a source and how many of its variants match the filter. */
export interface ReviewRow {
  readonly sourceId: number
  readonly variants: number
}

const recipe = recipeSchema
/** Longer edge of masks, and of the frames of variants: larger ones are made smaller. Unit: pixels. */
const marksEdge = z.int().min(16).max(4096).default(512)

const drawInput = z.strictObject({
  recipe,
  profileId: profileIdSchema,
  amount: z.union([
    z.strictObject({ copies: z.int().min(1).max(10_000) }),
    z.strictObject({ balance: z.int().min(1).max(10_000_000) })
  ]),
  /** Removes the undecided variants of other recipes first. */
  replacePending: z.boolean().default(false)
})

export const contract = {
  /** The open workspace, or null. */
  'workspace.status': call(none).answers<WorkspaceStatus | null>(),
  'workspace.setDraft': call(
    z.strictObject({ recipe: recipe.optional(), profileId: profileIdSchema.optional() })
  ).answers<null>(),
  'workspace.dismissNotice': call(z.strictObject({ notice: z.string() })).answers<null>(),
  'workspace.create': call(z.strictObject({ folder: path })).hostAnswers<{ workspace: string }>(),
  'workspace.open': call(z.strictObject({ folder: path })).hostAnswers<{ workspace: string }>(),
  'workspace.close': call(none).hostAnswers<null>(),

  /** Sources by ascending id after `after`, at most `limit`. */
  'sources.page': call(
    z.strictObject({
      states: z.array(z.enum(sourceStates)).min(1).default(['ok']),
      className: z.string().optional(),
      /** Only those without a class. */
      unlabelled: z.boolean().default(false),
      /** Only those below a folder of the import; '' for those that lie in none. */
      folder: z.string().max(4096).optional(),
      after: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(200)
    })
  ).answers<{ items: readonly SourceRow[]; total: number }>(),
  'sources.get': call(z.strictObject({ ids: z.array(id).max(1000) })).answers<readonly SourceRow[]>(),

  /** Every class that is known, of pictures and of objects, in the order in which the catalogue learned of them. */
  'sources.classes': call(none).answers<readonly KnownClass[]>(),
  /** Folders that hold usable sources, by name. */
  'sources.folders': call(none).answers<readonly SourceFolder[]>(),
  /** What is marked in sources, in pixels of the source; those without anything are left out. */
  'sources.marks': call(z.strictObject({ ids: z.array(id).max(500), edge: marksEdge })).answers<
    readonly MarkedRow[]
  >(),
  /** Gives sources a class, or takes it from them; stored when it answers, and undone as decisions are. */
  'sources.label': call(
    z.strictObject({
      which: z.union([
        z.strictObject({ ids: z.array(id).min(1).max(100_000) }),
        z.strictObject({ folder: z.string().max(4096) }),
        z.strictObject({ unlabelled: z.literal(true) })
      ]),
      className: z.string().trim().min(1).max(200).nullable()
    })
  ).answers<{ changed: number }>(),

  'import.start': call(
    z.strictObject({
      paths: z.array(path).min(1).max(10_000),
      format: z.enum(['auto', ...importFormats]).default('auto'),
      copy: z.boolean().default(false),
      columns: tableColumnsSchema.optional()
    })
  ).hostAnswers<{ jobId: number }>(),

  /** The beginning of a table; of a folder or an archive, of the first table in it. */
  'import.table': call(z.strictObject({ path })).hostAnswers<TablePreview>(),

  /** Built-in profiles first, then those of the workspace. */
  'profiles.list': call(none).answers<readonly (DomainProfile & { readonly isBuiltIn: boolean })[]>(),
  'profiles.save': call(z.strictObject({ profile: profileSchema })).answers<null>(),
  'profiles.remove': call(z.strictObject({ id: profileIdSchema })).answers<null>(),

  'recipe.check': call(
    z.strictObject({ recipe, profileId: profileIdSchema, className: z.string().optional() })
  ).answers<CheckResult>(),
  'recipe.fromKeras': call(z.strictObject({ args: z.record(z.string(), z.unknown()) })).answers<{
    recipe: Recipe
    notes: readonly string[]
  }>(),

  /** Draws `count` variants of one source without keeping them. */
  'preview.draw': call(
    z.strictObject({
      recipe,
      profileId: profileIdSchema,
      sourceId: id,
      count: z.int().min(1).max(64).default(15),
      /** First copy index; another one gives other draws. */
      firstCopy: z.int().min(0).max(1_000_000).default(0),
      /** Longer edge of the pictures in pixels. */
      edge: z.int().min(16).max(2048).default(192),
      /** Whether to say what is marked in the pictures. */
      marks: z.boolean().default(false),
      /** A new name under which the pictures of all tiles are rendered at once; see sheet.ts. */
      sheetToken: z
        .string()
        .regex(new RegExp(`^${tokenPattern}$`))
        .optional()
    })
  ).answers<Preview>(),

  /** What is in the workspace: classes, sizes, what is marked and where. */
  'statistics.get': call(none).answers<Statistics>(),

  'draw.start': call(drawInput).answers<{ jobId: number }>(),
  /** What such a draw would add, class by class. */
  'draw.forecast': call(drawInput).answers<DrawForecast>(),

  /** All rows of the review grid for a filter, in the order of the sources. */
  'review.rows': call(z.strictObject({ filter: variantFilterSchema })).answers<{
    rows: readonly ReviewRow[]
    counts: VariantCounts
  }>(),
  /** The matching variants of some sources. */
  'review.variants': call(
    z.strictObject({ filter: variantFilterSchema, sourceIds: z.array(id).min(1).max(500) })
  ).answers<readonly VariantRow[]>(),
  /** What is marked in variants, in pixels of their frame; those without anything are left out. */
  'review.marks': call(z.strictObject({ variantIds: z.array(id).max(500), edge: marksEdge })).answers<
    readonly MarkedRow[]
  >(),
  'review.variant': call(z.strictObject({ id })).answers<VariantRow & { readonly source: SourceRow }>(),
  /** Decides the given variants, or all that match the filter. Stored when it answers. */
  'review.decide': call(
    z.strictObject({
      which: z.union([
        z.strictObject({ ids: z.array(id).min(1).max(100_000) }),
        z.strictObject({ filter: variantFilterSchema })
      ]),
      status: statusSchema,
      reason: z.string().max(500).default('')
    })
  ).answers<{ changed: number }>(),
  'review.undo': call(none).answers<{ changed: number; title: string | null }>(),
  'review.redo': call(none).answers<{ changed: number; title: string | null }>(),

  /** `folder`: where it is going to be; a ZIP file gets its ending. */
  'export.start': call(z.strictObject({ folder: path, options: exportOptionsSchema })).hostAnswers<{
    jobId: number
    folder: string
  }>(),
  /** What an export with these options would hold. */
  'export.forecast': call(z.strictObject({ options: exportOptionsSchema })).answers<{
    files: number
    splits: Readonly<Record<string, number>>
    warnings: readonly string[]
  }>(),
  'export.list': call(none).answers<readonly ExportRow[]>(),

  /** Newest first. */
  'jobs.list': call(none).answers<readonly JobRow[]>(),
  'jobs.cancel': call(z.strictObject({ id })).answers<null>(),
  'jobs.failures': call(z.strictObject({ id })).answers<readonly { path: string; reason: string }[]>()
} as const satisfies Readonly<Record<string, CallSpec>>

export type CallName = keyof typeof contract
/** What a caller gives (fields with defaults may be left out). */
export type CallInput<Name extends CallName> = z.input<(typeof contract)[Name]['input']>
/** What the engine gets after parsing. */
export type CallArguments<Name extends CallName> = z.output<(typeof contract)[Name]['input']>
export type CallOutput<Name extends CallName> =
  (typeof contract)[Name] extends CallSpec<z.ZodType, infer Output> ? Output : never

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(contract, name)
}

/** What the engine, or the host on its behalf, tells every window. */
export type EngineEvent =
  | { readonly event: 'job'; readonly job: JobRow }
  /** Queries that begin with one of these areas are out of date. */
  | { readonly event: 'changed'; readonly areas: readonly ChangedArea[] }
  | {
      readonly event: 'engine'
      readonly state: 'running' | 'restarting' | 'failed'
      readonly message: string
    }

export type ChangedArea = 'workspace' | 'sources' | 'variants' | 'profiles' | 'exports' | 'jobs'
