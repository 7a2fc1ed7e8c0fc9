import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf, toFileError } from './fsError.ts'
import { byCodeUnit, decodeName, escapeName, isSkipped } from './names.ts'
import type { Problem } from './types.ts'

/** What lies directly in one folder, each list in code unit order. */
export interface FolderContent {
  readonly files: readonly string[]
  readonly folders: readonly string[]
  /** Names of links that lead to folders. */
  readonly linkedFolders: readonly string[]
  readonly problems: readonly Problem[]
}

type EntryKind = 'file' | 'folder' | 'linked' | 'other'

interface Named {
  readonly name: string
  readonly kind: EntryKind
}

/** Lists one folder; never throws: a folder that cannot be read is a problem. Devices and pipes are passed over. */
export async function listFolder(folder: string): Promise<FolderContent> {
  const problems: Problem[] = []
  const named: Named[] = []
  try {
    // Why raw names: as text, a name that is not UTF-8 would be altered and could never be opened.
    for (const entry of await readdir(folder, { withFileTypes: true, encoding: 'buffer' })) {
      const name = decodeName(entry.name)
      if (name === undefined) problems.push(unnameable(folder, entry.name))
      else if (!isSkipped(name)) {
        const kind = entry.isSymbolicLink() ? 'other' : kindOf(entry)
        if (!entry.isSymbolicLink()) named.push({ name, kind })
        else await followLink(join(folder, name), name, { named, problems })
      }
    }
  } catch (error) {
    problems.push({ kind: 'problem', path: folder, reason: reasonOf(toFileError(error, folder)) })
  }
  const pick = (kind: EntryKind): string[] =>
    named.flatMap((entry) => (entry.kind === kind ? [entry.name] : [])).sort(byCodeUnit)
  problems.sort((a, b) => byCodeUnit(a.path, b.path))
  return { files: pick('file'), folders: pick('folder'), linkedFolders: pick('linked'), problems }
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): EntryKind {
  if (entry.isDirectory()) return 'folder'
  return entry.isFile() ? 'file' : 'other'
}

async function followLink(
  path: string,
  name: string,
  into: { named: Named[]; problems: Problem[] }
): Promise<void> {
  try {
    const kind = kindOf(await stat(path))
    into.named.push({ name, kind: kind === 'folder' ? 'linked' : kind })
  } catch (error) {
    into.problems.push({ kind: 'problem', path, reason: reasonOf(toFileError(error, path)) })
  }
}

function unnameable(folder: string, raw: Uint8Array): Problem {
  return {
    kind: 'problem',
    path: join(folder, escapeName(raw)),
    reason: 'The name is not valid UTF-8. Rename the file or folder.'
  }
}

/** The real path, or the path itself when it cannot be resolved. */
export async function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}
