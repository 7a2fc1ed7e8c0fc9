import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat, statfs, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { z } from 'zod'
import { type ExportOptions, exportOptionsSchema } from '../../shared/api/types.ts'
import { CultivarError, describeError } from '../../shared/errors.ts'
import { relaxed } from '../catalogue/database.ts'
import { addExport } from '../catalogue/exports.ts'
import { canonicalJson } from '../catalogue/plans.ts'
import { exporterById } from '../exporters/index.ts'
import { planExport } from '../exporters/plan.ts'
import { createNamer } from '../exporters/portableName.ts'
import { type Exported, manifest, provenance } from '../exporters/provenance.ts'
import type { ExportItem, WrittenFile } from '../exporters/types.ts'
import { throwIfAborted } from './abort.ts'
import type { PixelPool } from './pool.ts'
import { createRenderTask, type RenderTaskSettings } from './variantTask.ts'
import type { JobBody, JobContext } from './runner.ts'

export const exportSpecSchema = z.strictObject({
  folder: z.string().min(1),
  options: exportOptionsSchema,
  versions: z.record(z.string(), z.string())
})
export type ExportSpec = z.infer<typeof exportSpecSchema>

/** Folder beside the destination in which an export grows; it is renamed when it is whole. */
export const partialFolder = (folder: string): string => join(dirname(folder), `.${basename(folder)}.partial`)

const journalName = '.journal'
const specName = '.spec.json'

/** Refuses a destination that holds anything. */
export async function assertFree(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return []
    throw new CultivarError('destination-exists', 'The destination cannot be used as a folder.', {
      file: folder,
      remedy: 'Choose a folder that does not exist yet.',
      cause: error
    })
  })
  if (names.length === 0) return
  throw new CultivarError('destination-exists', 'The destination exists already and is not empty.', {
    file: folder,
    remedy: 'Choose a folder that does not exist yet; nothing is ever merged or overwritten.'
  })
}

interface Work {
  readonly context: JobContext
  readonly pool: PixelPool
  readonly options: ExportOptions
  readonly partial: string
}

/**
 * Writes an export beside its destination and renames it at the end. Cancelled or failed, nothing is left; killed, the
 * next run goes on with what is there, which a journal lists with its hashes.
 */
export function exportJob(pool: PixelPool): JobBody {
  return async (context, json) => {
    const spec = exportSpecSchema.parse(json)
    const work: Work = { context, pool, options: spec.options, partial: partialFolder(spec.folder) }
    try {
      await assertFree(spec.folder)
      await prepare(work.partial, spec)
      const result = await writeAll(work, spec)
      await finish(work.partial, spec.folder)
      relaxed(context.workspace.db, () => addExport(context.workspace.db, { ...result, ...spec }))
      return { files: result.files, bytes: result.bytes, splits: result.splits }
    } catch (error) {
      const goesOn = context.signal.reason === 'interrupted'
      if (!goesOn) await rm(work.partial, { recursive: true, force: true })
      throw toDestinationError(error, spec.folder)
    }
  }
}

/** Keeps the partial folder of an interrupted run of the same export; clears that of any other one. */
async function prepare(partial: string, spec: ExportSpec): Promise<void> {
  const own = canonicalJson(spec)
  const found = await readFile(join(partial, specName), 'utf8').catch(() => undefined)
  if (found === own) return
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true })
  await writeFile(join(partial, specName), own, { flush: true })
}

interface Totals {
  readonly files: number
  readonly bytes: number
  readonly splits: Record<string, number>
}

