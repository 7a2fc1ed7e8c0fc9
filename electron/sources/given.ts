import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { TableColumns } from '../../shared/api/types.ts'
import { byCodeUnit } from './names.ts'
import { archiveTree, isArchive } from './tree/archiveTree.ts'
import { folderTree } from './tree/folderTree.ts'
import type { Tree } from './tree/types.ts'
import type { Given } from './types.ts'

/** What a person gave, with the trees in it; nothing is listed yet. Paths that are not there are left to the importer. */
export async function openGiven(paths: readonly string[], columns?: TableColumns): Promise<Given> {
  const trees = new Map<string, Tree>()
  const add = (path: string, open: (path: string) => Tree): void => {
    if (!trees.has(path)) trees.set(path, open(path))
  }
  for (const path of [...new Set(paths)].sort(byCodeUnit)) {
    const found = await stat(path).catch(() => undefined)
    if (found === undefined) continue
    if (found.isDirectory()) add(path, folderTree)
    else if (await isArchive(path)) add(path, archiveTree)
    else if (found.isFile()) add(dirname(path), folderTree)
  }
  return { paths, trees: [...trees.values()], ...(columns === undefined ? {} : { columns }) }
}
