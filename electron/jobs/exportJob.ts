import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { exportOptionsSchema, splits } from '../../shared/api/types.ts'
import { CultivarError } from '../../shared/errors.ts'
import { relaxed } from '../catalogue/database.ts'
import { addExport } from '../catalogue/exports.ts'
import { canonicalJson } from '../catalogue/plans.ts'
import { datasetCard } from '../exporters/card.ts'
import { exportContext, titleOf } from '../exporters/context.ts'
import { exporterById } from '../exporters/index.ts'
import { provenance } from '../exporters/provenance.ts'
import type { PlannedItem } from '../exporters/types.ts'
import { zipFolder } from '../exporters/zipFolder.ts'
import { writeReport } from '../report/writeReport.ts'
import { writeArrays } from './exportArrays.ts'
import {
  assertFree,
  assertOwn,
  finish,
  ownMark,
  partialFolder,
  toDestinationError
} from './exportDestination.ts'
import { ExportJournal, readJournal } from './exportJournal.ts'
import { packPictures } from './exportPack.ts'
import { type Placed, placeExport } from './exportPlaces.ts'
import { writeSums } from './exportSums.ts'
import { manifestTable, writeTable } from './exportTables.ts'
import type { Done, ExportWork } from './exportWork.ts'
import { writePlaces } from './exportWriter.ts'
import { measureFiles } from './measureFiles.ts'
import type { PixelPool } from './pool.ts'
import type { JobBody } from './runner.ts'
import { syncTree } from './sync.ts'

const exportSpecSchema = z.strictObject({
  folder: z.string().min(1),
  options: exportOptionsSchema,
  versions: z.record(z.string(), z.string())
})
export type ExportSpec = z.infer<typeof exportSpecSchema>

/** In the partial folder: the files of the export to be, and beside them what an interrupted run left to the next. */
const filesName = 'files'
/** Pictures on their way into containers. */
const picturesName = 'pictures'
const totalsName = 'totals.json'

/**
 * Writes an export beside its destination and renames it at the end. Cancelled or failed, nothing is left; killed, the
 * next run goes on with what is there, which a journal lists with its hashes.
 */
