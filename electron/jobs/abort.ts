import { CultivarError } from '../../shared/errors.ts'

/** Throws `cancelled` when the signal was aborted. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new CultivarError('cancelled', 'The job was stopped.')
}

/** Lets waiting calls be answered between two batches of a job. */
export async function breathe(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}
