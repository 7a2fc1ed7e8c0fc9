import type { Tree, TreeFile } from '../tree/types.ts'
import { fileKind } from '../names.ts'

/** The picture that a table means, or why there is none. */
export type Located = { readonly file: TreeFile } | { readonly reason: string }

export type Locate = (text: string) => Promise<Located>

/**
 * Finds pictures by what a table calls them: a path below the table's folder or below the root; else a name that only
 * one picture of the tree has, with its ending or without it ("ISIC_0024306" for images/ISIC_0024306.jpg).
 *
 * Absolute paths and paths that lead out of the tree are never followed.
 */
export function locator(tree: Tree, table: string): Locate {
  const folder = table.slice(0, table.lastIndexOf('/') + 1)
  let byName: Promise<ReadonlyMap<string, TreeFile | null>> | undefined
  return async (text) => {
    const path = text.replaceAll('\\', '/')
    if (/^(\/|[a-z]:|[a-z][a-z0-9+.-]*:\/\/)/i.test(path)) {
      return { reason: `${quoted(text)} is no path below this folder. Write paths relative to the table.` }
    }
    for (const wanted of [resolve(`${folder}${text}`), resolve(`${folder}${path}`), resolve(path)]) {
      const file = wanted === undefined ? undefined : await tree.find(wanted)
      if (file !== undefined) return { file }
    }
    if (resolve(`${folder}${path}`) === undefined) {
      return { reason: `${quoted(text)} leads out of the folder. Write paths relative to the table.` }
    }
    byName ??= picturesByName(tree)
    const found = path.includes('../') ? undefined : (await byName).get(baseName(path).normalize('NFC'))
    if (found !== undefined && found !== null) return { file: found }
    return found === null
      ? { reason: `Several pictures are called ${quoted(text)}. Write the path with its folders.` }
      : { reason: `The picture ${quoted(text)} is not there. Put it back, or remove the row.` }
  }
}

/** Text from a file, for a message: short, without control characters. */
export function quoted(text: string): string {
  const short = text.length > 200 ? `${text.slice(0, 200)}...` : text
  return JSON.stringify(short)
}

/** Takes `.` and `..` out of a path; undefined when it leads out of the root. */
export function resolve(path: string): string | undefined {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined
    if (part !== '' && part !== '.' && part !== '..') parts.push(part)
  }
  return parts.join('/')
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Pictures by their names with and without ending; null where several have the same. */
async function picturesByName(tree: Tree): Promise<ReadonlyMap<string, TreeFile | null>> {
  const byName = new Map<string, TreeFile | null>()
  const put = (name: string, file: TreeFile): void => {
    const known = byName.get(name)
    byName.set(name, known === undefined || known === file ? file : null)
  }
  for (const file of (await tree.list()).files) {
    if (fileKind(file.name) === 'other') continue
    const name = baseName(file.name).normalize('NFC')
    put(name, file)
    put(name.slice(0, name.lastIndexOf('.')), file)
  }
  return byName
}
