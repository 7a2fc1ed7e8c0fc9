import { dirname } from 'node:path'
import { CultivarError } from '../../shared/errors.ts'
import { throwIfCancelled } from './cancelled.ts'
import { recordAddress } from './containers/address.ts'
import { openAddress } from './containers/open.ts'
import { reasonOf, toFileError } from './fsError.ts'
import { idxImages, readIdxLabels } from './idxFile.ts'
import { findPairs, type IdxPair, type IdxPlace } from './idxPairs.ts'
import { maxTextBytes } from './tree/limits.ts'
import type { Finding, Given, Importer, SourceAddress } from './types.ts'

/**
 * MNIST-style IDX files, plain or gzip, in folders and archives: one container of pictures and one of labels.
 *
 * Convention: the class is the label as text, or its name where a file classes.txt lies beside the labels; pictures
 * without labels have none. A damaged pair is one problem, named after the file at fault, and none of its pictures is
 * listed.
 */
export const idx: Importer = {
  id: 'idx',
  title: 'IDX files, as MNIST has them',
  recognises: async (given) => (await findPairs(given)).pairs.length > 0,
  find
}

async function* find(given: Given, signal?: AbortSignal): AsyncGenerator<Finding> {
  const { pairs, problems } = await findPairs(given, signal)
  yield* problems
  for (const pair of pairs) yield* findInPair(pair, signal)
}

async function* findInPair(
  { images, labels, split }: IdxPair,
  signal: AbortSignal | undefined
): AsyncGenerator<Finding> {
  let opened: OpenPair
  try {
    opened = await openPair({ images: images.address, labels: labels?.address ?? null })
  } catch (error) {
    const known = toFileError(error, images.where)
    yield { kind: 'problem', path: known.file ?? images.where, reason: reasonOf(known) }
    return
  }
  const names = labels === null ? [] : await classNames(labels)
  for (const [number, name] of names.entries()) yield { kind: 'class', name, details: { number } }
  if (labels === null)
    yield { kind: 'note', path: images.where, text: 'No file with labels was found: no classes.' }
  const { count, labels: numbers } = opened
  const digits = String(Math.max(0, count - 1)).length
  for (let entry = 0; entry < count; entry++) {
    throwIfCancelled(signal)
    const className = numbers === null ? null : (names[numbers[entry] ?? 0] ?? String(numbers[entry]))
    const name = `${images.name}/${String(entry).padStart(digits, '0')}`
    yield { kind: 'image', ...recordAddress(images.address, entry), name, className, split }
  }
}

/** What classes.txt beside the labels calls the classes, line by line from 0; nothing when there is none. */
async function classNames({ tree, name }: IdxPlace): Promise<readonly string[]> {
  const folder = dirname(name)
  const file = await tree.find(folder === '.' ? 'classes.txt' : `${folder}/classes.txt`)
  if (file === undefined) return []
  try {
    const lines = (await tree.read(file, maxTextBytes)).toString('utf8').split(/\r?\n/)
    return lines.map((line) => line.trim()).filter((line) => line !== '')
  } catch {
    return []
  }
}

interface OpenPair {
  readonly count: number
  readonly labels: Uint8Array | null
}

interface PairPlaces {
  readonly images: SourceAddress
  readonly labels: SourceAddress | null
}

/** Checks both files of a pair whole. Throws CultivarErrors that name the file at fault. */
export async function openPair({ images, labels: place }: PairPlaces): Promise<OpenPair> {
  const { count } = await idxImages(await openAddress(images))
  if (place === null) return { count, labels: null }
  const bytes = await openAddress(place)
  const labels = await readIdxLabels(bytes)
  if (labels.length === count) return { count, labels }
  throw new CultivarError('corrupt-image', `There are ${count} pictures but ${labels.length} labels.`, {
    file: bytes.name,
    remedy: 'Check that both files belong together.'
  })
}
