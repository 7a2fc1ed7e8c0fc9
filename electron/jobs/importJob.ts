import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, rename, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { z } from 'zod'
import { importFormats } from '../../shared/api/formats.ts'
import { tableColumnsSchema } from '../../shared/api/types.ts'
import { CultivarError, describeError, fromEnvelope } from '../../shared/errors.ts'
import { type AnnotationsText, annotationsOf, putAnnotations } from '../catalogue/annotations.ts'
import { classId, describeClass } from '../catalogue/classes.ts'
import { relaxed } from '../catalogue/database.ts'
import {
  knownSource,
  markSource,
  type NewSource,
  putSource,
  retirePlace,
  setAppearance,
  sourceByContent
} from '../catalogue/sources.ts'
import { getMeta } from '../catalogue/meta.ts'
import { salvageDecisions } from '../catalogue/salvage.ts'
import { openGiven } from '../sources/given.ts'
import { fileKind } from '../sources/names.ts'
import { detectFormat, importerById } from '../sources/index.ts'
import type { FoundClass, FoundImage } from '../sources/types.ts'
import { breathe, throwIfAborted } from './abort.ts'
import { updateKnown } from './updateKnown.ts'
import type { InspectedSource, Outcome } from './pixelMessage.ts'
import type { PixelPool } from './pool.ts'
import type { JobBody, JobContext } from './runner.ts'

const importSpecSchema = z.strictObject({
  paths: z.array(z.string().min(1)).min(1),
  format: z.enum(['auto', ...importFormats]),
  copy: z.boolean(),
  columns: tableColumnsSchema.optional()
})
export type ImportSpec = z.infer<typeof importSpecSchema>

/** Images that are looked at before their rows are written, in one transaction. */
const batchSize = 64

interface Tally {
  added: number
  skipped: number
  /** Known pictures whose annotations or class are other ones now. */
  updated: number
}

/** An image that was found; what is marked in it as text, of which a hundred thousand fit the memory. */
interface Listed extends Omit<FoundImage, 'annotations'> {
  readonly annotations: AnnotationsText | undefined
  /** Id of the importer that found it. */
  readonly readAs: string
}

/** Adds the images below the given paths. Importing again, or after a crash, adds only what is new. */
export function importJob(pool: PixelPool): JobBody {
  return async (context, json) => {
    const spec = importSpecSchema.parse(json)
    const { found, ...told } = await findAll(context, spec)
    // Why: what this job added before it was interrupted is known by now, but it was not skipped.
    const addedBefore = Number(context.before['added'] ?? 0)
    const tally: Tally = { added: addedBefore, skipped: -addedBefore, updated: 0 }
    const lookFrom = (at: number): Promise<readonly Looked[]> => {
      const looking = lookAt(found.slice(at, at + batchSize), { context, pool, copy: spec.copy })
      // Why: when the job ends in between nobody waits for it any more.
      looking.catch(() => undefined)
      return looking
    }
    let looking = lookFrom(0)
    for (let at = 0; at < found.length; at += batchSize) {
      throwIfAborted(context.signal)
      const looked = await looking
      // Why before the rows are written: the threads must not wait for the catalogue.
      looking = lookFrom(at + batchSize)
      relaxed(context.workspace.db, () => {
        for (const one of looked) write(context, one, tally)
        context.keep({ added: tally.added })
      })
      context.progress(Math.min(at + batchSize, found.length), found.length)
      if (at % (batchSize * 16) === 0) context.changed('sources', 'workspace')
      await breathe()
    }
    const { workspace } = context
    if (getMeta(workspace.db, 'isRestored') === 'true') salvageDecisions(workspace.db, workspace.folder)
    const { added, skipped, updated } = tally
    return { added, skipped: Math.max(0, skipped), ...(updated > 0 ? { updated } : {}), ...told }
  }
}

interface Found {
  readonly found: readonly Listed[]
  /** Title of the format where it was found out and is not the plainest one. */
  readonly readAs?: string
  readonly notes?: readonly string[]
}

/** As many as a person reads. */
const mostNotes = 50

