import { throwIfCancelled } from '../cancelled.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import { scanJson, type WantsPart } from '../json/scan.ts'
import type { Problem } from '../types.ts'
import type { Listing, Picture } from './listing.ts'

/** An entry about a picture, not yet parsed. */
export interface CocoRecord {
  readonly listing: Listing
  /** Place in its list. */
  readonly index: number
  readonly text: string
}

/** All entries about one picture, in the order of the files. */
export interface PictureRecords {
  readonly images: CocoRecord[]
  readonly annotations: CocoRecord[]
}

interface Reread {
  readonly records: PictureRecords[]
  /** Files that could be read once but not again. */
  readonly problems: readonly Problem[]
}

/** Unit: characters of annotations that are in memory at once. */
const maxLength = 48 * 1024 * 1024

/** Pictures side by side that fit the memory together with their annotations: first and end. */
export function ranges(
  pictures: readonly Picture[],
  limit = maxLength
): readonly (readonly [number, number])[] {
  const found: [number, number][] = []
  let from = 0
  let length = 0
  pictures.forEach((picture, at) => {
    if (length + picture.length > limit && at > from) {
      found.push([from, at])
      from = at
      length = 0
    }
    length += picture.length
  })
  if (from < pictures.length) found.push([from, pictures.length])
  return found
}

/**
 * The entries about the pictures of a range. Reads the files again.
 *
 * Why: entries of one picture may stand anywhere in a file, which may be longer than the memory and may lie in an
 * archive, where one cannot jump. A gigabyte is read about twenty times, at some hundred megabytes a second.
 */
export async function recordsOf(
  listings: readonly Listing[],
  [from, end]: readonly [number, number],
  signal: AbortSignal | undefined
): Promise<Reread> {
  const records = Array.from({ length: end - from }, (): PictureRecords => ({ images: [], annotations: [] }))
  const problems: Problem[] = []
  for (const listing of listings) {
    const counts = { images: 0, annotations: 0 }
    // Of the entries that are wanted, in the order of the file.
    let owners: number[] = []
    const wants: WantsPart = (key, index) => {
      if ((key !== 'images' && key !== 'annotations') || index < 0) return false
      const picture = listing.owners[key].at(counts[key]++)
      if (picture < from || picture >= end) return false
      owners.push(picture)
      return true
    }
    try {
      for await (const parts of scanJson(await listing.label.tree.stream(listing.label.file), wants)) {
        throwIfCancelled(signal)
        parts.forEach(({ key, index, text }, at) => {
          if (text === undefined || (key !== 'images' && key !== 'annotations')) return
          records[(owners[at] ?? 0) - from]?.[key].push({ listing, index, text })
        })
        owners = owners.slice(parts.length)
      }
    } catch (error) {
      throwIfCancelled(signal)
      const { where } = listing.label
      // What was wrong with the file from the beginning has been said then.
      if (!listing.isDamaged)
        problems.push({ kind: 'problem', path: where, reason: reasonOf(toFileError(error, where)) })
    }
  }
  return { records, problems }
}
