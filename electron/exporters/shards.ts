import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Split } from '../../shared/api/types.ts'
import { CultivarError } from '../../shared/errors.ts'

/** A file in the making that takes one record after the other. */
export interface Shard<Record> {
  /** Returns how many bytes the file has by now. */
  add(record: Record): Promise<number>
  /** Ends the file. */
  finish(): Promise<void>
}

export interface ShardPlan<Record> {
  /** The export's folder. */
  readonly folder: string
  /** Below it, with / at the end, or empty. */
  readonly below: string
  readonly extension: string
  /** Unit: bytes from which on the next shard begins. */
  readonly shardBytes: number
  open(path: string): Promise<Shard<Record>>
}

interface Part<Record> {
  readonly name: string
  /** Records of each shard. */
  readonly counts: number[]
  current: Shard<Record> | undefined
}

/** Digits of the numbers in the names: `train-00000-of-00002`. */
const digits = 5

/**
 * Spreads records over files of a limited size for each split, `train-00000-of-00003` and so on. How many there are is
 * known at the end only, when they get their names.
 */
export class Shards<Record> {
  readonly #plan: ShardPlan<Record>
  readonly #parts = new Map<Split | null, Part<Record>>()

  constructor(plan: ShardPlan<Record>) {
    this.#plan = plan
  }

  /** Returns where the record is, to be completed by `settled`. */
  async add(split: Split | null, record: Record): Promise<string> {
    const part = this.#partOf(split)
    const shard = part.current ?? (await this.#open(part))
    const index = part.counts.length - 1
    const row = part.counts[index] ?? 0
    part.counts[index] = row + 1
    if ((await shard.add(record)) >= this.#plan.shardBytes) {
      part.current = undefined
      await shard.finish()
    }
    return `${part.name}-${index}#${row}`
  }

  #partOf(split: Split | null): Part<Record> {
    const known = this.#parts.get(split)
    if (known !== undefined) return known
    // Why not train: nothing says what these pictures are for; programs take them for the training part anyway.
    const made: Part<Record> = { name: split ?? 'data', counts: [], current: undefined }
    this.#parts.set(split, made)
    return made
  }

  async #open(part: Part<Record>): Promise<Shard<Record>> {
    const path = join(this.#plan.folder, this.#unnamed(part, part.counts.length))
    await mkdir(dirname(path), { recursive: true })
    part.counts.push(0)
    part.current = await this.#plan.open(path)
    return part.current
  }

  #unnamed({ name }: Part<Record>, index: number): string {
    return `${this.#plan.below}${name}-${index}.part`
  }

  #named({ name, counts }: Part<Record>, index: number): string {
    const number = (value: number): string => String(value).padStart(digits, '0')
    return `${this.#plan.below}${name}-${number(index)}-of-${number(counts.length)}.${this.#plan.extension}`
  }

  /** Ends and names all files. Returns them, below the export's folder. */
  async finish(): Promise<readonly string[]> {
    const { folder } = this.#plan
    const files: string[] = []
    for (const part of this.#parts.values()) {
      await part.current?.finish()
      for (const index of part.counts.keys()) {
        const file = this.#named(part, index)
        await rename(join(folder, this.#unnamed(part, index)), join(folder, file))
        files.push(file)
      }
    }
    return files
  }

  /** Where a record is by the files' final names, by what `add` returned. */
  settled(place: string): string {
    const [, name, index, row] = /^(.*)-(\d+)#(\d+)$/.exec(place) ?? []
    const part = [...this.#parts.values()].find((one) => one.name === name)
    if (part === undefined)
      throw new CultivarError('internal', `Expected a place that was given but received ${place}.`)
    return `${this.#named(part, Number(index))}#${row ?? ''}`
  }

  /** Records of each split, in the order in which the splits first occurred. */
  counts(): readonly { readonly name: string; readonly shards: readonly number[] }[] {
    return [...this.#parts.values()].map(({ name, counts }) => ({ name, shards: counts }))
  }
}
