import { basename } from 'node:path'
import { throwIfCancelled } from './cancelled.ts'
import { resolveGiven, type Root } from './folderRoots.ts'
import type { Listing } from './listing.ts'
import { fileKind } from './names.ts'
import { splitOf } from './splits.ts'
import type { Finding, FoundSplit, Given, Importer } from './types.ts'

/** A folder of the walk: where it is and what its images are. */
interface Place {
  readonly at: Listing
  readonly path: string
  readonly prefix: string
  readonly classParts: readonly string[]
  readonly split: FoundSplit | null
  readonly holdsSplits: boolean
}

/**
 * Folders with a class per subfolder, flat folders, archives of both, and single files.
 *
 * Convention: nested folders give a class such as `animals/cat`; images directly in a data set have no class;
 * depth first, files before folders, in code unit order, so that two runs list the same. Only one folder's names
 * are in memory at a time, per level.
 */
export const folder: Importer = {
  id: 'folder',
  title: 'Folder or archive of pictures, a class per subfolder',
  recognises: ({ paths }) => Promise.resolve(paths.length > 0),
  find
}

async function* find(given: Given, signal?: AbortSignal): AsyncGenerator<Finding> {
  const { roots, files, problems } = await resolveGiven(given, signal)
  yield* problems
  for (const path of files) {
    throwIfCancelled(signal)
    yield { kind: 'image', path, entry: null, name: basename(path), className: null, split: null }
  }
  for (const root of roots) yield* walkRoot(root, signal)
}

/**
 * Subtle: links to folders wait until all real folders are done, and a real place is walked once only. So a link
 * can neither loop nor take the place of the folder that it leads to.
 */
async function* walkRoot(root: Root, signal: AbortSignal | undefined): AsyncGenerator<Finding> {
  const visited = new Set<string>()
  const links: Place[] = []
  yield* walk(root, { visited, links, signal })
  for (let next = links.shift(); next !== undefined; next = links.shift()) {
    yield* walk(next, { visited, links, signal })
  }
}

interface Walk {
  readonly visited: Set<string>
  readonly links: Place[]
  readonly signal: AbortSignal | undefined
}

async function* walk(place: Place, state: Walk): AsyncGenerator<Finding> {
  throwIfCancelled(state.signal)
  const real = await place.at.realPath(place.path)
  if (state.visited.has(real)) return
  state.visited.add(real)
  const content = await place.at.list(place.path)
  yield* content.problems
  for (const name of content.files) {
    throwIfCancelled(state.signal)
    const finding = fileFinding(place, name)
    if (finding !== undefined) yield finding
  }
  state.links.push(...content.linkedFolders.map((name) => inside(place, name)))
  for (const name of content.folders) yield* walk(inside(place, name), state)
}

function fileFinding(place: Place, name: string): Finding | undefined {
  const path = place.at.join(place.path, name)
  const kind = fileKind(name)
  if (kind === 'other') return undefined
  if (kind === 'unread') {
    return {
      kind: 'problem',
      path: place.at.describe(path),
      reason: 'This picture format is not read. Save the picture as PNG or JPEG.'
    }
  }
  const className = place.classParts.length === 0 ? null : place.classParts.join('/')
  const address = place.at.address(path)
  return { kind: 'image', ...address, name: place.prefix + name, className, split: place.split }
}

function inside(place: Place, name: string): Place {
  const split = place.holdsSplits ? splitOf(name) : null
  return {
    at: place.at,
    path: place.at.join(place.path, name),
    prefix: `${place.prefix}${name}/`,
    classParts: split === null ? [...place.classParts, name] : place.classParts,
    split: split ?? place.split,
    holdsSplits: false
  }
}
