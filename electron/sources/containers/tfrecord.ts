import { encodedOf, exampleOf } from '../tfrecord/picture.ts'
import { isTfRecord, readRecord, scanRecords } from '../tfrecord/records.ts'
import { noRecord } from './noRecord.ts'
import type { ContainerKind } from './types.ts'

/** TFRecord files with a tf.train.Example in each record. */
export const tfrecord: ContainerKind = {
  id: 'tfrecord',
  recognises: isTfRecord,
  open: async (bytes) => {
    const records = await scanRecords(bytes)
    const describe = (entry: number): string => `${bytes.name}: ${entry}`
    return {
      holds: 'bytes',
      describe,
      read: async (entry, limitBytes) => {
        if (entry >= records.count) throw noRecord(bytes.name, entry, records.count)
        const data = await readRecord(bytes, records, { index: entry, limitBytes })
        return {
          kind: 'bytes',
          bytes: Buffer.from(encodedOf(exampleOf(data, describe(entry)), describe(entry)))
        }
      }
    }
  }
}
