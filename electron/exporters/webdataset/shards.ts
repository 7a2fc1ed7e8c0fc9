import { join } from 'node:path'
import { tarEntryBytes, TarWriter } from './tarWriter.ts'

/** When a shard is full. */
export interface ShardLimits {
  readonly samples: number
  readonly bytes: number
}

/** A file of a sample: its ending, such as `jpg`, and what is in it. */
export interface SampleFile {
  readonly ending: string
  readonly content: Uint8Array
}

/** Shards of one part of a data set: `train-000000.tar`, `train-000001.tar` and so on. */
export class Shards {
  readonly #folder: string
  readonly #prefix: string
  readonly #limits: ShardLimits
  readonly #files: string[] = []
  #open: TarWriter | undefined
  #samples = 0

  constructor(folder: string, prefix: string, limits: ShardLimits) {
    this.#folder = folder
    this.#prefix = prefix
    this.#limits = limits
  }

  /** Adds the files of a sample to the shard, or to the next one when they would make it too full. Returns its name. */
  async add(key: string, files: readonly SampleFile[]): Promise<string> {
    const bytes = files.reduce((sum, { content }) => sum + tarEntryBytes(content.length), 0)
    const writer = await this.#writerFor(bytes)
    for (const { ending, content } of files) await writer.add(`${key}.${ending}`, content)
    this.#samples++
    return this.#files.at(-1) ?? ''
  }

  /** Ends the last shard. Returns all of them. */
  async finish(): Promise<readonly string[]> {
    await this.#open?.finish()
    this.#open = undefined
    return this.#files
  }

  async #writerFor(bytes: number): Promise<TarWriter> {
    const open = this.#open
    const isFull = this.#samples >= this.#limits.samples || (open?.bytes ?? 0) + bytes > this.#limits.bytes
    // Why a sample beyond the limit stands alone: there is no smaller place for it.
    if (open !== undefined && !(isFull && this.#samples > 0)) return open
    await open?.finish()
    const name = `${this.#prefix}-${String(this.#files.length).padStart(6, '0')}.tar`
    const made = await TarWriter.create(join(this.#folder, name))
    this.#files.push(name)
    this.#samples = 0
    this.#open = made
    return made
  }
}