async function findAll(context: JobContext, { paths, format, columns }: ImportSpec): Promise<Found> {
  const given = await openGiven(paths, columns)
  const importer = format === 'auto' ? await detectFormat(given) : importerById(format)
  const found: Listed[] = []
  const classes: FoundClass[] = []
  const notes: string[] = []
  for await (const finding of importer.find(given, context.signal)) {
    if (finding.kind === 'image') found.push(listed(finding, importer.id))
    if (finding.kind === 'class') classes.push(finding)
    if (finding.kind === 'problem') context.fail(finding.path, finding.reason)
    if (finding.kind === 'note' && notes.length < mostNotes) notes.push(`${finding.path}: ${finding.text}`)
    if (found.length % 500 === 0) {
      context.progress(0, null)
      await breathe()
    }
  }
  const { db } = context.workspace
  relaxed(db, () => {
    for (const { name, details } of classes) describeClass(db, name, details)
  })
  const isTold = format === 'auto' && importer.id !== 'folder'
  return {
    found,
    ...(isTold ? { readAs: importer.title } : {}),
    ...(notes.length > 0 ? { notes } : {})
  }
}

function listed({ annotations, ...image }: FoundImage, readAs: string): Listed {
  const text = annotations === undefined ? undefined : JSON.stringify(annotations)
  return { ...image, annotations: text, readAs }
}

type Looked =
  | { readonly outcome: 'known'; readonly image: Listed }
  | {
      readonly outcome: 'new'
      readonly source: Omit<NewSource, 'classId'>
      readonly image: Listed
    }
  | { readonly outcome: 'failed'; readonly image: Listed; readonly reason: string }

interface LookOptions {
  readonly context: JobContext
  readonly pool: PixelPool
  readonly copy: boolean
}

/** Pictures in one message to a thread: raw records are small; files, also those in archives, may each take a while. */
const groupSize = ({ entry, name }: Listed): number =>
  entry === null || fileKind(name) === 'picture' ? 8 : batchSize

async function lookAt(batch: readonly Listed[], options: LookOptions): Promise<readonly Looked[]> {
  const states = await Promise.all(batch.map((image) => isKnown(image, options.context)))
  const fresh = batch.filter((_image, index) => states[index] === false)
  const groups: Listed[][] = []
  for (const image of fresh) {
    const last = groups.at(-1)
    if (last !== undefined && last.length < groupSize(image)) last.push(image)
    else groups.push([image])
  }
  const looked = await Promise.all(groups.map((group) => lookAtGroup(group, options)))
  const known = batch.filter((_image, index) => states[index] === true)
  return [...known.map((image) => ({ outcome: 'known', image }) as const), ...looked.flat()]
}

/** Whether the place was imported before, looked at whole, and its file has the same size and date. */
async function isKnown(image: Listed, { workspace }: JobContext): Promise<boolean> {
  const known = knownSource(workspace.db, image.path, image.entry)
  if (known === undefined || (known.state !== 'ok' && known.state !== 'duplicate')) return false
  if (known.hasAppearance === 0) return false
  const found = await stat(image.path).catch(() => undefined)
  return found !== undefined && known.bytes === found.size && known.modifiedMs === found.mtimeMs
}

async function lookAtGroup(group: readonly Listed[], options: LookOptions): Promise<readonly Looked[]> {
  const { context, pool } = options
  const sources = group.map(({ path, entry }) => ({ path, entry }))
  try {
    const outcomes = await pool.run({ kind: 'inspect', sources }, { signal: context.signal })
    return await Promise.all(
      group.map((image, index) => describe(image, outcomes[index] ?? noAnswer, options))
    )
  } catch (error) {
    throwIfAborted(context.signal)
    const [image] = group
    // Why one by one: a picture that kills the thread must not take its neighbours with it.
    if (group.length > 1) return (await Promise.all(group.map((one) => lookAtGroup([one], options)))).flat()
    return image === undefined ? [] : [{ outcome: 'failed', image, reason: failureOf(error, image.path) }]
  }
}

const noAnswer: Outcome<InspectedSource> = {
  ok: false,
  error: { code: 'internal', message: 'The picture was not looked at.' }
}

/** The row tells the path itself, so the reason does not repeat it. */
function failureOf(error: unknown, path: string): string {
  if (!(error instanceof CultivarError)) return describeError(error)
  const { message, remedy, file = path } = error
  return [message.replace(`${file}: `, '').replace(`${path}: `, ''), remedy]
    .filter((part) => part !== undefined)
    .join(' ')
}

