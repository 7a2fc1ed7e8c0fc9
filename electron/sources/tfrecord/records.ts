import { CultivarError } from '../../../shared/errors.ts'
import { frameBytes, frameLength, isIntact } from '../../tfrecord/frames.ts'
import { readAhead } from '../archives/readAhead.ts'
import { cut, type RandomAccess } from '../containers/randomAccess.ts'
import { tooLong } from '../tree/limits.ts'

/** Where the records of a file are. */
export interface Records {
  readonly count: number
  /** Where the data of a record begin. */
  at(index: number): number
  lengthOf(index: number): number
  /** Why the records behind the last one cannot be found, if so. */
  readonly end: CultivarError | undefined
}

/** Whether a file begins with a record, by the checksum of its length. */
export async function isTfRecord(bytes: RandomAccess): Promise<boolean> {
  if (bytes.byteLength < frameBytes.head + frameBytes.tail) return false
  const length = frameLength(await bytes.read(0, frameBytes.head))
  return length !== undefined && length + frameBytes.head + frameBytes.tail <= bytes.byteLength
}

/** Goes from record to record by their lengths, as far as these can be trusted. */
export async function scanRecords(bytes: RandomAccess): Promise<Records> {
  const starts: number[] = []
  const lengths: number[] = []
  const ahead = readAhead(bytes)
  let end: CultivarError | undefined
  let at = 0
  while (at < bytes.byteLength && end === undefined) {
    const hasHead = at + frameBytes.head <= bytes.byteLength
    const length = hasHead ? frameLength(await ahead.read(at, frameBytes.head)) : 0
    const after = at + frameBytes.head + (length ?? 0) + frameBytes.tail
    if (length === undefined) end = lost(bytes.name, starts.length)
    else if (!hasHead || after > bytes.byteLength) end = cut(`${bytes.name}: ${starts.length}`)
    else {
      starts.push(at + frameBytes.head)
      lengths.push(length)
      at = after
    }
  }
  return {
    count: starts.length,
    at: (index) => starts[index] ?? 0,
    lengthOf: (index) => lengths[index] ?? 0,
    end
  }
}

function lost(name: string, index: number): CultivarError {
  return new CultivarError(
    'corrupt-image',
    'The length of this record is damaged, so that it and all behind it cannot be found.',
    {
      file: `${name}: ${index}`,
      remedy: 'Copy or download the file again.'
    }
  )
}

/** The data of a record. Throws `corrupt-image` when their checksum is wrong, `image-too-large` beyond the limit. */
export async function readRecord(
  bytes: RandomAccess,
  records: Records,
  { index, limitBytes }: { readonly index: number; readonly limitBytes: number }
): Promise<Uint8Array> {
  const length = records.lengthOf(index)
  if (length > limitBytes) throw tooLong(`${bytes.name}: ${index}`, length, limitBytes)
  const found = await bytes.read(records.at(index), length + frameBytes.tail)
  const data = found.subarray(0, length)
  if (isIntact(data, found.subarray(length))) return data
  throw new CultivarError('corrupt-image', 'The checksum of this record is wrong: its data are damaged.', {
    file: `${bytes.name}: ${index}`,
    remedy: 'Copy or download the file again.'
  })
}
