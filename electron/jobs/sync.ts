import { execFile } from 'node:child_process'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { throwIfAborted } from './abort.ts'

/** Files that wait for the drive at the same time; four threads is what libuv has. */
const lanes = 4

/**
 * Waits until a folder with everything in it is on the drive.
 *
 * Why once at the end: a file that is waited for makes the file system write its own journal, for which every file that
 * is made meanwhile has to wait. Why by a command on Linux: it sees a whole file system onto the drive in a third of the
 * time of one file after the other, and Node has no call for it.
 */
export async function syncTree(folder: string, signal: AbortSignal): Promise<void> {
  if (process.platform === 'linux' && (await syncFileSystem(folder, signal))) return
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = (wanted: 'isFile' | 'isDirectory'): readonly string[] =>
    entries.flatMap((entry) => (entry[wanted]() ? [join(entry.parentPath, entry.name)] : []))
  const waiting = paths('isFile').values()
  const lane = async (): Promise<void> => {
    for (const file of waiting) {
      throwIfAborted(signal)
      await syncFile(file)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  for (const each of [...paths('isDirectory'), folder]) await syncFolder(each)
}

/** Waits until the names in a folder are on the drive. */
export async function syncFolder(folder: string): Promise<void> {
  // Why not on Windows: it cannot open a folder, and renames are in its journal anyway.
  if (process.platform === 'win32') return
  await syncOpened(folder, 'r')
}

/** Why for writing too: Windows refuses to flush a file that was opened for reading. */
const syncFile = (path: string): Promise<void> => syncOpened(path, 'r+')

async function syncOpened(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Answers false where the command is missing or knows nothing of file systems. */
async function syncFileSystem(folder: string, signal: AbortSignal): Promise<boolean> {
  try {
    await promisify(execFile)('sync', ['--file-system', folder], { signal })
    return true
  } catch {
    throwIfAborted(signal)
    return false
  }
}
