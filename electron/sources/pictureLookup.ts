import { posix } from 'node:path'
import { fileKind } from './names.ts'
import type { Tree, TreeFile } from './tree/types.ts'

export type Located = { readonly file: TreeFile } | { readonly reason: string }

export interface Reference {
  /** What the file of annotations calls the picture. */
  readonly picture: string
  /** Name of the file of annotations in the tree. */
  readonly from: string
  /** Names of folders in which the picture may lie, such as `train2017`. */
  readonly folders?: readonly string[]
}

/** Finds the pictures of a tree that files of annotations speak of. Nothing outside the tree is ever found. */
export class PictureLookup {
  readonly #root: string
  readonly #byName = new Map<string, TreeFile>()
  readonly #used = new Set<TreeFile>()
  readonly #byBase = new Map<string, TreeFile[]>()

  private constructor(root: string) {
    this.#root = root
  }

  static async of(tree: Tree, signal?: AbortSignal): Promise<PictureLookup> {
    const lookup = new PictureLookup(tree.path)
    for (const file of (await tree.list(signal)).files) {
      if (fileKind(file.name) === 'other') continue
      const name = file.name.normalize('NFC')
      lookup.#byName.set(name, file)
      const base = posix.basename(name)
      const same = lookup.#byBase.get(base)
      if (same === undefined) lookup.#byBase.set(base, [file])
      else same.push(file)
    }
    return lookup
  }

  /**
   * Where it says, beside the file, in the usual folders for pictures, then anywhere in the tree: by as much of the path
   * as fits, in the end by the name alone. What fits several pictures is not guessed.
   */
  locate(reference: Reference): Located {
    const located = this.#search(reference)
    if ('file' in located) this.#used.add(located.file)
    return located
  }

  /** How many pictures have not been located. */
  get unused(): number {
    return this.#byName.size - this.#used.size
  }

  #search({ picture, from, folders = [] }: Reference): Located {
    const wanted = this.#relative(picture)
    if (typeof wanted !== 'string') return wanted
    const home = posix.dirname(from.normalize('NFC'))
    const direct = posix.join(home, wanted)
    if (direct === '..' || direct.startsWith('../')) return { reason: leaves(picture) }
    for (const folder of usualFolders(home, folders)) {
      const file = this.#byName.get(posix.join(folder, wanted))
      if (file !== undefined) return { file }
    }
    return this.#anywhere(wanted, folders) ?? { reason: missing(picture) }
  }

  /** The path with / as separator and below the root; a reason when it cannot be. */
  #relative(picture: string): string | { readonly reason: string } {
    const path = picture.normalize('NFC').replaceAll('\\', '/')
    if (path.trim() === '' || path.includes('\0') || path.endsWith('/'))
      return { reason: `It names no picture: ${JSON.stringify(picture)}. Write the name of the file.` }
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path))
      return {
        reason: `The picture is not here but at ${JSON.stringify(picture)}. Load it down and name the file.`
      }
    const root = this.#root.normalize('NFC').replaceAll('\\', '/')
    if (path.startsWith(`${root}/`)) return path.slice(root.length + 1)
    return /^([a-z]:|\/)/i.test(path) ? { reason: leaves(picture) } : path
  }

  #anywhere(wanted: string, folders: readonly string[]): Located | undefined {
    const base = posix.basename(wanted)
    const same = this.#byBase.get(base) ?? []
    const parts = wanted.split('/').filter((part) => part !== '.' && part !== '..')
    for (let from = 0; from < parts.length; from++) {
      const tail = parts.slice(from).join('/')
      const fitting = same.filter(({ name }) => `/${name.normalize('NFC')}`.endsWith(`/${tail}`))
      const [only] = fitting.length > 1 ? narrowed(fitting, folders) : fitting
      if (only !== undefined) return { file: only }
      if (fitting.length > 1) return { reason: ambiguous(wanted, fitting) }
    }
    return undefined
  }
}

function usualFolders(home: string, folders: readonly string[]): readonly string[] {
  const up = home === '.' ? [] : [posix.dirname(home)]
  const places = [home, ...up].flatMap((place) => [place, posix.join(place, 'images')])
  const inside = folders.flatMap((folder) => places.map((place) => posix.join(place, folder)))
  return [home, ...inside, ...places.slice(1)]
}

/** The one picture in a folder of one of these names; none when it is not one. */
function narrowed(files: readonly TreeFile[], folders: readonly string[]): readonly TreeFile[] {
  for (const folder of folders) {
    const inside = files.filter(({ name }) => name.split('/').slice(0, -1).includes(folder))
    if (inside.length === 1) return inside
  }
  return []
}

const leaves = (picture: string): string =>
  `The path ${JSON.stringify(picture)} leads out of what is imported. Write it relative to the file that names it.`

const missing = (picture: string): string =>
  `The picture ${JSON.stringify(picture)} is not there. Put it beside the file or into a folder "images", and import the folder that holds both.`

const ambiguous = (picture: string, files: readonly TreeFile[]): string =>
  `The name ${JSON.stringify(picture)} fits ${files.length} pictures, such as ${files
    .slice(0, 2)
    .map(({ name }) => JSON.stringify(name))
    .join(' and ')}. Write the path with its folders.`
