import { fileKind } from './names.ts'
import type { Tree, TreeFile } from './tree/types.ts'
import type { Given } from './types.ts'

/** A file of a tree. */
export interface FileInTree {
  readonly tree: Tree
  readonly file: TreeFile
}

/** The files with such a name among what was given: the single files themselves, or all of a folder or an archive. */
export async function filesNamed(
  { paths, trees }: Given,
  isNamed: (name: string) => boolean,
  signal?: AbortSignal
): Promise<readonly FileInTree[]> {
  const found: FileInTree[] = []
  for (const tree of trees) {
    const isWhole = paths.includes(tree.path)
    const single = new Set(paths)
    for (const file of (await tree.list(signal)).files) {
      if (isNamed(file.name) && (isWhole || single.has(tree.describe(file.name)))) found.push({ tree, file })
    }
  }
  return found
}

/** Whether pictures of their own lie in it: then containers beside them hold something else. */
export async function holdsPictures({ paths, trees }: Given): Promise<boolean> {
  for (const tree of trees) {
    if (!paths.includes(tree.path)) continue
    if ((await tree.list()).files.some(({ name }) => fileKind(name) === 'picture')) return true
  }
  return false
}

/** What its pictures' names start with: the file, and the folder or archive before it when several were given. */
export function prefixOf({ trees }: Given, { tree, file }: FileInTree): string {
  const folder = tree.path.slice(Math.max(tree.path.lastIndexOf('/'), tree.path.lastIndexOf('\\')) + 1)
  return trees.length === 1 ? file.name : `${folder}/${file.name}`
}

/** A number with as many digits as the last of `count` has, so that names sort as numbers do. */
export function padded(index: number, count: number): string {
  return String(index).padStart(String(Math.max(0, count - 1)).length, '0')
}
