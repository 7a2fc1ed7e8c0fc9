import { CultivarError, type ErrorCode } from '../../shared/errors.ts'
import type { Problem } from './types.ts'

interface Explanation {
  readonly code: ErrorCode
  readonly message: string
  readonly remedy: string
}

const explanations: Readonly<Record<string, Explanation>> = {
  ENOENT: {
    code: 'not-found',
    message: 'The file or folder is not there.',
    remedy: 'Check the path, plug in the drive that holds it, or put it back.'
  },
  ENOTDIR: {
    code: 'not-found',
    message: 'A part of the path is a file, not a folder.',
    remedy: 'Check the path.'
  },
  EACCES: {
    code: 'unreadable-file',
    message: 'Reading is not permitted.',
    remedy: 'Give yourself permission to read it.'
  },
  EPERM: {
    code: 'unreadable-file',
    message: 'Reading is not permitted.',
    remedy: 'Give yourself permission to read it.'
  },
  EISDIR: {
    code: 'unreadable-file',
    message: 'This is a folder, not a file.',
    remedy: 'Name a file inside it.'
  },
  ELOOP: {
    code: 'unreadable-file',
    message: 'The link points back to itself.',
    remedy: 'Remove or repair the link.'
  },
  ENAMETOOLONG: {
    code: 'unreadable-file',
    message: 'The path is too long for this system.',
    remedy: 'Move the files to a folder with a shorter path.'
  },
  EMFILE: {
    code: 'unreadable-file',
    message: 'Too many files are open at once.',
    remedy: 'Close other programs and try again.'
  }
}

/** An error of the file system as one that names the file and the remedy; CultivarErrors pass through. */
export function toFileError(error: unknown, file: string): CultivarError {
  if (error instanceof CultivarError) return error
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = explanations[systemCode]
  if (known !== undefined)
    return new CultivarError(known.code, known.message, { file, remedy: known.remedy, cause: error })
  const suffix = systemCode === '' ? '' : ` (${systemCode})`
  return new CultivarError('unreadable-file', `The file cannot be read${suffix}.`, {
    file,
    remedy: 'Check the drive and try again.',
    cause: error
  })
}

/** The reason of a problem row: message and remedy, without the file, which the row names already. */
export function reasonOf(error: CultivarError): string {
  return error.remedy === undefined ? error.message : `${error.message} ${error.remedy}`
}

/** What is said of a file that cannot be read further, so that the search goes on. Throws when the import was cancelled. */
export function problemOf(error: unknown, file: string): Problem {
  const known = toFileError(error, file)
  if (known.code === 'cancelled') throw known
  return { kind: 'problem', path: known.file ?? file, reason: reasonOf(known) }
}
