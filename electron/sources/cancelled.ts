import { CultivarError } from '../../shared/errors.ts'

/** Throws `cancelled` when the import has been cancelled. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new CultivarError('cancelled', 'The import was cancelled.')
}
