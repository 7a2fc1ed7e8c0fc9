import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CultivarError } from '../../shared/errors.ts'
import { reasonOf, toFileError } from './fsError.ts'
import { openIdxImages, readIdxLabels } from './idxFile.ts'
import { findPairs, type IdxPair } from './idxPairs.ts'
import { maxTextBytes } from './tree/limits.ts'
import type { Finding, Given, Importer } from './types.ts'

/**
 * MNIST-style IDX files, plain or gzip: one container of pictures and one of labels.
 *
 * Convention: the class is the label as text, or its name where a file classes.txt lies beside the labels; pictures without labels have none. A damaged pair is one problem,
 * named after the file at fault, and none of its pictures is listed.
 */
export const idx: Importer = {
  id: 'idx',
  title: 'IDX files, as MNIST has them',
  recognises: async ({ paths }) => (await findPairs(paths)).pairs.length > 0,
  find
}

async function* find({ paths }: Given, signal?: AbortSignal): AsyncGenerator<Finding> {
  const { pairs, problems } = await findPairs(paths)
  yield* problems
  for (const pair of pairs) yield* findInPair(pair, signal)
}

async function* findInPair(pair: IdxPair, signal: AbortSignal | undefined): AsyncGenerator<Finding> {
  let opened: OpenPair
  try {
    opened = await openPair(pair)
  } catch (error) {
    const known = toFileError(error, pair.images)
    yield { kind: 'problem', path: known.file ?? pair.images, reason: reasonOf(known) }
    return
  }
  const { count, labels } = opened
  const names = labels === null ? [] : await classNames(pair.labels)
  for (const [number, name] of names.entries()) yield { kind: 'class', name, details: { number } }
  if (labels === null)
    yield { kind: 'note', path: pair.images, text: 'No file with labels was found: no classes.' }
  const digits = String(Math.max(0, count - 1)).length
  for (let entry = 0; entry < count; entry++) {
    if (signal?.aborted) throw new CultivarError('cancelled', 'The import was cancelled.')
    const className = labels === null ? null : (names[labels[entry] ?? 0] ?? String(labels[entry]))
    const name = `${pair.name}/${String(entry).padStart(digits, '0')}`
    yield { kind: 'image', path: pair.images, entry, name, className, split: pair.split }
  }
}

/** What classes.txt beside the labels calls the classes, line by line from 0; nothing when there is none. */
async function classNames(labels: string | null): Promise<readonly string[]> {
  if (labels === null) return []
  const path = join(dirname(labels), 'classes.txt')
  const found = await stat(path).catch(() => undefined)
  if (found === undefined || !found.isFile() || found.size > maxTextBytes) return []
  const lines = (await readFile(path, 'utf8')).split(/\r?\n/)
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}

interface OpenPair {
  readonly count: number
  readonly labels: Uint8Array | null
}

/** Checks both files of a pair whole. Throws CultivarErrors that name the file at fault. */
export async function openPair(pair: Pick<IdxPair, 'images' | 'labels'>): Promise<OpenPair> {
  const { count } = await openIdxImages(pair.images)
  if (pair.labels === null) return { count, labels: null }
  const labels = await readIdxLabels(pair.labels)
  if (labels.length === count) return { count, labels }
  throw new CultivarError('corrupt-image', `There are ${count} pictures but ${labels.length} labels.`, {
    file: pair.labels,
    remedy: 'Check that both files belong together.'
  })
}
