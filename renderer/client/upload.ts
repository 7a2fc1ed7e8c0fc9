import { CultivarError } from '../../shared/errors.ts'
import { ownHeader } from './http.ts'

/** Path of a dropped file below the folder that was dropped. */
export function relativePathOf(file: File): string {
  const own = (file as { readonly relativePath?: unknown }).relativePath
  if (typeof own === 'string' && own !== '') return own
  return file.webkitRelativePath === '' ? file.name : file.webkitRelativePath
}

/** Sends files to the host one by one and answers the name of their batch. */
export async function uploadFiles(files: readonly File[]): Promise<string> {
  const batch = crypto.randomUUID()
  for (const file of files) {
    const address = `/api/upload?name=${encodeURIComponent(relativePathOf(file))}&batch=${batch}`
    const response = await fetch(address, {
      method: 'POST',
      headers: ownHeader,
      credentials: 'same-origin',
      body: file
    })
    if (!response.ok) {
      throw new CultivarError('unreadable-file', 'The file could not be sent to Cultivar.', {
        file: file.name,
        remedy: 'Choose the folder with the button instead; then nothing needs to be sent.'
      })
    }
  }
  return batch
}
