import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { reasonOf, toFileError } from './fsError.ts'
import { byCodeUnit } from './names.ts'
import { listFolder } from './listFolder.ts'
import { areSplits, splitOf } from './splits.ts'
import type { FoundSplit, Problem } from './types.ts'

/** A folder to walk, and what its position already says about the images in it. */
export interface Root {
  readonly path: string
  /** What the names of its images start with: empty, or the folder's own name and a slash. */
  readonly prefix: string
  /** Class parts that the given folder stands for itself. */
  readonly classParts: readonly string[]
  readonly split: FoundSplit | null
  /** Whether the folders directly inside are splits. */
  readonly holdsSplits: boolean
}

export interface Given {
  readonly roots: readonly Root[]
  readonly files: readonly string[]
  readonly problems: readonly Problem[]
}

/** Sorts the given paths into folders and files; what is neither becomes a problem. */
export async function resolveGiven(paths: readonly string[]): Promise<Given> {
  const folders: string[] = []
  const files: string[] = []
  const problems: Problem[] = []
  for (const path of [...new Set(paths)].sort(byCodeUnit)) {
    try {
      const found = await stat(path)
      if (found.isDirectory()) folders.push(path)
      else if (found.isFile()) files.push(path)
      else problems.push({ kind: 'problem', path, reason: 'This is neither a file nor a folder.' })
    } catch (error) {
      problems.push({ kind: 'problem', path, reason: reasonOf(toFileError(error, path)) })
    }
  }
  return { roots: await rootsOf(folders), files, problems }
}

/**
 * Convention: one folder is the data set itself. Several folders side by side are its splits when they are named
 * so, else its classes when none of them has folders inside (`import data/*`), else one data set each.
 */
async function rootsOf(folders: readonly string[]): Promise<Root[]> {
  if (folders.length === 1) return Promise.all(folders.map((path) => dataSetRoot(path, '')))
  if (areSplits(folders.map((path) => basename(path)))) {
    return folders.map((path) => splitRoot(path))
  }
  const contents = await Promise.all(folders.map(listFolder))
  const areClasses = contents.every((content) => content.folders.length + content.linkedFolders.length === 0)
  if (areClasses) return folders.map((path) => classRoot(path))
  return Promise.all(folders.map((path) => dataSetRoot(path, `${basename(path)}/`)))
}

function classRoot(path: string): Root {
  const name = basename(path)
  return { path, prefix: `${name}/`, classParts: [name], split: null, holdsSplits: false }
}

function splitRoot(path: string): Root {
  const name = basename(path)
  const split = splitOf(name)
  // A folder beside the splits that is none itself is a class without a split.
  return split === null
    ? classRoot(path)
    : { path, prefix: `${name}/`, classParts: [], split, holdsSplits: false }
}

/** Goes down while a folder holds nothing but one folder, as unpacked archives do, to see whether splits follow. */
async function dataSetRoot(path: string, prefix: string): Promise<Root> {
  let inner = path
  let innerPrefix = prefix
  for (let depth = 0; depth < 4; depth++) {
    const { files, folders, linkedFolders, problems } = await listFolder(inner)
    const all = [...folders, ...linkedFolders]
    if (areSplits(all))
      return { path: inner, prefix: innerPrefix, classParts: [], split: null, holdsSplits: true }
    const [only] = folders
    if (only === undefined || all.length !== 1 || files.length + problems.length > 0) break
    inner = join(inner, only)
    innerPrefix = `${innerPrefix}${only}/`
  }
  return { path, prefix, classParts: [], split: null, holdsSplits: false }
}
