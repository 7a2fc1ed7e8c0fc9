import { byCodeUnit } from '../names.ts'
import type { Problem } from '../types.ts'
import { type EntryName, isSkippedPath } from './entryName.ts'
import { type ArchiveFile, describeEntry } from './types.ts'

/**
 * What an archive may declare. Nothing is ever unpacked to a drive, so these only keep a hostile one from taking all
 * time and memory.
 */
export const archiveLimits = {
  entries: 1_000_000,
  /** Unit: bytes of one entry. */
  entryBytes: 4 * 1024 ** 3,
  /** Unit: bytes of all entries. */
  totalBytes: 1024 ** 4,
  /** How much larger an entry of more than `ratioFromBytes` may become. */
  ratio: 200,
  ratioFromBytes: 100 * 1024 ** 2
} as const

/** An entry as an archive declares it. */
export interface Declared {
  readonly name: EntryName
  readonly kind: 'file' | 'folder' | 'link' | 'special'
  readonly bytes: number
  readonly packedBytes: number
  /** Why it cannot be read, if so. */
  readonly refusal?: string
}

/** Decides entry by entry, in the archive's order, what of it may be read. */
export class Admission<F extends ArchiveFile> {
  readonly #path: string
  readonly #names = new Set<string>()
  readonly #files: F[] = []
  readonly problems: Problem[] = []
  #totalBytes = 0

  constructor(path: string) {
    this.#path = path
  }

  /** `make` is called with the name when the entry may be read. */
  add(declared: Declared, make: (name: string) => F): void {
    if (declared.kind === 'folder') return
    const { name } = declared
    if (name.kind === 'refused') {
      this.refuse(name.shown, name.reason)
      return
    }
    if (isSkippedPath(name.name)) return
    const reason = this.#reasonAgainst(declared, name.name)
    if (reason !== undefined) {
      this.refuse(name.name, reason)
      return
    }
    this.#names.add(name.name.normalize('NFC'))
    this.#totalBytes += declared.bytes
    this.#files.push(make(name.name))
  }

  /** Refuses one entry, or the archive itself. */
  refuse(name: string | null, reason: string): void {
    this.problems.push({
      kind: 'problem',
      path: name === null ? this.#path : describeEntry(this.#path, name),
      reason
    })
  }

  files(): readonly F[] {
    return this.#files.sort((a, b) => byCodeUnit(a.name, b.name))
  }

  #reasonAgainst({ kind, bytes, packedBytes, refusal }: Declared, name: string): string | undefined {
    if (kind === 'link') return 'This is a link, which is not followed in archives. Pack the file itself.'
    if (kind === 'special')
      return 'This is a device, a pipe or a sparse file, not a plain file. Leave it out.'
    if (refusal !== undefined) return refusal
    if (this.#names.has(name.normalize('NFC')))
      return 'The archive holds another file of this name, which was taken. Rename one of them.'
    const { entryBytes, ratio, ratioFromBytes, totalBytes } = archiveLimits
    if (bytes > entryBytes)
      return 'Unpacked, the file has more than 4 GB. Unpack the archive and import the folder.'
    if (bytes > ratioFromBytes && bytes > packedBytes * ratio)
      return 'Unpacked, the file becomes more than 200 times as large. If it is right, unpack the archive and import the folder.'
    if (this.#totalBytes + bytes > totalBytes)
      return 'Unpacked, the archive has more than 1 TB. Split it into smaller ones.'
    return undefined
  }
}

export const tooManyEntries =
  'The archive has more than 1,000,000 entries; the rest is left out. Split it into smaller ones.'
