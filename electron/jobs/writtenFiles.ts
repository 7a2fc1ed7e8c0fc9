import type { ExportJournal, Line, Noted } from './exportJournal.ts'
import type { Placed } from './exportPlaces.ts'

/**
 * What was written for the places of an export. Why only where the journal says it: of a million files names, hashes
 * and annotations would fill the memory, and that of a job would grow with its progress.
 */
export class WrittenFiles {
  readonly #journal: ExportJournal
  readonly #at: Float64Array
  readonly #lengths: Uint32Array

  constructor(journal: ExportJournal, places: number) {
    this.#journal = journal
    this.#at = new Float64Array(places)
    this.#lengths = new Uint32Array(places)
  }

  add({ index }: Placed, { at, length }: Line): void {
    this.#at[index] = at
    this.#lengths[index] = length
  }

  has({ index }: Placed): boolean {
    return (this.#lengths[index] ?? 0) > 0
  }

  /** Undefined for a picture that could not be made. */
  get({ index }: Placed): Noted | undefined {
    const length = this.#lengths[index] ?? 0
    return length === 0 ? undefined : this.#journal.read({ at: this.#at[index] ?? 0, length })
  }
}
