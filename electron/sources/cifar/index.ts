import { basename, dirname } from 'node:path'
import { CultivarError } from '../../../shared/errors.ts'
import { type FileInTree, filesNamed, holdsPictures, padded, prefixOf } from '../containerFiles.ts'
import { recordAddress } from '../containers/address.ts'
import { openAddress } from '../containers/open.ts'
import type { RandomAccess } from '../containers/randomAccess.ts'
import { problemOf } from '../fsError.ts'
import { maxTextBytes } from '../tree/limits.ts'
import type { Finding, FoundSplit, Given, Importer } from '../types.ts'
import { type CifarKind, cifarKind, recordBytes } from './format.ts'

/**
 * CIFAR-10 and CIFAR-100 in their binary versions.
 *
 * Convention: the class is the (fine) label's name from batches.meta.txt or fine_label_names.txt beside the files, else
 * its number. The coarse label of CIFAR-100 goes along as an attribute `coarse`.
 */
export const cifar: Importer = {
  id: 'cifar',
  title: 'CIFAR-10 and CIFAR-100, binary version',
  recognises: async (given) => {
    try {
      if (await holdsPictures(given)) return false
      for (const { tree, file } of await filesNamed(given, isCifarName)) {
        if ((await cifarKind(await openAddress(tree.address(file)))) !== undefined) return true
      }
    } catch {
      // What cannot be looked at is not recognised; the importer of folders says why.
    }
    return false
  },
  find
}

const isCifarName = (name: string): boolean =>
  /(^|\/)(data_batch_\d+|test_batch|train|test)\.bin$/i.test(name)
const isBinName = (name: string): boolean => /\.bin$/i.test(name)

async function* find(given: Given, signal?: AbortSignal): AsyncGenerator<Finding> {
  for (const tree of given.trees) yield* (await tree.list(signal)).problems
  const known = await filesNamed(given, isCifarName, signal)
  const files = known.length > 0 ? known : await filesNamed(given, isBinName, signal)
  if (files.length === 0) {
    yield {
      kind: 'problem',
      path: given.paths[0] ?? '',
      reason: 'There is no file of CIFAR (.bin) in it. Name one.'
    }
  }
  const declared = new Set<string>()
  // Why both: "train" alone says nothing about what is to be tested on; the person chooses the split then.
  const haveSplits = new Set(files.map(({ file }) => splitOf(file.name))).size > 1
  for (const of of files) {
    try {
      const opened = await openFile(of)
      for (const [number, name] of (opened.names.at(-1) ?? []).entries()) {
        if (!declared.has(name)) yield { kind: 'class', name, details: { number } }
        declared.add(name)
      }
      yield* findInFile(
        opened,
        { of, prefix: prefixOf(given, of), split: haveSplits ? splitOf(of.file.name) : null },
        signal
      )
    } catch (error) {
      yield problemOf(error, of.tree.describe(of.file.name))
    }
  }
}

interface Opened {
  readonly bytes: RandomAccess
  readonly kind: CifarKind
  /** Names of the classes of each label byte; empty where no file names them. */
  readonly names: readonly (readonly string[])[]
}

async function openFile(of: FileInTree): Promise<Opened> {
  const bytes = await openAddress(of.tree.address(of.file))
  const kind = await cifarKind(bytes)
  if (kind === undefined) {
    throw new CultivarError(
      'corrupt-image',
      `A file of CIFAR has records of 3073 or 3074 bytes; this one has ${bytes.byteLength} bytes.`,
      {
        file: bytes.name,
        remedy: 'Copy or download the file again.'
      }
    )
  }
  const files =
    kind.id === 'cifar10' ? ['batches.meta.txt'] : ['coarse_label_names.txt', 'fine_label_names.txt']
  return { bytes, kind, names: await Promise.all(files.map((file) => namesIn(of, file))) }
}

async function namesIn({ tree, file }: FileInTree, name: string): Promise<readonly string[]> {
  const folder = dirname(file.name)
  const found = await tree.find(folder === '.' ? name : `${folder}/${name}`)
  if (found === undefined) return []
  const text = (await tree.read(found, maxTextBytes)).toString('utf8')
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function splitOf(name: string): FoundSplit | null {
  const file = basename(name)
  return /^test/i.test(file) ? 'test' : /^(train|data_batch)/i.test(file) ? 'train' : null
}

async function* findInFile(
  { bytes, kind, names }: Opened,
  { of, prefix, split }: { of: FileInTree; prefix: string; split: FoundSplit | null },
  signal: AbortSignal | undefined
): AsyncGenerator<Finding> {
  const length = recordBytes(kind)
  const count = bytes.byteLength / length
  const address = of.tree.address(of.file)
  for (let entry = 0; entry < count; entry++) {
    if (signal?.aborted) throw new CultivarError('cancelled', 'The import was cancelled.')
    const labels = await bytes.read(entry * length, kind.labelBytes)
    const odd = labels.findIndex((label, place) => label >= (kind.classes[place] ?? 0))
    if (odd >= 0) {
      const reason = `Expected a label from 0 to ${(kind.classes[odd] ?? 1) - 1} but received ${labels[odd] ?? ''}. Download the file again.`
      yield { kind: 'problem', path: `${bytes.name}: ${entry}`, reason }
      continue
    }
    const [own = '', coarse] = Array.from(
      labels,
      (label, place) => names[place]?.[label] ?? String(label)
    ).toReversed()
    yield {
      kind: 'image',
      ...recordAddress(address, entry),
      name: `${prefix}/${padded(entry, count)}`,
      className: own,
      split,
      ...(coarse === undefined ? {} : { annotations: { objects: [], attributes: { coarse } } })
    }
  }
}
