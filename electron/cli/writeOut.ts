import { writeFile } from 'node:fs/promises'
import { CultivarError } from '../../shared/errors.ts'

/** Writes the file that the person named. Throws destination-unwritable with the name and the remedy. */
export async function writeOut(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes)
  } catch (cause) {
    throw new CultivarError(
      'destination-unwritable',
      `The file cannot be written: ${(cause as Error).message}.`,
      {
        file,
        remedy: 'Name a file in a folder that exists and in which you may write.',
        cause
      }
    )
  }
}
