import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { noAnnotations } from '../../shared/annotations/types.ts'
import { type ExportOptions, exportOptionsSchema, splits } from '../../shared/api/types.ts'
import { CultivarError } from '../../shared/errors.ts'
import { relaxed } from '../catalogue/database.ts'
import { addExport } from '../catalogue/exports.ts'
import { canonicalJson } from '../catalogue/plans.ts'
import { exporterById } from '../exporters/index.ts'
import { exportContext } from '../exporters/context.ts'
import { manifestHead, manifestLines, provenance } from '../exporters/provenance.ts'
import type { Exported, ExportTable, PlannedItem } from '../exporters/types.ts'
import { breathe, throwIfAborted } from './abort.ts'
import {
  assertFree,
  assertOwn,
  finish,
  ownMark,
  partialFolder,
  toDestinationError
} from './exportDestination.ts'
import { openJournal, readJournal } from './exportJournal.ts'
import { type Placed, placeExport, withParameters } from './exportPlaces.ts'
import { writeArrays } from './exportArrays.ts'
import { measureFiles } from './measureFiles.ts'
import { writePlaces } from './exportWriter.ts'
import type { PixelPool } from './pool.ts'
import type { JobBody, JobContext } from './runner.ts'
import { syncTree } from './sync.ts'
import { TableWriter } from './tableWriter.ts'
import type { WrittenFiles } from './writtenFiles.ts'

const exportSpecSchema = z.strictObject({
  folder: z.string().min(1),
  options: exportOptionsSchema,
  versions: z.record(z.string(), z.string())
})
export type ExportSpec = z.infer<typeof exportSpecSchema>

/** In the partial folder: the files of the export to be, and beside them what an interrupted run left to the next. */
const filesName = 'files'
const totalsName = 'totals.json'

interface Work {
  readonly context: JobContext
  readonly pool: PixelPool
  readonly options: ExportOptions
  readonly partial: string
  /** Folder in which the files grow, below `partial`. */
  readonly files: string
}

/**
 * Writes an export beside its destination and renames it at the end. Cancelled or failed, nothing is left; killed, the
 * next run goes on with what is there, which a journal lists with its hashes.
 */
export function exportJob(pool: PixelPool): JobBody {
  return async (context, json) => {
    const spec = exportSpecSchema.parse(json)
    const partial = partialFolder(spec.folder)
    const work: Work = { context, pool, options: spec.options, partial, files: join(partial, filesName) }
    await assertOwn(partial)
    try {
      const result = (await totalsOfFinished(work, spec)) ?? (await writeAndFinish(work, spec))
      relaxed(context.workspace.db, () => addExport(context.workspace.db, { ...result, ...spec }))
      await rm(partial, { recursive: true, force: true })
      return { files: result.files, bytes: result.bytes, splits: result.splits }
    } catch (error) {
      const goesOn = context.signal.reason === 'interrupted'
      if (!goesOn) await rm(partial, { recursive: true, force: true })
      throw toDestinationError(error, spec.folder)
    }
  }
}

/** The result of an earlier run that was killed after the rename, when only the note about it was missing. */
async function totalsOfFinished({ partial, files }: Work, spec: ExportSpec): Promise<Totals | undefined> {
  const text = await readFile(join(partial, totalsName), 'utf8').catch(() => undefined)
  if (text === undefined || existsSync(files)) return undefined
  const { own, ...totals } = JSON.parse(text) as Totals & { own: string }
  return own === canonicalJson(spec) && existsSync(join(spec.folder, 'manifest.csv')) ? totals : undefined
}

async function writeAndFinish(work: Work, spec: ExportSpec): Promise<Totals> {
  await assertFree(spec.folder)
  const { places, hash } = placeExport(work.context.workspace.db, work.options)
  if (places.length === 0) throw new CultivarError('bad-input', 'There is nothing to export any more.')
  await prepare(work, canonicalJson({ spec, places: hash }))
  const result = await writeAll(work, { spec, places })
  await writeFile(join(work.partial, totalsName), JSON.stringify({ ...result, own: canonicalJson(spec) }))
  await syncTree(work.partial, work.context.signal)
  await finish(work.files, spec.folder)
  return result
}

/** Keeps the partial folder of an interrupted run of the same export; clears that of any other one. */
async function prepare({ partial, files }: Work, own: string): Promise<void> {
  const found = await readFile(join(partial, ownMark), 'utf8').catch(() => undefined)
  if (found !== own) {
    await rm(partial, { recursive: true, force: true })
    await mkdir(partial, { recursive: true })
    await writeFile(join(partial, ownMark), own, { flush: true })
  }
  await mkdir(files, { recursive: true })
}

interface Totals {
  readonly files: number
  readonly bytes: number
  readonly splits: Record<string, number>
}

