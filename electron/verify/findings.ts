/** What a data set is checked for. */
export const checks = {
  missing: 'missing files',
  changed: 'changed files',
  extra: 'files that no list names',
  lists: 'faults of SHA256SUMS and manifest.csv',
  pictures: 'pictures that cannot be read',
  labels: 'faults of the labels',
  outside: 'annotations outside their pictures',
  classes: 'classes that contradict each other',
  sources: 'sources in two splits',
  near: 'near-duplicates in two splits'
} as const
export type Check = keyof typeof checks

export interface Finding {
  readonly check: Check
  /** Path below the data set's folder, or what the importer calls it. */
  readonly file: string
  readonly text: string
  /** False for what deserves a look and is no fault by itself. */
  readonly isWrong: boolean
}

/** Findings of one check that are kept one by one; the others are counted. */
const mostKept = 100

/** Gathers what is found, in bounded memory. */
export class Findings {
  readonly #kept: Finding[] = []
  readonly #counts = new Map<Check, number>()
  #wrong = 0

  add(check: Check, file: string, text: string): void {
    this.#wrong++
    this.#note({ check, file, text, isWrong: true })
  }

  /** Something that deserves a look, but does not make the set wrong. */
  doubt(check: Check, file: string, text: string): void {
    this.#note({ check, file, text, isWrong: false })
  }

  #note(finding: Finding): void {
    const count = (this.#counts.get(finding.check) ?? 0) + 1
    this.#counts.set(finding.check, count)
    if (count <= mostKept) this.#kept.push(finding)
  }

  get wrong(): number {
    return this.#wrong
  }

  get kept(): readonly Finding[] {
    return this.#kept
  }

  get counts(): Readonly<Partial<Record<Check, number>>> {
    return Object.fromEntries(this.#counts)
  }
}
