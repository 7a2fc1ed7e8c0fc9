import type { JsonValue } from '../../shared/transforms/spec.ts'
import { CultivarError } from '../../shared/errors.ts'
import { reasonOf, toFileError } from './fsError.ts'
import { parseJson } from './json/values.ts'
import type { LabelFile } from './labelFiles.ts'
import { maxTextBytes } from './tree/limits.ts'
import type { Problem } from './types.ts'

/** A file of annotations that is read whole, as JSON; or why it cannot be. */
export async function readJson({
  tree,
  file,
  where
}: LabelFile): Promise<{ readonly value: JsonValue } | { readonly problem: Problem }> {
  try {
    const bytes = await tree.read(file, maxTextBytes)
    const value = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (value !== undefined) return { value }
    const remedy = 'Correct it or export the file anew.'
    throw new CultivarError('bad-input', 'This is no valid JSON.', { file: where, remedy })
  } catch (error) {
    const known =
      error instanceof TypeError
        ? new CultivarError('bad-input', 'The text is not in UTF-8.', { remedy: 'Save it again, as UTF-8.' })
        : toFileError(error, where)
    return { problem: { kind: 'problem', path: where, reason: reasonOf(known) } }
  }
}
