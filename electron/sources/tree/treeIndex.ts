import { fileKind } from '../names.ts'
import type { Problem } from '../types.ts'
import { folderOf } from './paths.ts'
import type { Tree, TreeFile } from './types.ts'

/** The names of a tree, to be asked often. Names are compared in NFC. */
export interface TreeIndex {
  readonly tree: Tree
  /** Files whose endings are those of pictures, in order. */
  readonly pictures: readonly TreeFile[]
  /** All files, in order. */
  readonly files: readonly TreeFile[]
  readonly file: (name: string) => TreeFile | undefined
  readonly hasFolder: (name: string) => boolean
}

const key = (name: string): string => name.normalize('NFC')

const known = new WeakMap<Tree, TreeIndex>()

/** The names of a tree; kept, as several importers ask for them. */
export async function indexTree(tree: Tree, signal?: AbortSignal): Promise<TreeIndex> {
  const found = known.get(tree) ?? indexFiles(tree, (await tree.list(signal)).files)
  known.set(tree, found)
  return found
}

function indexFiles(tree: Tree, files: readonly TreeFile[]): TreeIndex {
  const byName = new Map(files.map((file) => [key(file.name), file]))
  const folders = new Set([''])
  for (const { name } of files) {
    for (let folder = key(folderOf(name)); !folders.has(folder); folder = folderOf(folder))
      folders.add(folder)
  }
  return {
    tree,
    files,
    pictures: files.filter(({ name }) => fileKind(name) === 'picture'),
    file: (name) => byName.get(key(name)),
    hasFolder: (name) => folders.has(key(name))
  }
}

/** Whether a file lies in a folder or below it; '' is the root. */
export const isBelow = (name: string, folder: string): boolean =>
  folder === '' || key(name).startsWith(`${key(folder)}/`)

/** Pictures in formats that are not read: each is a problem. */
export function* unreadPictures({ tree, files }: TreeIndex): Generator<Problem> {
  const reason = 'This picture format is not read. Save the picture as PNG or JPEG.'
  for (const { name } of files) {
    if (fileKind(name) === 'unread') yield { kind: 'problem', path: tree.describe(name), reason }
  }
}
