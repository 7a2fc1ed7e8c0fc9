import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { byCodeUnit } from '../names.ts'
import type { Problem } from '../types.ts'
import { folderTree } from './folderTree.ts'
import type { Tree, TreeFile } from './types.ts'

/** Folders in which pictures lie beside a folder of annotations. */
const pictureFolder =
  /^(images?|imgs?|jpegimages|pictures|photos|(train|training|val|valid|validation|test|testing)[-_]?\d*)$/i

/**
 * A folder of annotations together with the folders of pictures beside it; names count from the folder above.
 *
 * Why not that folder as a whole: it may be somebody's home.
 */
export function withPictureFolders(folder: string): Tree {
  const parent = dirname(folder)
  const whole = folderTree(parent)
  let listed: ReturnType<Tree['list']> | undefined
  let byName: ReadonlyMap<string, TreeFile> | undefined
  const list = (signal?: AbortSignal): ReturnType<Tree['list']> => (listed ??= listAll(folder, signal))
  return {
    ...whole,
    list,
    find: async (name) => {
      const { files } = await list()
      byName ??= new Map(files.map((file) => [file.name.normalize('NFC'), file]))
      return byName.get(name.normalize('NFC'))
    }
  }
}

async function listAll(folder: string, signal: AbortSignal | undefined): ReturnType<Tree['list']> {
  const parent = dirname(folder)
  const beside = await readdir(parent, { withFileTypes: true }).catch(() => [])
  const names = beside.flatMap((entry) =>
    !entry.isFile() && pictureFolder.test(entry.name) && entry.name !== basename(folder) ? [entry.name] : []
  )
  const files: TreeFile[] = []
  const problems: Problem[] = []
  for (const name of [basename(folder), ...names]) {
    const inside = await folderTree(join(parent, name)).list(signal)
    files.push(...inside.files.map((file) => ({ ...file, name: `${name}/${file.name}` })))
    problems.push(...inside.problems)
  }
  files.sort((a, b) => byCodeUnit(a.name, b.name))
  return { files, problems }
}