export function exportJob(pool: PixelPool): JobBody {
  return async (context, json) => {
    const spec = exportSpecSchema.parse(json)
    const partial = partialFolder(spec.folder)
    const work: ExportWork = {
      context,
      pool,
      options: spec.options,
      partial,
      files: join(partial, filesName),
      pictures: join(
        partial,
        exporterById(spec.options.format).pack === undefined ? filesName : picturesName
      ),
      exporter: exporterById(spec.options.format),
      sums: []
    }
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
async function totalsOfFinished(work: ExportWork, spec: ExportSpec): Promise<Totals | undefined> {
  const text = await readFile(join(work.partial, totalsName), 'utf8').catch(() => undefined)
  if (text === undefined || existsSync(productOf(work))) return undefined
  const { own, ...totals } = JSON.parse(text) as Totals & { own: string }
  const isThere = existsSync(isZipped(work) ? spec.folder : join(spec.folder, 'manifest.csv'))
  return own === canonicalJson(spec) && isThere ? totals : undefined
}

const isZipped = ({ options }: ExportWork): boolean => options.archive === 'zip'

/** What gets the name that the person chose. */
const productOf = (work: ExportWork): string =>
  isZipped(work) ? join(work.partial, 'export.zip') : work.files

async function writeAndFinish(work: ExportWork, spec: ExportSpec): Promise<Totals> {
  await assertFree(spec.folder)
  const { places, hash } = placeExport(work.context.workspace.db, work.options)
  if (places.length === 0) throw new CultivarError('bad-input', 'There is nothing to export any more.')
  await prepare(work, canonicalJson({ spec, places: hash }))
  const result = await writeAll(work, { spec, places })
  if (isZipped(work)) await zip(work)
  await writeFile(join(work.partial, totalsName), JSON.stringify({ ...result, own: canonicalJson(spec) }))
  await syncTree(work.partial, work.context.signal)
  await finish(productOf(work), spec.folder)
  return result
}

async function zip(work: ExportWork): Promise<void> {
  const { signal } = work.context
  const target = productOf(work)
  // Why: one of a run that was killed after it was made, when the catalogue may have gone on.
  await rm(target, { force: true })
  await zipFolder(work.files, target, { signal })
}

/** Keeps the partial folder of an interrupted run of the same export; clears that of any other one. */
async function prepare({ partial, files, pictures }: ExportWork, own: string): Promise<void> {
  const found = await readFile(join(partial, ownMark), 'utf8').catch(() => undefined)
  if (found !== own) {
    await rm(partial, { recursive: true, force: true })
    await mkdir(partial, { recursive: true })
    await writeFile(join(partial, ownMark), own, { flush: true })
  }
  await mkdir(files, { recursive: true })
  await mkdir(pictures, { recursive: true })
}

interface Totals {
  readonly files: number
  readonly bytes: number
  readonly splits: Record<string, number>
}

async function writeAll(
  work: ExportWork,
  { spec, places }: { spec: ExportSpec; places: readonly Placed[] }
): Promise<Totals> {
  const journal = await ExportJournal.open(work.partial)
  try {
    return work.options.format === 'npz' || work.options.format === 'idx'
      ? await writeArrayFile(work, { spec, places })
      : await writeFiles(work, { spec, places, journal })
  } finally {
    await journal.close()
  }
}

interface Writing {
  readonly spec: ExportSpec
  readonly places: readonly Placed[]
  readonly journal: ExportJournal
}

async function writeFiles(work: ExportWork, { spec, places, journal }: Writing): Promise<Totals> {
  const { context, pool, partial, options, exporter, pictures, files } = work
  const lines = await readJournal(partial, pictures, { sides: files, signal: context.signal })
  const planned = exportContext(
    context.workspace,
    places.map(({ item }) => item),
    options
  )
  const writing = { context, pool, pictures, files, places, done: lines, journal, exporter, about: planned }
  const written = await writePlaces(writing)
  const done: Done = { places: places.filter((placed) => written.has(placed)), written }
  if (done.places.length === 0) {
    throw new CultivarError('not-found', 'None of the pictures could be made, so nothing was exported.', {
      remedy: 'The list of failures says why; put the sources back or import them again.'
    })
  }
  const items = done.places.map(({ item }) => item)
  const locations = await packPictures(work, done, planned)
  for (const table of exporter.tables?.(planned) ?? []) await writeTable(work, table, done)
  const manifestSha256 = await writeTable(work, manifestTable(locations), done)
  if (options.normalisation !== null) await writeStatistics(work, done)
  await writeAbout(work, spec, { items, manifestSha256 })
  await writeSums(work, done)
  return totals(done)
}

/** What an export says of itself: to programs, to who gets it, and to who made it. */
async function writeAbout(
  work: ExportWork,
  { versions }: ExportSpec,
  exported: { readonly items: readonly PlannedItem[]; readonly manifestSha256: string }
): Promise<void> {
  const { context, options } = work
  const { db } = context.workspace
  const { items } = exported
  const title = titleOf(context.workspace)
  await writeDocument(work, 'provenance.json', provenance({ db, options, versions, ...exported }))
  await writeDocument(work, 'README.md', datasetCard({ db, title, options, items, versions }))
  await writeDocument(work, 'report.html', await writeReport({ db, title, items }))
}

/** A small file of the export itself. */
async function writeDocument({ files, sums }: ExportWork, file: string, text: string): Promise<void> {
  await writeFile(join(files, file), text)
  sums.push({ file, sha256: hash('sha256', text) })
}

async function writeArrayFile(
  work: ExportWork,
  { spec, places }: Pick<Writing, 'spec' | 'places'>
): Promise<Totals> {
  const arrays = await writeArrays(
    work,
    places.map(({ item }) => item)
  )
  await writeAbout(work, spec, arrays)
  await writeSums(work)
  const { files, bytes, splits: counts } = arrays
  return { files, bytes, splits: counts }
}

/** Mean and deviation of the training part (of everything without splits), from the files as they were written. */
async function writeStatistics(work: ExportWork, done: Done): Promise<void> {
  const { context, pool, pictures, options } = work
  const training = done.places.filter(({ item }) => (item.split ?? 'train') === 'train')
  const paths = training.map(({ file }) => join(pictures, file))
  const statistics = await measureFiles(pool, paths, context.signal)
  const document = { levels: [0, 255], ...statistics, normalisation: options.normalisation }
  await writeDocument(work, 'statistics.json', `${JSON.stringify(document, null, 2)}\n`)
}

function totals({ places, written }: Done): Totals {
  const counts: Record<string, number> = {}
  const used = new Set(places.map(({ item }) => item.split))
  for (const split of splits) if (used.has(split)) counts[split] = 0
  let bytes = 0
  for (const placed of places) {
    const split = placed.item.split ?? 'all'
    counts[split] = (counts[split] ?? 0) + 1
    bytes += written.get(placed)?.bytes ?? 0
  }
  return { files: places.length, bytes, splits: counts }
}
