import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { z } from 'zod'
import { type ExportOptions, exportOptionsSchema, splits } from '../../shared/api/types.ts'
import { CultivarError, describeError } from '../../shared/errors.ts'
import { relaxed } from '../catalogue/database.ts'
import { addExport } from '../catalogue/exports.ts'
import { canonicalJson } from '../catalogue/plans.ts'
import { markSource } from '../catalogue/sources.ts'
import { sourceMark } from '../catalogue/sourceMark.ts'
import { classFolders } from '../exporters/classFolders.ts'
import { exporterById } from '../exporters/index.ts'
import { planExport } from '../exporters/plan.ts'
import { createNamer } from '../exporters/portableName.ts'
import { type Exported, manifest, provenance } from '../exporters/provenance.ts'
import type { ExportItem, WrittenFile } from '../exporters/types.ts'
import { toFileError } from '../sources/fsError.ts'
import { throwIfAborted } from './abort.ts'
import {
  assertFree,
  assertOwn,
  assertRoom,
  finish,
  ownMark,
  partialFolder,
  toDestinationError
} from './exportDestination.ts'
import type { PixelPool } from './pool.ts'
import { createRenderTask, type RenderTaskSettings } from './variantTask.ts'
import type { JobBody, JobContext } from './runner.ts'

const exportSpecSchema = z.strictObject({
  folder: z.string().min(1),
  options: exportOptionsSchema,
  versions: z.record(z.string(), z.string())
})
export type ExportSpec = z.infer<typeof exportSpecSchema>

/** In the partial folder: the files of the export to be, and beside them what an interrupted run left to the next. */
const filesName = 'files'
const journalName = 'journal'
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
  const items = planExport(work.context.workspace.db, work.options)
  if (items.length === 0) throw new CultivarError('bad-input', 'There is nothing to export any more.')
  const places = placeItems(items, work.options)
  await prepare(work, canonicalJson({ spec, places: placesHash(places) }))
  const result = await writeAll(work, { spec, places })
  await writeFile(join(work.partial, totalsName), JSON.stringify({ ...result, own: canonicalJson(spec) }), {
    flush: true
  })
  await finish(work.files, spec.folder)
  return result
}

