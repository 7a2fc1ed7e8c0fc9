import { CultivarError } from '../../../shared/errors.ts'
import { isParquet, openParquet } from '../parquet/file.ts'
import { tooLong } from '../tree/limits.ts'
import { noRecord } from './noRecord.ts'
import type { ContainerKind } from './types.ts'

/** Parquet files with encoded pictures in a column. */
export const parquet: ContainerKind = {
  id: 'parquet',
  recognises: isParquet,
  open: async (bytes) => {
    const file = await openParquet(bytes)
    const describe = (entry: number): string => `${bytes.name}: ${entry}`
    return {
      holds: 'bytes',
      describe,
      read: async (entry, limitBytes) => {
        if (entry >= file.count) throw noRecord(bytes.name, entry, file.count)
        const found = await file.picture(entry)
        if (found === undefined) throw withoutPicture(describe(entry))
        if (found.length > limitBytes) throw tooLong(describe(entry), found.length, limitBytes)
        return { kind: 'bytes', bytes: Buffer.from(found) }
      }
    }
  }
}

function withoutPicture(file: string): CultivarError {
  return new CultivarError('unsupported-format', 'This row has no picture in it.', {
    file,
    remedy: 'Write the file again with the bytes of the pictures in it.'
  })
}
