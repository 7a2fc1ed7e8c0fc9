import { stat } from 'node:fs/promises'
import { reasonOf, toFileError } from './fsError.ts'
import { archiveListing, diskListing, type Listing } from './listing.ts'
import { byCodeUnit } from './names.ts'
import { areSplits, splitOf } from './splits.ts'
import type { FoundSplit, Given, Problem } from './types.ts'

/** A folder to walk, and what its position already says about the images in it. */
export interface Root {
  readonly at: Listing
  readonly path: string
  /** What the names of its images start with: empty, or the folder's own name and a slash. */
  readonly prefix: string
  /** Class parts that the given folder stands for itself. */
  readonly classParts: readonly string[]
  readonly split: FoundSplit | null
  /** Whether the folders directly inside are splits. */
  readonly holdsSplits: boolean
}

interface Resolved {
  readonly roots: readonly Root[]
  readonly files: readonly string[]
  readonly problems: readonly Problem[]
}

/** A folder that was given, or the inside of an archive. */
interface Outer {
  readonly at: Listing
  readonly path: string
}

/** Sorts the given paths into folders, archives and files; what is neither becomes a problem. */
export async function resolveGiven({ paths, trees }: Given, signal?: AbortSignal): Promise<Resolved> {
  const archives = new Map(trees.flatMap((tree) => (tree.kind === 'archive' ? [[tree.path, tree]] : [])))
  const outers: Outer[] = []
  const files: string[] = []
  const problems: Problem[] = []
  for (const path of [...new Set(paths)].sort(byCodeUnit)) {
    const archive = archives.get(path)
    try {
      const found = await stat(path)
      if (archive !== undefined) {
        outers.push({ at: await archiveListing(archive, signal), path: '' })
        problems.push(...(await archive.list(signal)).problems)
      } else if (found.isDirectory()) outers.push({ at: diskListing(path), path })
      else if (found.isFile()) files.push(path)
      else problems.push({ kind: 'problem', path, reason: 'This is neither a file nor a folder.' })
    } catch (error) {
      if (signal?.aborted) throw error
      problems.push({ kind: 'problem', path, reason: reasonOf(toFileError(error, path)) })
    }
  }
  return { roots: await rootsOf(outers), files, problems }
}

/**
 * Convention: one folder is the data set itself. Several folders side by side are its splits when they are named
 * so, else its classes when none of them has folders inside (`import data/*`), else one data set each. An archive is
 * taken for the folder that it is called after.
 */
async function rootsOf(outers: readonly Outer[]): Promise<Root[]> {
  if (outers.length === 1) return Promise.all(outers.map((outer) => dataSetRoot(outer, '')))
  if (areSplits(outers.map(({ at }) => at.title))) return outers.map(splitRoot)
  const contents = await Promise.all(outers.map(({ at, path }) => at.list(path)))
  const areClasses = contents.every((content) => content.folders.length + content.linkedFolders.length === 0)
  if (areClasses) return outers.map(classRoot)
  return Promise.all(outers.map((outer) => dataSetRoot(outer, `${outer.at.title}/`)))
}

function classRoot({ at, path }: Outer): Root {
  return { at, path, prefix: `${at.title}/`, classParts: [at.title], split: null, holdsSplits: false }
}

function splitRoot(outer: Outer): Root {
  const { at, path } = outer
  const split = splitOf(at.title)
  // A folder beside the splits that is none itself is a class without a split.
  return split === null
    ? classRoot(outer)
    : { at, path, prefix: `${at.title}/`, classParts: [], split, holdsSplits: false }
}

/**
 * Goes down while a folder holds nothing but one folder, as unpacked archives do, to see whether splits follow. What
 * an archive wraps its classes in is no class.
 */
async function dataSetRoot({ at, path }: Outer, prefix: string): Promise<Root> {
  const bare = { at, classParts: [], split: null }
  let inner = { path, prefix }
  for (let depth = 0; depth < 4; depth++) {
    const { files, folders, linkedFolders, problems } = await at.list(inner.path)
    const all = [...folders, ...linkedFolders]
    if (areSplits(all)) return { ...bare, ...inner, holdsSplits: true }
    const isWrapped = at.kind === 'archive' && all.length > 1 && files.length === 0
    if (isWrapped) return { ...bare, ...inner, holdsSplits: false }
    const [only] = folders
    if (only === undefined || all.length !== 1 || files.length + problems.length > 0) break
    inner = { path: at.join(inner.path, only), prefix: `${inner.prefix}${only}/` }
  }
  return { ...bare, path, prefix, holdsSplits: false }
}
