import { setImmediate as breathe } from 'node:timers/promises'
import { callbackify } from 'node:util'
import {
  type Entry,
  fromRandomAccessReader,
  getFileNameLowLevel,
  RandomAccessReader,
  type ZipFile
} from 'yauzl'
import type { RandomAccess } from '../containers/randomAccess.ts'

type ReadArguments = Parameters<RandomAccessReader['read']>

/** Lets yauzl read from whatever holds the archive. */
class Reader extends RandomAccessReader {
  readonly #read: (at: number, length: number, done: (error: Error | null, found: Uint8Array) => void) => void

  constructor(bytes: RandomAccess) {
    super()
    this.#read = callbackify((at: number, length: number) => bytes.read(at, length))
  }

  override read(...[buffer, offset, length, position, done]: ReadArguments): void {
    this.#read(position, length, (error, found) => {
      if (error === null) buffer.set(found, offset)
      // Why this cast: yauzl wants to know the length too, as fs.read tells it; its types do not say so.
      const tell = done as (failed: Error | null, bytesRead: number) => void
      tell(error, length)
    })
  }
}

const options = {
  lazyEntries: true,
  autoClose: false,
  decodeStrings: false,
  validateEntrySizes: false
} as const

/** The entries of a zip archive's central directory, in its order. Throws what yauzl throws. */
export async function* zipEntries(bytes: RandomAccess): AsyncGenerator<Entry> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromRandomAccessReader(new Reader(bytes), bytes.byteLength, options, (error, found) =>
      error === null ? resolve(found) : reject(error)
    )
  })
  let seen = 0
  for await (const entry of zip.eachEntry()) {
    yield entry
    if (++seen % 2000 === 0) await breathe()
  }
}

const utf8Flag = 0x800
const unicodePath = 0x7075
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The name of an entry: in UTF-8 where the archive says so or where its bytes are, else in CP437 (APPNOTE 6.3.10, D).
 *
 * Why by its bytes too: several programs write UTF-8 and do not set the flag. Names in CP437 with letters outside ASCII
 * are next to never valid UTF-8. Undefined when a name that ought to be UTF-8 is not.
 */
export function zipName({
  fileNameRaw,
  generalPurposeBitFlag: flags,
  extraFields
}: Entry): string | undefined {
  if (extraFields.some(({ id }) => id === unicodePath))
    return getFileNameLowLevel(flags, fileNameRaw, extraFields, true)
  try {
    return strictUtf8.decode(fileNameRaw)
  } catch {
    return (flags & utf8Flag) === 0 ? getFileNameLowLevel(flags, fileNameRaw, [], true) : undefined
  }
}
