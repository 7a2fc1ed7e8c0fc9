import { createHash } from 'node:crypto'
import { type FileHandle, open, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ExportOptions, splits } from '../../shared/api/types.ts'
import { CultivarError, describeError, fromEnvelope } from '../../shared/errors.ts'
import { isPlain, plainNormalisation } from '../../shared/normalisation.ts'
import { ArrayLabels } from '../exporters/arrays/arrayLabels.ts'
import {
  assertWhitenable,
  fitWhitening,
  Measure,
  normalise,
  type Shape,
  type Statistics
} from '../exporters/arrays/normalise.ts'
import { npyHeader, npyStrings } from '../exporters/arrays/npy.ts'
import { type NpzEntry, picturesIn, writeNpz } from '../exporters/arrays/npz.ts'
import { pictureClasses } from '../exporters/mixes.ts'
import { manifestHead, manifestLines } from '../exporters/provenance.ts'
import type { ExportItem, PlannedItem } from '../exporters/types.ts'
import { breathe, throwIfAborted } from './abort.ts'
import { assertForIdx, idxPlace, writeIdx } from './exportIdx.ts'
import { withoutParameters, withParameters } from './exportPlaces.ts'
import type { PixelPool } from './pool.ts'
import type { RenderTask } from './renderTask.ts'
import type { JobContext } from './runner.ts'
import { TableWriter } from './tableWriter.ts'
import { createRenderTask } from './variantTask.ts'

/** What all arrays of an export share. */
export interface ArrayWork {
  readonly context: JobContext
  readonly pool: PixelPool
  readonly options: ExportOptions
  /** Folder for what is in the making. */
  readonly partial: string
  /** Folder of the export to be. */
  readonly files: string
}

export interface ArrayTotals {
  readonly files: number
  readonly bytes: number
  readonly splits: Record<string, number>
  /** Pictures that are in the arrays, in their order. */
  readonly items: readonly PlannedItem[]
  readonly manifestSha256: string
}

/** Pictures in one message to a thread. */
const picturesAtOnce = 256

export const arraysFile = 'arrays.npz'

/**
 * Writes the pictures of an export as arrays: x_train, y_train and so on for each split, or x and y without splits,
 * and the names of the classes. 8-bit levels, or 32-bit floats when they are to be normalised. Beside them the
 * statistics of the training part and the manifest, whose lines name array and row. As IDX when that is the format.
 *
 * Throws `bad-input` when the pictures differ in size and none is given, or when IDX cannot hold them.
 */
export async function writeArrays(work: ArrayWork, items: readonly PlannedItem[]): Promise<ArrayTotals> {
  const shape = shapeOf(items, work.options)
  if (work.options.normalisation?.zcaWhitening === true) assertWhitenable(shape)
  const { db } = work.context.workspace
  const { pictureClasses: names, classOf } = pictureClasses(db, items)
  const isIdx = work.options.format === 'idx'
  if (isIdx) assertForIdx(shape, items, { options: work.options, names })
  const manifest = await TableWriter.create(join(work.files, 'manifest.csv'))
  const parts: Part[] = []
  let done = 0
  try {
    await manifest.add(manifestHead)
    for (const split of [...splits, null]) {
      const own = items.filter((item) => item.split === split)
      if (own.length === 0) continue
      const labels = new ArrayLabels(names, classOf)
      const writer = new PartWriter({ work, shape, labels, manifest, name: split ?? 'all' })
      parts.push(await writer.write(own, { done, total: items.length }))
      done += own.length
    }
    if (parts.every(({ items: made }) => made.length === 0)) {
      throw new CultivarError('not-found', 'None of the pictures could be made, so nothing was exported.', {
        remedy: 'The list of failures says why; put the sources back or import them again.'
      })
    }
    const bytes = await (isIdx ? writeIdx : writeNpzFile)(work, { shape, parts, names })
    return {
      files: parts.reduce((sum, part) => sum + part.items.length, 0),
      bytes,
      splits: Object.fromEntries(parts.map(({ name, items: made }) => [name, made.length])),
      items: parts.flatMap((part) => part.items),
      manifestSha256: manifest.finish()
    }
  } finally {
    await manifest.close()
  }
}