/** The files of the export that are there, in its order. */
interface Done {
  readonly places: readonly Placed[]
  readonly written: WrittenFiles
}

async function writeAll(
  work: Work,
  { spec, places }: { spec: ExportSpec; places: readonly Placed[] }
): Promise<Totals> {
  const { context, options } = work
  if (options.format === 'npz') return writeArrayFile(work, { spec, places })
  const written = await writePictures(work, places)
  const done = { places: places.filter((placed) => written.has(placed)), written }
  if (done.places.length === 0) {
    throw new CultivarError('not-found', 'None of the pictures could be made, so nothing was exported.', {
      remedy: 'The list of failures says why; put the sources back or import them again.'
    })
  }
  const items = done.places.map(({ item }) => item)
  const tables = exporterById(options.format).tables?.(exportContext(context.workspace, items, options)) ?? []
  for (const table of tables) await writeTable(work, table, done)
  const manifestSha256 = await writeTable(work, manifestTable, done)
  if (options.normalisation !== null) await writeStatistics(work, done)
  await writeProvenance(work, spec, { items, manifestSha256 })
  return totals(done)
}

async function writeProvenance(
  { context, options, files }: Work,
  { versions }: ExportSpec,
  exported: { readonly items: readonly PlannedItem[]; readonly manifestSha256: string }
): Promise<void> {
  const document = provenance({ db: context.workspace.db, options, versions, ...exported })
  await writeFile(join(files, 'provenance.json'), document)
}

async function writeArrayFile(
  work: Work,
  { spec, places }: { spec: ExportSpec; places: readonly Placed[] }
): Promise<Totals> {
  const arrays = await writeArrays(
    work,
    places.map(({ item }) => item)
  )
  await writeProvenance(work, spec, arrays)
  const { files, bytes, splits: counts } = arrays
  return { files, bytes, splits: counts }
}

/** Mean and deviation of the training part (of everything without splits), from the files as they were written. */
async function writeStatistics({ context, pool, files, options }: Work, done: Done): Promise<void> {
  const training = done.places.filter(({ item }) => (item.split ?? 'train') === 'train')
  const paths = training.map(({ file }) => join(files, file))
  const statistics = await measureFiles(pool, paths, context.signal)
  const document = { levels: [0, 255], ...statistics, normalisation: options.normalisation }
  await writeFile(join(files, 'statistics.json'), `${JSON.stringify(document, null, 2)}\n`)
}

async function writePictures(
  { context, pool, partial, files }: Work,
  places: readonly Placed[]
): Promise<WrittenFiles> {
  const done = await readJournal(partial, files, context.signal)
  const journal = await openJournal(partial)
  try {
    return await writePlaces({ context, pool, files, places, done, journal })
  } finally {
    await journal.close()
  }
}

/** Lines of a table that are made in one go. Why not more: V8 clears up long texts late. */
const linesAtOnce = 100

const manifestTable: ExportTable = { file: 'manifest.csv', parts: [manifestHead, manifestLines] }

/** Writes a table piece by piece; returns its SHA-256. */
async function writeTable(work: Work, table: ExportTable, done: Done): Promise<string> {
  const { file, takes, parts } = table
  const own = takes === undefined ? done : { ...done, places: done.places.filter(({ item }) => takes(item)) }
  await mkdir(dirname(join(work.files, file)), { recursive: true })
  const writer = await TableWriter.create(join(work.files, file))
  try {
    for (const part of parts) {
      if (typeof part === 'string') await writer.add(part)
      else {
        let isFirst = true
        for await (const exported of exportedOf(work, own)) {
          await writer.add(part(exported, isFirst))
          isFirst = false
        }
      }
    }
    return writer.finish()
  } finally {
    await writer.close()
  }
}

/** Everything that is known of the pictures, some at a time. */
async function* exportedOf(
  { context }: Work,
  { places, written }: Done
): AsyncGenerator<readonly Exported[]> {
  for (let at = 0; at < places.length; at += linesAtOnce) {
    const some = places.slice(at, at + linesAtOnce)
    const items = withParameters(
      context.workspace.db,
      some.map(({ item }) => item)
    )
    yield items.flatMap((item, index) => {
      const placed = some[index]
      const file = placed === undefined ? undefined : written.get(placed)
      return file === undefined ? [] : [{ item, written: file, annotations: noAnnotations }]
    })
    await breathe()
    throwIfAborted(context.signal)
  }
}

function totals({ places, written }: Done): Totals {
  const counts: Record<string, number> = {}
  const used = new Set(places.map(({ item }) => item.split))
  for (const split of splits) if (used.has(split)) counts[split] = 0
  let bytes = 0
  for (const { item, index } of places) {
    const split = item.split ?? 'all'
    counts[split] = (counts[split] ?? 0) + 1
    bytes += written.bytesOf(index)
  }
  return { files: places.length, bytes, splits: counts }
}