async function writeAll(work: Work, spec: ExportSpec): Promise<Totals> {
  const { context, options, partial } = work
  const { db } = context.workspace
  const { items, warnings } = planExport(db, options)
  if (items.length === 0) {
    throw new CultivarError('bad-input', `There is nothing to export. ${warnings[0] ?? ''}`.trim())
  }
  const places = placeItems(items, options)
  const done = await readJournal(partial)
  const journal = await open(join(partial, journalName), 'a')
  try {
    const exported = await writeItems(work, { places, done, journal })
    const text = manifest(exported)
    await writeFile(join(partial, 'manifest.csv'), text, { flush: true })
    const manifestSha256 = createHash('sha256').update(text).digest('hex')
    const { versions } = spec
    await writeFile(join(partial, 'provenance.json'), provenance({ db, options, exported, versions, manifestSha256 }), {
      flush: true
    })
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
  return items.map((item) => {
    const format = options.image === 'auto' ? (item.source.format === 'jpeg' ? 'jpeg' : 'png') : options.image
    const isCopied = item.variant === null && isUntouched(item, options)
    const extension = isCopied ? extname(item.source.path).toLowerCase() : format === 'jpeg' ? '.jpg' : `.${format}`
    const output = options.size === null ? { kind: 'full' as const } : { kind: 'size' as const, ...options.size }
    const encoding = { format, quality: options.quality }
    // Why the name before the extension is unique: a.jpg and a.png of one folder must not meet under one label.
    return { item, file: unique(exporter.place(item, options)) + extension, isCopied, settings: { output, encoding } }
  })
}

/** An original that is exported as it is: its bytes are copied and not encoded again. */
function isUntouched({ source }: ExportItem, { size, image }: ExportOptions): boolean {
  const isPlain = source.entry === null && ['jpeg', 'png', 'webp'].includes(source.format)
  const isNamedSo = /\.(jpe?g|png|webp)$/i.test(source.path)
  return isPlain && isNamedSo && size === null && (image === 'auto' || image === source.format) && !source.isChangedOnRead
}

type Journal = ReadonlyMap<string, WrittenFile>

/** Files that an interrupted run wrote whole. A torn last line is left out, and so its file is written again. */
async function readJournal(partial: string): Promise<Journal> {
  const text = await readFile(join(partial, journalName), 'utf8').catch(() => '')
  const done = new Map<string, WrittenFile>()
  for (const line of text.split('\n')) {
    try {
      const written = JSON.parse(line) as WrittenFile
      if ((await stat(join(partial, written.file))).size === written.bytes) done.set(written.file, written)
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
  const { context, pool, partial } = work
  const exported: (Exported | undefined)[] = Array.from({ length: places.length })
  let finished = 0
  let next = 0
  let bytesWritten = 0
  const folders = new Set<string>()
  const worker = async (): Promise<void> => {
    for (let index = next++; index < places.length; index = next++) {
      throwIfAborted(context.signal)
      const placed = places[index]
      if (placed === undefined) return
      const folder = dirname(join(partial, placed.file))
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
      if (finished === 50) await assertRoom(partial, (bytesWritten / finished) * (places.length - finished) * 1.2)
    }
  }
  const workers = await Promise.allSettled(Array.from({ length: pool.size * 2 }, worker))
  const failed = workers.find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return exported.filter((one) => one !== undefined)
}

/** Writes one file, or records why it cannot be made; only trouble with the destination ends the whole export. */
async function writeOne(work: Work, placed: Placed): Promise<WrittenFile | undefined> {
  const { context, pool, partial } = work
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
    context.fail(item.source.name, describeError(error))
    return undefined
  }
  await writeFile(join(partial, file), picture.bytes, { flush: true })
  const sha256 = createHash('sha256').update(picture.bytes).digest('hex')
  return { file, sha256, bytes: picture.bytes.length, width: picture.width, height: picture.height }
}

async function readOriginal(
  folder: string,
  { source }: ExportItem
): Promise<{ bytes: Uint8Array; width: number; height: number }> {
  const bytes = await readFile(source.isCopy ? join(folder, source.path) : source.path)
  if (createHash('sha256').update(bytes).digest('hex') !== source.contentHash) {
    throw new CultivarError('source-changed', 'The file has changed since it was imported.', {
      file: source.path,
      remedy: 'Import it again.'
    })
  }
  return { bytes, width: source.width, height: source.height }
}

async function assertRoom(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize > neededBytes) return
  const megabytes = (n: number): string => `${Math.ceil(n / 1e6)} MB`
  throw new CultivarError(
    'disk-full',
    `The export needs about ${megabytes(neededBytes)} more, but ${megabytes(bavail * bsize)} are free.`,
    { file: folder, remedy: 'Free some space or choose another drive.' }
  )
}

function totals(exported: readonly Exported[]): Totals {
  const counts: Record<string, number> = {}
  let bytes = 0
  for (const { item, written } of exported) {
    const split = item.split ?? 'all'
    counts[split] = (counts[split] ?? 0) + 1
    bytes += written.bytes
  }
  return { files: exported.length, bytes, splits: counts }
}

/** Gives the whole export its name. An empty folder of that name, made in a dialog, gives way. */
async function finish(partial: string, folder: string): Promise<void> {
  await rm(join(partial, journalName), { force: true })
  await rm(join(partial, specName), { force: true })
  if (existsSync(folder)) await rmdir(folder)
  await rename(partial, folder)
  await syncFolder(dirname(folder))
}

async function syncFolder(folder: string): Promise<void> {
  // Why not on Windows: it cannot open a folder, and renames are in its journal anyway.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function toDestinationError(error: unknown, folder: string): unknown {
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new CultivarError('disk-full', 'The drive is full. What was written so far was removed.', {
      file: folder,
      remedy: 'Free some space or choose another drive, then export again.',
      cause: error
    })
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR') {
    return new CultivarError('destination-unwritable', 'The destination cannot be written to.', {
      file: folder,
      remedy: 'Choose a folder in which you may write.',
      cause: error
    })
  }
  return error
}
