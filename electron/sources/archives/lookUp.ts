import { CultivarError } from '../../../shared/errors.ts'
import { type ArchiveFile, describeEntry } from './types.ts'

/** Finds what an archive knows of its files by their entries. The function throws `not-found`. */
export function lookUp<F extends ArchiveFile>(path: string, files: readonly F[]): (entry: number) => F {
  const byEntry = new Map(files.map((file) => [file.entry, file]))
  return (entry) => {
    const found = byEntry.get(entry)
    if (found !== undefined) return found
    throw new CultivarError('not-found', 'The archive has no such file that may be read.', {
      file: describeEntry(path, `entry ${entry}`),
      remedy: 'Put the original archive back, or import it again.'
    })
  }
}
