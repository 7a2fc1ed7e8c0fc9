import { readFileSync } from 'node:fs'
import { CultivarError } from '../../shared/errors.ts'

/** The JSON document of a file; `-` is standard input. Throws a CultivarError that names the file. */
export function readJson(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (cause) {
    throw new CultivarError('not-found', 'The file cannot be read.', {
      file,
      remedy: 'Check its name.',
      cause
    })
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch (cause) {
    throw new CultivarError('bad-input', `The file is not valid JSON: ${(cause as Error).message}.`, {
      file,
      cause
    })
  }
}
