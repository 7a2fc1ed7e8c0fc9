import type { LabelFile } from './labelFiles.ts'
import { PictureLookup } from './pictureLookup.ts'
import type { Tree } from './tree/types.ts'
import type { Note } from './types.ts'

/** One lookup of pictures for every tree. */
export class Lookups {
  readonly #byTree = new Map<Tree, PictureLookup>()

  async of(tree: Tree, signal: AbortSignal | undefined): Promise<PictureLookup> {
    const lookup = this.#byTree.get(tree) ?? (await PictureLookup.of(tree, signal))
    this.#byTree.set(tree, lookup)
    return lookup
  }

  /** Says how many pictures no file speaks of, where whole folders were given. */
  *unmentioned(files: readonly LabelFile[]): Generator<Note> {
    const named = new Set(files.filter(({ isNamed }) => isNamed).map(({ tree }) => tree))
    for (const [tree, { unused }] of this.#byTree) {
      if (unused === 0 || named.has(tree)) continue
      const text = `Pictures that no file of annotations mentions: ${unused}. They were left out.`
      yield { kind: 'note', path: tree.path, text }
    }
  }
}
