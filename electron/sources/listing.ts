import { basename, join } from 'node:path'
import { type FolderContent, listFolder, realPathOf } from './listFolder.ts'
import { byCodeUnit } from './names.ts'
import type { Tree, TreeFile } from './tree/types.ts'
import type { SourceAddress } from './types.ts'

/** Folders on a drive or in an archive, listed one at a time. */
export interface Listing {
  readonly kind: Tree['kind']
  /** What the outermost folder is called. */
  readonly title: string
  list(folder: string): Promise<FolderContent>
  join(folder: string, name: string): string
  /** The same for two paths that lead to one folder. */
  realPath(folder: string): Promise<string>
  address(file: string): SourceAddress
  /** For messages. */
  describe(path: string): string
}

/** The folder on a drive; its paths are absolute. */
export function diskListing(path: string): Listing {
  return {
    kind: 'folder',
    title: basename(path),
    list: listFolder,
    join,
    realPath: realPathOf,
    address: (file) => ({ path: file, entry: null }),
    describe: (file) => file
  }
}

/** The folders in an archive; its paths are names below its root, which is ''. What is refused is the tree's to tell. */
export async function archiveListing(tree: Tree, signal?: AbortSignal): Promise<Listing> {
  const { files } = await tree.list(signal)
  const folders = foldersOf(files)
  const byName = new Map(files.map((file) => [file.name, file]))
  const addressOf = (name: string): SourceAddress => {
    const file = byName.get(name)
    return file === undefined ? { path: tree.path, entry: null } : tree.address(file)
  }
  return {
    kind: 'archive',
    title: archiveTitle(tree.path),
    list: (folder) => {
      const { files: own = [], folders: inner = [] } = folders.get(folder) ?? {}
      return Promise.resolve({
        files: own,
        folders: [...inner].sort(byCodeUnit),
        linkedFolders: [],
        problems: []
      })
    },
    join: (folder, name) => (folder === '' ? name : `${folder}/${name}`),
    realPath: (folder) => Promise.resolve(folder),
    address: addressOf,
    describe: (name) => (name === '' ? tree.path : tree.describe(name))
  }
}

/** The archive's name without its ending: `cats` for `/data/cats.tar.gz`. */
function archiveTitle(path: string): string {
  return basename(path).replace(/\.(zip|tar|tgz|tar\.gz)$/i, '')
}

interface Inner {
  readonly files: string[]
  readonly folders: Set<string>
}

/** What lies directly in each folder. The files come in code unit order, and stay so. */
function foldersOf(files: readonly TreeFile[]): ReadonlyMap<string, Inner> {
  const found = new Map<string, Inner>()
  const open = (folder: string): Inner => {
    const known = found.get(folder)
    if (known !== undefined) return known
    const made = { files: [], folders: new Set<string>() }
    found.set(folder, made)
    const [above, name] = split(folder)
    if (folder !== '') open(above).folders.add(name)
    return made
  }
  for (const { name } of files) {
    const [folder, own] = split(name)
    open(folder).files.push(own)
  }
  return found
}

function split(name: string): readonly [folder: string, own: string] {
  const slash = name.lastIndexOf('/')
  return slash < 0 ? ['', name] : [name.slice(0, slash), name.slice(slash + 1)]
}
