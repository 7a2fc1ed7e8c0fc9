import { CultivarError } from '../../../shared/errors.ts'

/** The error for an entry that a container does not have. */
export function noRecord(file: string, index: number, count: number): CultivarError {
  return new CultivarError('not-found', `Expected a picture from 0 to ${count - 1} but received ${index}.`, {
    file,
    remedy: 'Import the file again.'
  })
}
