import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Trouble of the operating system; errors lose their code between threads. */
export interface SyncTrouble {
  readonly code: string
  readonly message: string
}

/**
 * Entry of a thread that waits until files are on the drive, one after another, so that nobody else has to. Null when
 * all are.
 */
export default function sync(paths: readonly string[]): SyncTrouble | null {
  try {
    for (const path of paths) syncFile(path)
    return null
  } catch (error) {
    const { code = 'unknown', message } = error as NodeJS.ErrnoException
    return { code, message }
  }
}

function syncFile(path: string): void {
  // Why for writing too: Windows refuses to flush a file that was opened for reading.
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
