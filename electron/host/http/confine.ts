import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { CultivarError } from '../../../shared/errors.ts'

export interface Listing {
  readonly folder: string
  /** Null for the root. */
  readonly parent: string | null
  readonly entries: readonly { readonly name: string; readonly kind: 'folder' | 'file' }[]
}

/** The part of the file system that a browser may see: below a root, without dot folders. */
export interface Confinement {
  /** The real path of something that exists. @throws {CultivarError} `forbidden` outside the root, `not-found` */
  readonly existing: (path: string) => Promise<string>
  /** The real path of something in an existing folder that may not exist yet. @throws {CultivarError} likewise */
  readonly coming: (path: string) => Promise<string>
  /** What a folder holds; null is the root. @throws {CultivarError} likewise */
  readonly list: (folder: string | null) => Promise<Listing>
}

function forbidden(path: string, root: string): CultivarError {
  return new CultivarError('forbidden', 'This path cannot be used from a browser.', {
    file: path,
    remedy: `Choose a path below ${root}, or start "cultivar serve" with another --root.`
  })
}

async function real(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (cause) {
    throw new CultivarError('not-found', 'This path does not exist or may not be read.', {
      file: path,
      cause
    })
  }
}

/**
 * Why path.relative and not startsWith: `/data/userX` starts with `/data/user`. Why no dot folders: keys and
 * passwords lie there.
 */
function isWithin(root: string, path: string): boolean {
  const way = relative(root, path)
  if (isAbsolute(way)) return false
  return way === '' || !way.split(sep).some((part) => part.startsWith('.'))
}

/** @throws {CultivarError} `not-found` when the root does not exist */
export async function createConfinement(rootPath: string): Promise<Confinement> {
  const root = await real(rootPath)
  async function existing(path: string): Promise<string> {
    if (!isAbsolute(path) || path.includes('\0')) throw forbidden(path, root)
    // Why checked twice: first so that nothing can be learned of paths outside, then for links that lead there.
    if (!isWithin(root, join(path)) && !isWithin(rootPath, join(path))) throw forbidden(path, root)
    const found = await real(path)
    if (!isWithin(root, found)) throw forbidden(path, root)
    return found
  }
  async function coming(path: string): Promise<string> {
    const clean = join(path)
    const found = join(await existing(dirname(clean)), basename(clean))
    if (!isWithin(root, found) || found === root) throw forbidden(path, root)
    // Subtle: what exists by now may be a link that leads elsewhere.
    return (await stat(found).catch(() => null)) === null ? found : existing(found)
  }
  async function kindOf(path: string): Promise<'folder' | 'file' | null> {
    try {
      const target = await stat(await existing(path))
      return target.isDirectory() ? 'folder' : target.isFile() ? 'file' : null
    } catch {
      return null
    }
  }
  return {
    existing,
    coming,
    async list(wanted) {
      const folder = await existing(wanted ?? root)
      const names = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
        throw new CultivarError('unreadable-file', 'This folder cannot be read.', { file: folder, cause })
      })
      const entries: { name: string; kind: 'folder' | 'file' }[] = []
      for (const entry of names.filter(({ name }) => !name.startsWith('.'))) {
        const link = entry.isSymbolicLink() ? await kindOf(join(folder, entry.name)) : null
        const kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : link
        if (kind !== null) entries.push({ name: entry.name, kind })
      }
      entries.sort((a, b) =>
        a.kind === b.kind ? a.name.localeCompare(b.name) : a.kind === 'folder' ? -1 : 1
      )
      return { folder, parent: folder === root ? null : dirname(folder), entries }
    }
  }
}