/** What is written where: when it differs, because something was decided since, files of an earlier run do not fit. */
function placesHash(places: readonly Placed[]): string {
  const hash = createHash('sha256')
  for (const { file, item } of places) {
    hash.update(
      JSON.stringify([file, item.source.contentHash, item.variant?.parameters ?? null, item.variant?.planId])
    )
  }
  return hash.digest('hex')
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

async function writeAll(
  work: Work,
  { spec, places }: { spec: ExportSpec; places: readonly Placed[] }
): Promise<Totals> {
  const { context, options, partial, files } = work
  const done = await readJournal(work)
  const journal = await open(join(partial, journalName), 'a')
  try {
    const exported = await writeItems(work, { places, done, journal })
    if (exported.length === 0) {
      throw new CultivarError('not-found', 'None of the pictures could be made, so nothing was exported.', {
        remedy: 'The list of failures says why; put the sources back or import them again.'
      })
    }
    const text = manifest(exported)
    await writeFile(join(files, 'manifest.csv'), text, { flush: true })
    const manifestSha256 = createHash('sha256').update(text).digest('hex')
    const { versions } = spec
    const document = provenance({ db: context.workspace.db, options, exported, versions, manifestSha256 })
    await writeFile(join(files, 'provenance.json'), document, { flush: true })
    return totals(exported)
  } finally {
    await journal.close()
  }
}

interface Placed {
  readonly item: ExportItem
  readonly file: string
  readonly settings: RenderTaskSettings
  readonly isCopied: boolean
}

function placeItems(items: readonly ExportItem[], options: ExportOptions): readonly Placed[] {
  const exporter = exporterById(options.format)
  const unique = createNamer()
  const names = { folderOf: classFolders(items.map(({ className }) => className)) }
  return items.map((item) => {
    const format = options.image === 'auto' ? (item.source.format === 'jpeg' ? 'jpeg' : 'png') : options.image
    const isCopied = item.variant === null && isUntouched(item, options)
    const extension = isCopied
      ? extname(item.source.path).toLowerCase()
      : format === 'jpeg'
        ? '.jpg'
        : `.${format}`
    const output =
      options.size === null ? { kind: 'full' as const } : { kind: 'size' as const, ...options.size }
    const encoding = { format, quality: options.quality }
    // Why the name before the extension is unique: a.jpg and a.png of one folder must not meet under one label.
    return {
      item,
      file: unique(exporter.place(item, names)) + extension,
      isCopied,
      settings: { output, encoding }
    }
  })
}

/** An original that is exported as it is: its bytes are copied and not encoded again. */
function isUntouched({ source }: ExportItem, { size, image }: ExportOptions): boolean {
  const isPlain = source.entry === null && ['jpeg', 'png', 'webp'].includes(source.format)
  const isNamedSo = /\.(jpe?g|png|webp)$/i.test(source.path)
  return (
    isPlain &&
    isNamedSo &&
    size === null &&
    (image === 'auto' || image === source.format) &&
    !source.isChangedOnRead
  )
}

type Journal = ReadonlyMap<string, WrittenFile>

/** Files that an interrupted run wrote whole. A torn last line is left out, and so its file is written again. */
async function readJournal({ partial, files }: Work): Promise<Journal> {
  const text = await readFile(join(partial, journalName), 'utf8').catch(() => '')
  const done = new Map<string, WrittenFile>()
  for (const line of text.split('\n')) {
    try {
      const written = JSON.parse(line) as WrittenFile
      if ((await stat(join(files, written.file))).size === written.bytes) done.set(written.file, written)
    } catch {
      // Why nothing: a line that cannot be read, or a file that is gone, means only that it is written again.
    }
  }
  return done
}

interface Writing {
  readonly places: readonly Placed[]
  readonly done: Journal
  readonly journal: Awaited<ReturnType<typeof open>>
}

async function writeItems(work: Work, { places, done, journal }: Writing): Promise<readonly Exported[]> {
  const { context, pool, files } = work
  const exported: (Exported | undefined)[] = Array.from({ length: places.length })
  let finished = 0
  let next = 0
  let bytesWritten = 0
  const folders = new Set<string>()
  let hasFailed = false
  const worker = async (): Promise<void> => {
    for (let index = next++; index < places.length && !hasFailed; index = next++) {
      throwIfAborted(context.signal)
      const placed = places[index]
      if (placed === undefined) return
      const folder = dirname(join(files, placed.file))
      if (!folders.has(folder)) await mkdir(folder, { recursive: true })
      folders.add(folder)
      const written = done.get(placed.file) ?? (await writeOne(work, placed))
      if (written !== undefined) {
        if (!done.has(placed.file)) await journal.write(`${JSON.stringify(written)}\n`)
        exported[index] = { item: placed.item, written }
        bytesWritten += written.bytes
      }
      finished++
      context.progress(finished, places.length)
      if (finished === 50)
        await assertRoom(files, (bytesWritten / finished) * (places.length - finished) * 1.2)
    }
  }
  const stopping = async (): Promise<void> => {
    try {
      await worker()
    } catch (error) {
      hasFailed = true
      throw error
    }
  }
  // Why settled: nothing may write any more when the folder is removed.
  const workers = await Promise.allSettled(Array.from({ length: pool.size * 2 }, stopping))
  const failed = workers.find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return exported.filter((one) => one !== undefined)
}

/** Writes one file, or records why it cannot be made; only trouble with the destination ends the whole export. */
async function writeOne(work: Work, placed: Placed): Promise<WrittenFile | undefined> {
  const { context, pool, files } = work
  const { item, file, settings } = placed
  let picture: { bytes: Uint8Array; width: number; height: number }
  try {
    picture = placed.isCopied
      ? await readOriginal(context.workspace.folder, item)
      : await pool.run(
          { kind: 'render', task: createRenderTask(context.workspace, item, settings) },
          { signal: context.signal }
        )
  } catch (error) {
    throwIfAborted(context.signal)
    reject(context, item, error)
    // Why: a run that was killed may have written it before the journal knew.
    await rm(join(files, file), { force: true })
    return undefined
  }
  if (item.source.state !== 'ok') markSource(context.workspace.db, item.source.id, null)
  await writeFile(join(files, file), picture.bytes, { flush: true })
  const sha256 = createHash('sha256').update(picture.bytes).digest('hex')
  return { file, sha256, bytes: picture.bytes.length, width: picture.width, height: picture.height }
}

/** Records a picture that cannot be made, and what its source is known for from now on. */
function reject({ workspace, fail }: JobContext, { source }: ExportItem, error: unknown): void {
  fail(source.name, describeError(error))
  const mark = sourceMark(error)
  if (mark !== null) markSource(workspace.db, source.id, mark)
}

async function readOriginal(
  folder: string,
  { source }: ExportItem
): Promise<{ bytes: Uint8Array; width: number; height: number }> {
  const path = source.isCopy ? join(folder, source.path) : source.path
  const bytes = await readFile(path).catch((error: unknown) => {
    throw toFileError(error, path)
  })
  if (createHash('sha256').update(bytes).digest('hex') !== source.contentHash) {
    throw new CultivarError('source-changed', 'The file has changed since it was imported.', {
      file: path,
      remedy: 'Put the original back, or import the picture again.'
    })
  }
  return { bytes, width: source.width, height: source.height }
}

function totals(exported: readonly Exported[]): Totals {
  const counts: Record<string, number> = {}
  for (const split of splits) if (exported.some(({ item }) => item.split === split)) counts[split] = 0
  let bytes = 0
  for (const { item, written } of exported) {
    const split = item.split ?? 'all'
    counts[split] = (counts[split] ?? 0) + 1
    bytes += written.bytes
  }
  return { files: exported.length, bytes, splits: counts }
}
