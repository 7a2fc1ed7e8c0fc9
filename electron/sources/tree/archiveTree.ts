import { CultivarError } from '../../../shared/errors.ts'
import { isTar } from '../archives/tar.ts'
import { blockBytes } from '../archives/tarHeader.ts'
import { type Archive, type ArchiveFile, describeEntry } from '../archives/types.ts'
import { isZip } from '../archives/zip.ts'
import { openContainer } from '../containers/open.ts'
import { peek } from '../containers/randomAccess.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import { fileKind } from '../names.ts'
import type { Problem } from '../types.ts'
import type { Tree, TreeFile } from './types.ts'

/**
 * Whether a file is a zip or tar archive, plain or packed with gzip, by its content. NumPy's .npz are arrays. Files that
 * are called pictures are not looked into, as people give thousands of them.
 */
export async function isArchive(path: string): Promise<boolean> {
  if (fileKind(path) === 'picture') return false
  const head = await peek(path, blockBytes)
  return isTar(head) || (isZip(head) && !path.toLowerCase().endsWith('.npz'))
}

/** Whether it is a tar archive, plain or packed with gzip. */
export async function isTarFile(path: string): Promise<boolean> {
  return isTar(await peek(path, blockBytes))
}

interface Listed {
  readonly archive: Archive | undefined
  readonly byName: ReadonlyMap<string, ArchiveFile>
  readonly problems: readonly Problem[]
}

/** The files in a zip or tar archive, read where they lie; nothing is ever unpacked to a drive. */
export function archiveTree(path: string): Tree {
  let opened: Promise<Listed> | undefined
  const open = (): Promise<Listed> => (opened ??= listArchive(path))
  const known = async ({ name }: TreeFile): Promise<{ archive: Archive; file: ArchiveFile }> => {
    const { archive, byName } = await open()
    const file = byName.get(name.normalize('NFC'))
    if (archive !== undefined && file !== undefined) return { archive, file }
    throw notThere(path, name)
  }
  return {
    kind: 'archive',
    path,
    list: async (signal) => {
      const { archive, problems } = await open()
      if (signal?.aborted) throw new CultivarError('cancelled', 'The import was cancelled.')
      return { files: archive?.files ?? [], problems }
    },
    find: async (name) => (await open()).byName.get(name.normalize('NFC')),
    read: async (wanted, limitBytes) => {
      const { archive, file } = await known(wanted)
      return archive.read(file, limitBytes)
    },
    stream: async (wanted) => {
      const { archive, file } = await known(wanted)
      return archive.stream(file)
    },
    address: (file) => ({ path, entry: entryOf(path, file) }),
    describe: (name) => describeEntry(path, name)
  }
}

function entryOf(path: string, file: TreeFile): number {
  if ('entry' in file && typeof file.entry === 'number') return file.entry
  throw notThere(path, file.name)
}

function notThere(path: string, name: string): CultivarError {
  return new CultivarError('not-found', 'The archive has no such file that may be read.', {
    file: describeEntry(path, name),
    remedy: 'Check the name, or pack the archive again.'
  })
}

async function listArchive(path: string): Promise<Listed> {
  try {
    const { archive } = await openContainer(path)
    const files = archive?.files ?? []
    const byName = new Map(files.map((file) => [file.name.normalize('NFC'), file]))
    return { archive, byName, problems: archive?.problems ?? [] }
  } catch (error) {
    const reason = reasonOf(toFileError(error, path))
    return { archive: undefined, byName: new Map(), problems: [{ kind: 'problem', path, reason }] }
  }
}
