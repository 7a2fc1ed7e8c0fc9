import { extname } from 'node:path'
import { CultivarError } from '../../shared/errors.ts'
import type { RenderEncoding } from '../jobs/renderTask.ts'

const formats: Readonly<Record<string, RenderEncoding['format']>> = {
  '.png': 'png',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.webp': 'webp'
}

/** Encoding by the ending of a file's name. */
export function encodingOf(file: string): RenderEncoding {
  const format = formats[extname(file).toLowerCase()]
  if (format === undefined) {
    throw new CultivarError('bad-input', 'The ending names no format that can be written.', {
      file,
      remedy: `Use one of ${Object.keys(formats).join(', ')}.`
    })
  }
  return { format, quality: 92 }
}
