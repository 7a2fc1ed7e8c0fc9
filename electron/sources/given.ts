import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { TableColumns } from '../../shared/api/types.ts'
import { byCodeUnit } from './names.ts'
import { folderTree } from './tree/folderTree.ts'
import type { Tree } from './tree/types.ts'
import type { Given } from './types.ts'

/** What a person gave, with the trees in it; nothing is listed yet. Paths that are not there are left to the importer. */
export async function openGiven(paths: readonly string[], columns?: TableColumns): Promise<Given> {
  const trees = new Map<string, Tree>()
  for (const path of [...new Set(paths)].sort(byCodeUnit)) {
    const found = await stat(path).catch(() => undefined)
    const folder = found?.isDirectory() === true ? path : found?.isFile() === true ? dirname(path) : undefined
    if (folder !== undefined && !trees.has(folder)) trees.set(folder, folderTree(folder))
  }
  return { paths, trees: [...trees.values()], ...(columns === undefined ? {} : { columns }) }
}