async function describe(
  image: Listed,
  outcome: Outcome<InspectedSource>,
  { context, copy }: LookOptions
): Promise<Looked> {
  if (!outcome.ok)
    return { outcome: 'failed', image, reason: failureOf(fromEnvelope(outcome.error), image.path) }
  const { facts, sha256, sizeBytes, mtimeMs, appearance } = outcome.value
  // Why: the hash of a record is its own; its container is told apart by size and time, and copied once.
  const copyName =
    image.entry === null ? sha256 : `container-${sizeBytes}-${Math.round(mtimeMs)}-${basename(image.path)}`
  const path = copy ? await copyInto(context.workspace.folder, image.path, copyName) : image.path
  return {
    outcome: 'new',
    image,
    source: {
      path,
      isCopy: copy,
      entry: image.entry,
      origin: image.path,
      name: image.name,
      contentHash: sha256,
      bytes: sizeBytes,
      modifiedMs: mtimeMs,
      width: facts.width,
      height: facts.height,
      channels: facts.channels,
      depth: facts.depth,
      format: facts.format,
      split: image.split,
      state: 'ok',
      reason: null,
      notes: facts.notes,
      appearance
    }
  }
}

/** Copies a file into the workspace under a name made of its content; returns the path relative to the workspace. */
async function copyInto(folder: string, path: string, name: string): Promise<string> {
  const below = join('originals', name.slice(0, 2))
  const extension = extname(path).toLowerCase().slice(0, 12)
  const relative = join(below, name.endsWith(extension) ? name : name + extension)
  const target = join(folder, relative)
  const isThere = await stat(target).then(
    () => true,
    () => false
  )
  if (isThere) return relative
  await mkdir(join(folder, below), { recursive: true })
  const partial = `${target}.${randomUUID()}.partial`
  await copyFile(path, partial)
  await rename(partial, target)
  return relative
}

function write(context: JobContext, looked: Looked, tally: Tally): void {
  const { db } = context.workspace
  if (looked.outcome === 'known') {
    tally.skipped++
    if (updateKnown(db, looked.image)) tally.updated++
    return
  }
  if (looked.outcome === 'failed') {
    writeFailure(context, looked.image, looked.reason)
    return
  }
  const { source, image } = looked
  const { className } = image
  const known = knownSource(db, source.origin, source.entry)
  if (known?.contentHash === source.contentHash && (known?.state === 'ok' || known?.state === 'duplicate')) {
    tally.skipped++
    if (source.appearance !== undefined) setAppearance(db, known.id, source.appearance)
    if (updateKnown(db, image)) tally.updated++
    return
  }
  // Why not a duplicate: it never had variants.
  const isOther = known?.contentHash !== null && known?.contentHash !== source.contentHash
  if (known !== undefined && isOther && known.state !== 'duplicate') retirePlace(db, known.id)
  const twin = source.contentHash === null ? undefined : sourceByContent(db, source.contentHash)
  const row = { ...source, classId: className === null ? null : classId(db, className) }
  // Why not for records: those of a container are samples in their own right, also when two of them are equal.
  if (twin === undefined || source.entry !== null) {
    const id = putSource(db, row)
    putAnnotations(db, id, annotationsOf(image.annotations ?? ''), image.readAs)
    tally.added++
    return
  }
  const other = twin.className === className ? '' : `, which has the class "${twin.className ?? 'none'}"`
  putSource(db, { ...row, state: 'duplicate', reason: `It has the same content as "${twin.name}"${other}.` })
  tally.skipped++
}

/** A source that was read before keeps what is known about it: the file may come back, and it may have variants. */
function writeFailure(context: JobContext, image: Listed, reason: string): void {
  const { db } = context.workspace
  context.fail(placeOf(image), reason)
  const known = knownSource(db, image.path, image.entry)
  if (known === undefined || known.contentHash === null) putSource(db, failedRow(image, reason))
  else markSource(db, known.id, { state: 'changed', reason })
}

/** For messages: the file, or the container and the picture's name. */
const placeOf = ({ path, entry, name }: Listed): string => (entry === null ? path : `${path}: ${name}`)

function failedRow(image: Listed, reason: string): NewSource {
  return {
    path: image.path,
    isCopy: false,
    entry: image.entry,
    origin: image.path,
    name: image.name,
    contentHash: null,
    bytes: 0,
    modifiedMs: 0,
    width: 0,
    height: 0,
    channels: 0,
    depth: 0,
    format: '',
    classId: null,
    split: image.split,
    state: 'failed',
    reason,
    notes: []
  }
}
