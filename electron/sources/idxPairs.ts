import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { peekAddress } from './containers/open.ts'
import { reasonOf, toFileError } from './fsError.ts'
import { idxKind } from './idxFile.ts'
import { byCodeUnit } from './names.ts'
import { folderTree } from './tree/folderTree.ts'
import type { Tree } from './tree/types.ts'
import type { FoundSplit, Given, Problem, SourceAddress } from './types.ts'

/** An IDX file in a folder or in an archive. */
export interface IdxPlace {
  readonly address: SourceAddress
  /** For messages. */
  readonly where: string
  /** Name below the import root, with / as separator. */
  readonly name: string
  /** The folder or archive that holds it. */
  readonly tree: Tree
}

/** A container of pictures, the file with its labels, and what the names say. */
export interface IdxPair {
  readonly images: IdxPlace
  /** null when there is no file with labels. */
  readonly labels: IdxPlace | null
  readonly split: FoundSplit | null
}

interface IdxPairs {
  readonly pairs: readonly IdxPair[]
  readonly problems: readonly Problem[]
}

const idxName = /idx[13][-.]?(ubyte)?(\.gz)?$|[-._]ubyte(\.gz)?$|\.idx(\.gz)?$/i

/** Finds IDX files among the given files and in the given folders and archives, and puts pictures and labels together. */
export async function findPairs({ paths, trees }: Given, signal?: AbortSignal): Promise<IdxPairs> {
  const places: IdxPlace[] = []
  const problems: Problem[] = []
  for (const path of [...new Set(paths)].sort(byCodeUnit)) {
    const tree = trees.find((one) => one.path === path)
    try {
      if (tree !== undefined) places.push(...(await inTree(tree, problems, signal)))
      else if ((await stat(path)).isFile()) places.push(single(path, trees))
    } catch (error) {
      if (signal?.aborted) throw error
      problems.push({ kind: 'problem', path, reason: reasonOf(toFileError(error, path)) })
    }
  }
  const images: IdxPlace[] = []
  const labels: IdxPlace[] = []
  for (const place of places) {
    const kind = idxKind(await peekAddress(place.address, 4))
    if (kind === 'images') images.push(place)
    else if (kind === 'labels') labels.push(place)
    else if (paths.includes(place.where)) problems.push(foreign(place.where))
  }
  return { pairs: pairUp(images, labels), problems }
}

function foreign(path: string): Problem {
  return { kind: 'problem', path, reason: 'This is no IDX file of 8 bit pictures or labels.' }
}

function single(path: string, trees: readonly Tree[]): IdxPlace {
  const folder = dirname(path)
  const tree = trees.find((one) => one.path === folder) ?? folderTree(folder)
  return { address: { path, entry: null }, where: path, name: basename(path), tree }
}

async function inTree(
  tree: Tree,
  problems: Problem[],
  signal: AbortSignal | undefined
): Promise<readonly IdxPlace[]> {
  const listed = await tree.list(signal)
  problems.push(...listed.problems)
  return listed.files
    .filter(({ name }) => idxName.test(name))
    .map((file) => ({
      address: tree.address(file),
      where: tree.describe(file.name),
      name: file.name,
      tree
    }))
}

/** What a pair has in common: the folder and the name without its kind, its dimensions and its packing. */
function pairKey({ tree, name }: IdxPlace): string {
  const bare = basename(name)
    .toLowerCase()
    .replace(/\.gz$/, '')
    .replace(/\.decompressed$/, '')
  const stem = bare.replace(/images?|labels?/, '*').replace(/idx[13]/, 'idx')
  return JSON.stringify([tree.path, dirname(name), stem.replace(/[-._]/g, '-')])
}

function splitIn(name: string): FoundSplit | null {
  if (/t10k|test/i.test(name)) return 'test'
  if (/train/i.test(name)) return 'train'
  if (/(^|[^a-z])val(id|idation)?([^a-z]|$)/i.test(name)) return 'val'
  return null
}

function pairUp(images: readonly IdxPlace[], labels: readonly IdxPlace[]): IdxPair[] {
  const byKey = new Map(labels.map((place) => [pairKey(place), place]))
  // Two files that were given alone belong together, whatever they are called.
  const [only] = images.length === 1 && labels.length === 1 ? labels : []
  const splits = new Set(images.map(({ name }) => splitIn(basename(name))))
  // Why both: "train" alone says nothing about what is to be tested on; the person chooses the split then.
  const haveSplits = splits.has('train') && (splits.has('test') || splits.has('val'))
  return images.map((place) => ({
    images: place,
    labels: byKey.get(pairKey(place)) ?? only ?? null,
    split: haveSplits ? splitIn(basename(place.name)) : null
  }))
}
