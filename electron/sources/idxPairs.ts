import { stat } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { reasonOf, toFileError } from './fsError.ts'
import { idxKind } from './idxFile.ts'
import { listFolder } from './listFolder.ts'
import { byCodeUnit } from './names.ts'
import type { FoundSplit, Problem } from './types.ts'

/** A container of pictures, the file with its labels, and what the names say. */
export interface IdxPair {
  readonly images: string
  /** null when there is no file with labels. */
  readonly labels: string | null
  /** Name of the container relative to the import root, with / as separator. */
  readonly name: string
  readonly split: FoundSplit | null
}

export interface IdxPairs {
  readonly pairs: readonly IdxPair[]
  readonly problems: readonly Problem[]
}

interface Candidate {
  readonly path: string
  readonly root: string
}

const idxName = /idx[13][-.]?(ubyte)?(\.gz)?$|[-._]ubyte(\.gz)?$|\.idx(\.gz)?$/i

/** Finds IDX files among the given files and below the given folders, and puts pictures and labels together. */
export async function findPairs(paths: readonly string[]): Promise<IdxPairs> {
  const candidates: Candidate[] = []
  const problems: Problem[] = []
  for (const path of [...new Set(paths)].sort(byCodeUnit)) {
    try {
      if ((await stat(path)).isDirectory()) candidates.push(...(await below(path, path, problems)))
      else candidates.push({ path, root: dirname(path) })
    } catch (error) {
      problems.push({ kind: 'problem', path, reason: reasonOf(toFileError(error, path)) })
    }
  }
  const images: Candidate[] = []
  const labels: string[] = []
  for (const candidate of candidates) {
    const kind = await idxKind(candidate.path)
    if (kind === 'images') images.push(candidate)
    else if (kind === 'labels') labels.push(candidate.path)
    else if (paths.includes(candidate.path)) problems.push(foreign(candidate.path))
  }
  return { pairs: pairUp(images, labels), problems }
}

function foreign(path: string): Problem {
  return { kind: 'problem', path, reason: 'This is no IDX file of 8 bit pictures or labels.' }
}

async function below(folder: string, root: string, problems: Problem[]): Promise<Candidate[]> {
  const content = await listFolder(folder)
  problems.push(...content.problems)
  const found = content.files
    .filter((name) => idxName.test(name))
    .map((name) => ({ path: join(folder, name), root }))
  for (const name of content.folders) found.push(...(await below(join(folder, name), root, problems)))
  return found
}

/** What a pair has in common: the folder and the name without its kind, its dimensions and its packing. */
function pairKey(path: string): string {
  const name = basename(path)
    .toLowerCase()
    .replace(/\.gz$/, '')
    .replace(/\.decompressed$/, '')
  const stem = name.replace(/images?|labels?/, '*').replace(/idx[13]/, 'idx')
  return join(dirname(path), stem.replace(/[-._]/g, '-'))
}

function splitIn(name: string): FoundSplit | null {
  if (/t10k|test/i.test(name)) return 'test'
  if (/train/i.test(name)) return 'train'
  if (/(^|[^a-z])val(id|idation)?([^a-z]|$)/i.test(name)) return 'val'
  return null
}

function pairUp(images: readonly Candidate[], labels: readonly string[]): IdxPair[] {
  const byKey = new Map(labels.map((path) => [pairKey(path), path]))
  // Two files that were given alone belong together, whatever they are called.
  const [single] = images.length === 1 && labels.length === 1 ? labels : []
  const splits = new Set(images.map(({ path }) => splitIn(basename(path))))
  // Why both: "train" alone says nothing about what is to be tested on; the person chooses the split then.
  const haveSplits = splits.has('train') && (splits.has('test') || splits.has('val'))
  return images.map(({ path, root }) => ({
    images: path,
    labels: byKey.get(pairKey(path)) ?? single ?? null,
    name: relative(root, path).split(sep).join('/'),
    split: haveSplits ? splitIn(basename(path)) : null
  }))
}
