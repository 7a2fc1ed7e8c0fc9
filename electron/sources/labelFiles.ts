import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { extensionOf } from '../pixels/sniff.ts'
import { reasonOf, toFileError } from './fsError.ts'
import { splitOf } from './splits.ts'
import { withPictureFolders } from './tree/siblings.ts'
import type { Tree, TreeFile } from './tree/types.ts'
import type { FoundSplit, Given, Problem } from './types.ts'

/** A file that may say what is marked in pictures, and the tree in which its pictures are looked for. */
export interface LabelFile {
  readonly tree: Tree
  readonly file: TreeFile
  /** For messages: the file's path, or archive and entry. */
  readonly where: string
  /** What the names of its pictures start with: '' or the name of the tree and a slash. */
  readonly prefix: string
  /** Whether the person named this very file. */
  readonly isNamed: boolean
}

export interface LabelFiles {
  readonly files: readonly LabelFile[]
  readonly problems: readonly Problem[]
}

/** Folders of which the pictures usually lie beside, not inside. */
const annotationFolder = /^(annotations?|labels?|json|xml)$/i

/** Files with one of the endings among what was given, in a fixed order; what cannot be read is a problem. */
export async function labelFiles(
  given: Given,
  extensions: readonly string[],
  signal?: AbortSignal
): Promise<LabelFiles> {
  const problems = await missingPaths(given.paths)
  const files: LabelFile[] = []
  const named = new Set(given.paths)
  for (const tree of given.trees) {
    const { wide, below } = widened(tree)
    const listed = await wide.list(signal)
    problems.push(...listed.problems)
    const isWhole = named.has(tree.path)
    const prefix = given.trees.length === 1 ? '' : `${basename(tree.path)}/`
    for (const file of listed.files) {
      if (!extensions.includes(extensionOf(file.name)) || !file.name.startsWith(below)) continue
      const isNamed = tree.kind === 'folder' && named.has(join(wide.path, file.name))
      if (isWhole || isNamed)
        files.push({ tree: wide, file, where: wide.describe(file.name), prefix, isNamed })
    }
  }
  return { files, problems }
}

/** Opened once for every tree, so that it is listed once for all importers. */
const wideTrees = new WeakMap<Tree, Tree>()

/** A folder of annotations that was given alone, with the folders of pictures beside it. */
function widened(tree: Tree): { readonly wide: Tree; readonly below: string } {
  if (tree.kind !== 'folder' || !annotationFolder.test(basename(tree.path))) return { wide: tree, below: '' }
  const wide = wideTrees.get(tree) ?? withPictureFolders(tree.path)
  wideTrees.set(tree, wide)
  return { wide, below: `${basename(tree.path)}/` }
}

export async function missingPaths(paths: readonly string[]): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const path of new Set(paths)) {
    const error: unknown = await stat(path).then(
      () => undefined,
      (reason: unknown) => reason
    )
    if (error !== undefined)
      problems.push({ kind: 'problem', path, reason: reasonOf(toFileError(error, path)) })
  }
  return problems
}

/** The split that the name of a file or the nearest folder around it says: `instances_train2017.json`, `val/x.json`. */
export function splitInPath(name: string): FoundSplit | null {
  const [file = '', ...folders] = name.split('/').toReversed()
  for (const part of [file.replace(/\.[^.]*$/, ''), ...folders]) {
    const found = new Set(part.split(/[^a-z]+/i).flatMap((word) => splitOf(word) ?? []))
    if (found.size === 1) return [...found][0] ?? null
    if (found.size > 1) return null
  }
  return null
}