/** The one shape of all pictures. */
function shapeOf(items: readonly PlannedItem[], { size }: ExportOptions): Shape {
  const channels = items.every(({ source }) => source.channels === 1) ? 1 : 3
  if (size !== null) return { ...size, channels }
  const [first] = items
  const { width = 1, height = 1 } = first?.source ?? {}
  const isUniform = items.every(({ source }) => source.width === width && source.height === height)
  if (isUniform) return { width, height, channels }
  throw new CultivarError('bad-input', 'The pictures have different sizes, but arrays need one for all.', {
    remedy: 'Choose a size (--size WxH).'
  })
}

/** One split: its samples in a file, its labels, and what is in it. */
export interface Part {
  readonly name: string
  readonly samples: string
  readonly labels: ArrayLabels
  readonly items: readonly PlannedItem[]
  readonly statistics: Statistics
}

interface PartSettings {
  readonly work: ArrayWork
  readonly shape: Shape
  readonly labels: ArrayLabels
  readonly manifest: TableWriter
  readonly name: string
}

interface Rendered {
  readonly items: readonly ExportItem[]
  readonly data: Uint8Array
}

class PartWriter {
  readonly #settings: PartSettings
  readonly #pictureBytes: number

  constructor(settings: PartSettings) {
    this.#settings = settings
    const { width, height, channels } = settings.shape
    this.#pictureBytes = width * height * channels
  }

  async write(
    items: readonly PlannedItem[],
    { done, total }: { done: number; total: number }
  ): Promise<Part> {
    const { work, labels, name, shape } = this.#settings
    const samples = join(work.partial, `${name}.samples`)
    const measure = new Measure(shape)
    const made: PlannedItem[] = []
    const file = await open(samples, 'w')
    try {
      const ahead: Promise<Rendered>[] = []
      const take = async (next: Promise<Rendered>): Promise<void> => {
        const rendered = await next
        await this.#store(file, rendered, made.length)
        measure.add(rendered.data)
        for (const item of rendered.items) labels.add(item)
        made.push(...rendered.items.map(withoutParameters))
        await breathe()
        throwIfAborted(work.context.signal)
      }
      for (let at = 0; at < items.length; at += picturesAtOnce) {
        const rendering = this.#render(items.slice(at, at + picturesAtOnce))
        // Why: one that fails while an earlier one is awaited must not count as unhandled; it is thrown in its turn.
        rendering.catch(() => undefined)
        ahead.push(rendering)
        const next = ahead.length > work.pool.size + 1 ? ahead.shift() : undefined
        if (next !== undefined) await take(next)
        work.context.progress(done + made.length, total)
      }
      for (const last of ahead) await take(last)
      work.context.progress(done + items.length, total)
    } finally {
      await file.close()
    }
    return { name, samples, labels, items: made, statistics: measure.statistics() }
  }

