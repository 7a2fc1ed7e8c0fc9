import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CultivarError, describeError, fromEnvelope, toEnvelope } from '../../shared/errors.ts'
import { type AnnotationsText, annotationsOf, annotationTexts } from '../catalogue/annotations.ts'
import { markSource } from '../catalogue/sources.ts'
import { sourceMark } from '../catalogue/sourceMark.ts'
import type { Exporter, ExportContext, ExportItem, Holding, SideFile } from '../exporters/types.ts'
import { throwIfAborted } from './abort.ts'
import { createBatches } from './exportBatches.ts'
import { assertRoom } from './exportDestination.ts'
import type { ExportJournal, Line, Noted } from './exportJournal.ts'
import { type Placed, withParameters } from './exportPlaces.ts'
import type { Outcome } from './pixelMessage.ts'
import type { PixelPool } from './pool.ts'
import type { JobContext } from './runner.ts'
import { createRenderTask, sourceRef, withMarks } from './variantTask.ts'
import { askToStop, createControl, doneSoFar, type WriteControl, type WriteItem } from './writePictures.ts'
import { writeBeside } from './writeBeside.ts'
import { WrittenFiles } from './writtenFiles.ts'

/** A picture and the message about it. */
interface Ready {
  readonly placed: Placed
  readonly item: WriteItem
  readonly exported: ExportItem
  /** What is marked in the source; '' also where the format has no use for it. */
  readonly marks: AnnotationsText
}

export interface Writing {
  readonly context: JobContext
  readonly pool: PixelPool
  /** Folder in which the pictures grow, and that for the files beside them. */
  readonly pictures: string
  readonly files: string
  readonly places: readonly Placed[]
  /** What an earlier run wrote, by file. */
  readonly done: ReadonlyMap<string, Line>
  readonly journal: ExportJournal
  readonly exporter: Exporter
  readonly about: ExportContext
}

const plainHoldings: ReadonlySet<Holding> = new Set(['class', 'softLabels'])

/** Whether a format has any use for what is marked in pictures. */
export const holdsMarks = ({ holds }: Exporter): boolean => holds.some((one) => !plainHoldings.has(one))

/** After so many pictures the size of the whole export can be told. */
const sampleSize = 50
const progressMs = 200

/**
 * Has the threads of the pool write all pictures that an earlier run did not write. Returns what is there; pictures that
 * cannot be made are recorded and missing from it. Throws what ends the whole export.
 */
export async function writePlaces(writing: Writing): Promise<WrittenFiles> {
  return new ExportWriter(writing).run()
}

class ExportWriter {
  readonly #writing: Writing
  readonly #written: WrittenFiles
  readonly #running = new Set<WriteControl>()
  readonly #folders = new Set<string>()
  #finished = 0
  #bytes = 0
  #hasFailed = false
  #isRoomKnown = false

  constructor(writing: Writing) {
    this.#writing = writing
    this.#written = new WrittenFiles(writing.journal, writing.places.length)
    for (const placed of writing.places) {
      const line = writing.done.get(placed.file)
      if (line === undefined) continue
      this.#written.add(placed, line)
      this.#finished++
    }
  }

