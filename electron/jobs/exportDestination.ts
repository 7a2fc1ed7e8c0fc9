import { existsSync } from 'node:fs'
import { readdir, rename, rmdir, statfs } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CultivarError } from '../../shared/errors.ts'
import { syncFolder } from './sync.ts'

/** Folder beside the destination in which an export grows; it is renamed when it is whole. */
export const partialFolder = (folder: string): string => join(dirname(folder), `.${basename(folder)}.partial`)

/** Refuses a destination that holds anything. */
export async function assertFree(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    const { code } = error as { code?: string }
    if (code === 'ENOENT') return []
    if (code === 'ENOTDIR') {
      throw new CultivarError('destination-exists', 'The destination exists already and is a file.', {
        file: folder,
        remedy: 'Choose a name that does not exist yet; nothing is ever overwritten.'
      })
    }
    throw new CultivarError('destination-exists', 'The destination cannot be used as a folder.', {
      file: folder,
      remedy: 'Choose a folder that does not exist yet.',
      cause: error
    })
  })
  if (names.length === 0) return
  throw new CultivarError('destination-exists', 'The destination exists already and is not empty.', {
    file: folder,
    remedy: 'Choose a folder that does not exist yet; nothing is ever merged or overwritten.'
  })
}

/** File that marks a partial folder as ours. */
export const ownMark = 'spec.json'

/** Refuses to touch a folder of somebody else's that happens to have the name of the partial one. */
export async function assertOwn(partial: string): Promise<void> {
  const names: readonly string[] = await readdir(partial).catch(() => [])
  if (names.length === 0 || names.includes(ownMark)) return
  throw new CultivarError(
    'destination-exists',
    'The folder in which the export would grow is in use for something else.',
    {
      file: partial,
      remedy: 'Move it away, or export under another name.'
    }
  )
}

/** Throws disk-full when the drive of a folder has not so many bytes left. */
export async function assertRoom(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize > neededBytes) return
  const megabytes = (n: number): string => `${Math.ceil(n / 1e6)} MB`
  throw new CultivarError(
    'disk-full',
    `The export needs about ${megabytes(neededBytes)} more, but ${megabytes(bavail * bsize)} are free.`,
    { file: folder, remedy: 'Free some space or choose another drive.' }
  )
}

/** Gives the whole export its name. An empty folder of that name, made in a dialog, gives way. */
export async function finish(files: string, folder: string): Promise<void> {
  if (existsSync(folder)) await rmdir(folder)
  await rename(files, folder)
  await syncFolder(dirname(folder))
}

/** Trouble with the destination as an error that says so; everything else passes through. */
export function toDestinationError(error: unknown, folder: string): unknown {
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new CultivarError('disk-full', 'The drive is full. What was written so far was removed.', {
      file: folder,
      remedy: 'Free some space or choose another drive, then export again.',
      cause: error
    })
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR') {
    return new CultivarError('destination-unwritable', 'The destination cannot be written to.', {
      file: folder,
      remedy: 'Choose a folder in which you may write.',
      cause: error
    })
  }
  return error
}