  async #render(planned: readonly PlannedItem[]): Promise<Rendered> {
    const { work, shape } = this.#settings
    const { context, pool } = work
    const items: ExportItem[] = []
    const tasks: RenderTask[] = []
    for (const item of withParameters(context.workspace.db, planned)) {
      try {
        tasks.push(
          createRenderTask(context.workspace, item, { output: { kind: 'size', ...shape }, encoding: null })
        )
        items.push(item)
      } catch (error) {
        context.fail(item.source.name, describeError(error))
      }
    }
    const { data, failures } = await pool.run({ kind: 'array', tasks, ...shape }, { signal: context.signal })
    if (failures.length === 0) return { items, data }
    for (const { index, error } of failures) {
      context.fail(items[index]?.source.name ?? '', describeError(fromEnvelope(error)))
    }
    return this.#without(new Set(failures.map(({ index }) => index)), { items, data })
  }

  #without(failed: ReadonlySet<number>, { items, data }: Rendered): Rendered {
    const length = this.#pictureBytes
    const left = items.flatMap((_, index) => (failed.has(index) ? [] : [index]))
    const kept = new Uint8Array(left.length * length)
    left.forEach((index, at) => kept.set(data.subarray(index * length, (index + 1) * length), at * length))
    return { items: items.filter((_, index) => !failed.has(index)), data: kept }
  }

  async #store(file: FileHandle, { items, data }: Rendered, firstRow: number): Promise<void> {
    const { work, manifest, name, shape } = this.#settings
    const length = this.#pictureBytes
    const place = work.options.format === 'idx' ? idxPlace : npzPlace
    await file.write(data)
    const lines = items.map((item, index) => {
      const samples = data.subarray(index * length, (index + 1) * length)
      return {
        item,
        written: {
          file: place(name, firstRow + index),
          sha256: createHash('sha256').update(samples).digest('hex'),
          bytes: length,
          width: shape.width,
          height: shape.height
        }
      }
    })
    await manifest.add(manifestLines(lines))
  }
}

const arrayName = (letter: 'x' | 'y', split: string): string =>
  split === 'all' ? letter : `${letter}_${split}`

/** Where a picture is, for the manifest. */
const npzPlace = (part: string, row: number): string => `${arraysFile}#${arrayName('x', part)}[${row}]`

/** All that was made, ready to be put into files. */
export interface Whole {
  readonly shape: Shape
  readonly parts: readonly Part[]
  readonly names: readonly string[]
}

/** Writes the NPZ file and the statistics; returns the bytes of the arrays' file. */
async function writeNpzFile(
  { context, options, files }: ArrayWork,
  { shape, parts, names }: Whole
): Promise<number> {
  const normalisation = options.normalisation ?? plainNormalisation
  const { width, height, channels } = shape
  const pictureBytes = width * height * channels
  // Why the first: train comes first, and without splits there is only one.
  const training = parts[0]
  const statistics = training?.statistics ?? { count: 0, mean: [], deviation: [] }
  const fitted = { shape, normalisation, statistics }
  const components =
    normalisation.zcaWhitening && training !== undefined
      ? fitWhitening(await blocksOf(training.samples, pictureBytes), fitted)
      : null
  const isFloat = !isPlain(normalisation)
  const soft = parts.some(({ labels }) => labels.isSoft)
  const map = isFloat
    ? (block: Uint8Array) => new Uint8Array(normalise(block, fitted, components).buffer)
    : (block: Uint8Array) => block
  const entries = parts.flatMap(({ name, samples, labels, items }): NpzEntry[] => {
    const dimensions = [items.length, height, width, ...(channels === 1 ? [] : [3])]
    const header = npyHeader(isFloat ? '<f4' : '|u1', dimensions)
    const size = header.length + items.length * pictureBytes * (isFloat ? 4 : 1)
    return [
      { name: arrayName('x', name), header, samples, pictureBytes, size, map },
      { name: arrayName('y', name), parts: labels.file(soft) }
    ]
  })
  const path = join(files, arraysFile)
  await writeNpz(path, [...entries, { name: 'class_names', parts: [npyStrings(names)] }], () =>
    throwIfAborted(context.signal)
  )
  const document = { levels: [0, 255], trainingPictures: statistics.count, ...statistics, normalisation }
  await writeFile(join(files, 'statistics.json'), `${JSON.stringify(document, null, 2)}\n`)
  return (await stat(path)).size
}

/** Why in memory: whitening needs every picture, and only small ones can be whitened. */
async function blocksOf(samples: string, pictureBytes: number): Promise<readonly Uint8Array[]> {
  const blocks: Uint8Array[] = []
  for await (const block of picturesIn(samples, pictureBytes)) blocks.push(Uint8Array.from(block))
  return blocks
}
