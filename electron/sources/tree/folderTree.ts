import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { CultivarError } from '../../../shared/errors.ts'
import { toFileError } from '../fsError.ts'
import { listFolder, realPathOf } from '../listFolder.ts'
import type { Problem } from '../types.ts'
import { tooLong } from './limits.ts'
import type { Tree, TreeFile } from './types.ts'

interface Listed {
  readonly files: readonly TreeFile[]
  readonly problems: readonly Problem[]
}

/** The files below a folder. A real place is listed once only, so that links can neither loop nor count twice. */
export function folderTree(path: string): Tree {
  let listed: Promise<Listed> | undefined
  let byName: ReadonlyMap<string, TreeFile> | undefined
  const list = (signal?: AbortSignal): Promise<Listed> => (listed ??= listAll(path, signal))
  return {
    kind: 'folder',
    path,
    list,
    find: async (name) => {
      const { files } = await list()
      byName ??= new Map(files.map((file) => [file.name.normalize('NFC'), file]))
      return byName.get(name.normalize('NFC'))
    },
    read: async ({ name }, limitBytes) => {
      const at = join(path, name)
      try {
        const { size } = await stat(at)
        if (size > limitBytes) throw tooLong(at, size, limitBytes)
        return await readFile(at)
      } catch (error) {
        throw toFileError(error, at)
      }
    },
    stream: ({ name }) => Promise.resolve(createReadStream(join(path, name)) as Readable),
    address: ({ name }) => ({ path: join(path, name), entry: null }),
    describe: (name) => join(path, name)
  }
}

async function listAll(root: string, signal: AbortSignal | undefined): Promise<Listed> {
  const files: TreeFile[] = []
  const problems: Problem[] = []
  const visited = new Set<string>()
  const waiting: string[] = ['']
  const linked: string[] = []
  for (
    let below = waiting.pop() ?? linked.shift();
    below !== undefined;
    below = waiting.pop() ?? linked.shift()
  ) {
    if (signal?.aborted) throw new CultivarError('cancelled', 'The import was cancelled.')
    const folder = join(root, below)
    const real = await realPathOf(folder)
    if (visited.has(real)) continue
    visited.add(real)
    const content = await listFolder(folder)
    problems.push(...content.problems)
    // Why no length: to ask for each costs more than the listing, and few who list want to know.
    files.push(...content.files.map((name) => ({ name: below + name, bytes: 0 })))
    waiting.push(...content.folders.map((name) => `${below}${name}/`).toReversed())
    linked.push(...content.linkedFolders.map((name) => `${below}${name}/`))
  }
  files.sort((a, b) => (a.name < b.name ? -1 : 1))
  return { files, problems }
}
