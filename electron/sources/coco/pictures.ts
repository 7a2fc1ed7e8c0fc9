import { basename, dirname } from 'node:path/posix'
import { throwIfCancelled } from '../cancelled.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import { scanJson } from '../json/scan.ts'
import { type LabelFile, splitInPath } from '../labelFiles.ts'
import { Lookups } from '../lookups.ts'
import type { Finding } from '../types.ts'
import { Listing, type Picture } from './listing.ts'

export interface Pictures {
  readonly listings: readonly Listing[]
  /** In the order in which they are listed first. */
  readonly pictures: readonly Picture[]
}

/** Reads every file once: which pictures there are, where they lie, and which entries belong to them. */
export async function* findPictures(
  labels: readonly LabelFile[],
  signal: AbortSignal | undefined
): AsyncGenerator<Finding, Pictures> {
  const listings: Listing[] = []
  const pictures = new Gathered()
  for (const label of labels) {
    const listing = new Listing(label)
    listings.push(listing)
    yield* readOnce(listing, signal)
    yield* listing.strays()
    yield* pictures.gather(listing, signal)
  }
  yield* pictures.lookups.unmentioned(labels)
  return { listings, pictures: pictures.all }
}

async function* readOnce(listing: Listing, signal: AbortSignal | undefined): AsyncGenerator<Finding> {
  const { tree, file, where } = listing.label
  try {
    for await (const parts of scanJson(await tree.stream(file))) {
      throwIfCancelled(signal)
      for (const part of parts) {
        const problem = listing.add(part)
        if (problem !== undefined) yield problem
      }
    }
  } catch (error) {
    throwIfCancelled(signal)
    listing.isDamaged = true
    yield { kind: 'problem', path: where, reason: reasonOf(toFileError(error, where)) }
  }
}

/** The pictures of all files; several entries that name one file are one picture. */
class Gathered {
  readonly all: Picture[] = []
  readonly #numbers = new Map<string, number>()
  readonly lookups = new Lookups()

  async *gather(listing: Listing, signal: AbortSignal | undefined): AsyncGenerator<Finding> {
    const { label, lengths, owners } = listing
    const lookup = await this.lookups.of(label.tree, signal)
    const split = splitInPath(label.file.name)
    const folders = foldersFor(label.file.name, split)
    const pictureOf = new Int32Array(listing.fileNames.length).fill(-1)
    for (const { image, entry, fileName } of listing.images()) {
      const located = lookup.locate({ picture: fileName, from: label.file.name, folders })
      if ('reason' in located) {
        yield listing.problem(entry, located.reason)
        continue
      }
      const own = split ?? splitInPath(dirname(located.file.name))
      const number = this.#numberOf({ label, file: located.file, split: own, length: 0 })
      pictureOf[image] = number
      const picture = this.all[number]
      if (picture === undefined) continue
      picture.length += lengths[image] ?? 0
      if (own === null || picture.split === own) continue
      if (picture.split === null) picture.split = own
      else yield inTwoSplits(listing, entry, picture.split)
    }
    for (const list of [owners.images, owners.annotations]) list.replace((image) => pictureOf[image] ?? -1)
  }

  #numberOf(picture: Picture): number {
    const key = picture.label.tree.describe(picture.file.name)
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.all.push(picture) - 1
    this.#numbers.set(key, number)
    return number
  }
}

/** Folders in which a file's pictures may lie: `instances_train2017.json` speaks of `train2017` and of `train`. */
function foldersFor(name: string, split: string | null): readonly string[] {
  const last = basename(name)
    .replace(/\.json$/i, '')
    .split('_')
    .at(-1)
  return [...new Set([last ?? '', split ?? ''])].filter((folder) => folder !== '')
}

function inTwoSplits(listing: Listing, entry: string, kept: string): Finding {
  const { where } = listing.label
  return {
    kind: 'note',
    path: `${where}: ${entry}`,
    text: `The picture is in ${kept} already and stays there.`
  }
}