  async run(): Promise<WrittenFiles> {
    const { places, pool, context } = this.#writing
    const left = places.filter((placed) => !this.#written.has(placed))
    const batches = createBatches(left, pool.size)
    const lane = async (): Promise<void> => {
      for (let batch = batches.next(); batch.length > 0; batch = batches.next()) await this.#write(batch)
    }
    const ticking = setInterval(() => this.#tell(), progressMs)
    const stop = (): void => this.#stopAll()
    context.signal.addEventListener('abort', stop)
    try {
      // Why one more lane than threads: its message waits in the queue when a thread becomes free.
      // Why settled: nothing may write any more when the folder is removed.
      const lanes = await Promise.allSettled(Array.from({ length: pool.size + 1 }, () => this.#guard(lane)))
      const failed = lanes.find((one) => one.status === 'rejected')
      if (failed !== undefined) throw failed.reason
      throwIfAborted(context.signal)
    } finally {
      clearInterval(ticking)
      context.signal.removeEventListener('abort', stop)
    }
    this.#tell()
    return this.#written
  }

  async #guard(lane: () => Promise<void>): Promise<void> {
    try {
      await lane()
    } catch (error) {
      this.#hasFailed = true
      this.#stopAll()
      throw error
    }
  }

  #stopAll(): void {
    for (const control of this.#running) askToStop(control)
  }

  #tell(): void {
    let done = this.#finished
    for (const control of this.#running) done += doneSoFar(control)
    this.#writing.context.progress(done, this.#writing.places.length)
  }

  /** Writes a batch, in several goes when others wait for a thread. */
  async #write(batch: readonly Placed[]): Promise<void> {
    let rest = await this.#prepare(batch)
    while (rest.length > 0 && !this.#hasFailed) {
      throwIfAborted(this.#writing.context.signal)
      rest = rest.slice(await this.#send(rest))
    }
  }

  /** What the threads have to know of a batch; pictures whose partners are not there are recorded and left out. */
  async #prepare(batch: readonly Placed[]): Promise<readonly Ready[]> {
    const { context, exporter, pictures } = this.#writing
    const { db } = context.workspace
    const ready: Ready[] = []
    const items = withParameters(
      db,
      batch.map(({ item }) => item)
    )
    const ids = holdsMarks(exporter) ? [...new Set(items.map(({ source }) => source.id))] : []
    const marked = annotationTexts(db, ids)
    for (const [index, placed] of batch.entries()) {
      await this.#makeFolder(dirname(join(pictures, placed.file)))
      const exported = items[index]
      if (exported === undefined) continue
      const marks = marked.get(exported.source.id) ?? ''
      try {
        ready.push({ placed, item: this.#message(placed, exported, marks), exported, marks })
      } catch (error) {
        await this.#refuse(placed, error)
        this.#finished++
      }
    }
    return ready
  }

  #message({ file, isCopied, settings }: Placed, item: ExportItem, marks: AnnotationsText): WriteItem {
    const { context, exporter } = this.#writing
    const { workspace } = context
    const { source, variant } = item
    if (isCopied) return { file, original: sourceRef(workspace, source) }
    const task = createRenderTask(workspace, item, settings)
    return { file, task: holdsMarks(exporter) ? withMarks(workspace, task, { variant, marks }) : task }
  }

  async #makeFolder(folder: string): Promise<void> {
    if (this.#folders.has(folder)) return
    await mkdir(folder, { recursive: true })
    this.#folders.add(folder)
  }

  /** Returns how many pictures are dealt with. */
  async #send(ready: readonly Ready[]): Promise<number> {
    try {
      return await this.#ask(ready)
    } catch (error) {
      if (!(error instanceof CultivarError) || error.code !== 'internal') throw error
      // Why one by one: a picture that ends its thread must not take its neighbours with it.
      if (ready.length > 1) for (const one of ready) await this.#send([one])
      else await this.#take(ready, [{ ok: false, error: toEnvelope(error) }])
      return ready.length
    }
  }

  async #ask(ready: readonly Ready[]): Promise<number> {
    const { context, pool, pictures } = this.#writing
    const control = createControl()
    this.#running.add(control)
    try {
      if (context.signal.aborted || this.#hasFailed) askToStop(control)
      const items = ready.map(({ item }) => item)
      // Why without the signal: nothing may write any more when the job ends, so a thread is asked to stop and awaited.
      const { outcomes, trouble } = await pool.run(
        { kind: 'write', folder: pictures, items, control },
        { onPressed: () => askToStop(control) }
      )
      this.#running.delete(control)
      await this.#take(ready, outcomes)
      if (trouble !== null) throw Object.assign(new Error(trouble.message), { code: trouble.code })
      return outcomes.length
    } finally {
      this.#running.delete(control)
    }
  }

  /** Records what became of the first pictures of a batch. */
  async #take(ready: readonly Ready[], outcomes: readonly Outcome<Noted>[]): Promise<void> {
    const { context, journal } = this.#writing
    const written: { readonly placed: Placed; readonly noted: Noted }[] = []
    for (const [index, outcome] of outcomes.entries()) {
      const one = ready[index]
      if (one === undefined) continue
      const { placed } = one
      const beside = outcome.ok ? await this.#beside(one, outcome.value) : undefined
      if (!outcome.ok || beside instanceof CultivarError) {
        await this.#refuse(placed, outcome.ok ? beside : fromEnvelope(outcome.error))
        continue
      }
      // Why before it is noted: what is noted is whole.
      const sides = await writeBeside(this.#writing.files, beside ?? [])
      const noted = this.#withOwnMarks(one, outcome.value)
      written.push({ placed, noted: sides.length === 0 ? noted : { ...noted, sides } })
      this.#bytes += outcome.value.bytes
      const { source } = placed.item
      if (source.state !== 'ok') markSource(context.workspace.db, source.id, null)
    }
    this.#finished += outcomes.length
    this.#tell()
    const lines = await journal.note(written.map(({ noted }) => noted))
    for (const [index, line] of lines.entries()) {
      const placed = written[index]?.placed
      if (placed !== undefined) this.#written.add(placed, line)
    }
    await this.#checkRoom()
  }

  /** What is marked in an original that is copied is what is marked in its source. */
  #withOwnMarks({ marks, item }: Ready, written: Noted): Noted {
    return 'original' in item && marks !== '' ? { ...written, annotations: marks } : written
  }

  /** What the format wants beside a picture, or why it cannot hold it: a picture less, and the export goes on. */
  async #beside(ready: Ready, written: Noted): Promise<readonly SideFile[] | CultivarError> {
    const { exporter, about } = this.#writing
    if (exporter.beside === undefined) return []
    const annotations = annotationsOf(this.#withOwnMarks(ready, written).annotations ?? '')
    try {
      return await exporter.beside({ item: ready.exported, written, annotations }, about)
    } catch (error) {
      if (error instanceof CultivarError) return error
      throw error
    }
  }

  async #checkRoom(): Promise<void> {
    if (this.#isRoomKnown || this.#finished < sampleSize) return
    this.#isRoomKnown = true
    const { places, pictures } = this.#writing
    await assertRoom(pictures, (this.#bytes / this.#finished) * (places.length - this.#finished) * 1.2)
  }

  /** Records a picture that cannot be made, and what its source is known for from now on. */
  async #refuse({ item, file }: Placed, error: unknown): Promise<void> {
    const { context, pictures } = this.#writing
    context.fail(item.source.name, describeError(error))
    const mark = sourceMark(error)
    if (mark !== null) markSource(context.workspace.db, item.source.id, mark)
    // Why: a run that was killed may have written it before the journal knew.
    await rm(join(pictures, file), { force: true })
  }
}
