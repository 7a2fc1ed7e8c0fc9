import { fileKind } from '../names.ts'
import { baseOf, folderOf, isAbsolutePath, within, withoutExtension } from '../tree/paths.ts'
import type { TreeIndex } from '../tree/treeIndex.ts'
import type { TreeFile } from '../tree/types.ts'
import { stemOf, type VocSet } from './dataSet.ts'

/** Finds the picture of a file of annotations: by the name that it says, else by its own. */
export type PictureOf = (document: TreeFile, filename: string | undefined) => TreeFile | string

const key = (name: string): string => name.normalize('NFC')

/** Answers with the picture or with the reason why there is none. */
export function pictureFinder(index: TreeIndex, { root, pictures }: VocSet): PictureOf {
  const byStem = new Map<string, TreeFile>()
  for (const file of pictures) {
    for (const stem of [key(withoutExtension(file.name)), `stem:${stemOf(file.name, root)}`]) {
      if (!byStem.has(stem)) byStem.set(stem, file)
    }
  }
  return ({ name }, filename) => {
    const folder = folderOf(name)
    if (filename !== undefined && !isAbsolutePath(filename) && within(folder, filename) === undefined) {
      return `Its picture ${JSON.stringify(filename)} leads out of the data set. Correct the element "filename".`
    }
    // Why not the folders of an absolute path: they are those of the machine on which it was marked.
    const said =
      filename !== undefined && isAbsolutePath(filename) ? baseOf(filename.replaceAll('\\', '/')) : filename
    const found = said === undefined ? undefined : byName(index, placesOf(root, folder), said)
    const own = byStem.get(key(withoutExtension(name))) ?? byStem.get(`stem:${stemOf(name, root)}`)
    const picture = found ?? own
    if (picture !== undefined) return picture
    const wanted = said ?? `${withoutExtension(baseOf(name))}.jpg`
    return `Its picture ${JSON.stringify(wanted)} is not there. Put it into JPEGImages, or remove this file.`
  }
}

/** Folders in which a picture may lie, seen from the folder of its annotations. */
function placesOf(root: string, folder: string): readonly string[] {
  const inner = /^(.*?)(?:^|\/)Annotations(?:\/(.*))?$/i.exec(folder)
  const homes = inner === null ? [folder, root] : [inner[1] ?? '', root]
  const below = inner?.[2] ?? ''
  return homes.flatMap((home) =>
    ['JPEGImages', 'images', ''].flatMap((name) =>
      [below, ''].map((rest) => [home, name, rest].filter((part) => part !== '').join('/'))
    )
  )
}

function byName(index: TreeIndex, folders: readonly string[], name: string): TreeFile | undefined {
  for (const folder of folders) {
    const place = within(folder, name)
    const file = place === undefined ? undefined : index.file(place)
    if (file !== undefined && fileKind(file.name) === 'picture') return file
  }
  return undefined
}
