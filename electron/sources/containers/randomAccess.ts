import { open, stat, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { constants, gunzip, gunzipSync } from 'node:zlib'
import { CultivarError } from '../../../shared/errors.ts'
import { toFileError } from '../fsError.ts'
import { LingeringFile } from './lingeringFile.ts'

/** Unit: bytes that a file packed with gzip may have when it is inflated, which is done in memory. */
export const maxInflatedBytes = 1024 * 1024 * 1024

/** Unit: bytes of a plain file that is kept in memory; a longer one is read in place. */
const maxKeptBytes = 64 * 1024 * 1024

/** Unit: bytes that one look at the drive brings when less than `shortBytes` is asked for: neighbours cost nothing then. */
const blockBytes = 64 * 1024
const shortBytes = 4096

const inflate = promisify(gunzip)

/** The bytes of a container, whether it is a file of its own, packed, or lies in an archive. */
export interface RandomAccess {
  /** For messages: the path, or archive and entry. */
  readonly name: string
  readonly byteLength: number
  /** How much memory it keeps from being freed. Unit: bytes. */
  readonly heldBytes: number
  /**
   * Exactly `length` bytes from `at`, which must not be changed; throws `truncated-image` when there are fewer.
   */
  read(at: number, length: number): Promise<Uint8Array>
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b
}

/** The first bytes of a file, inflated when it is gzip; fewer when the file is shorter, none when it cannot be read. */
export async function peek(path: string, length: number): Promise<Uint8Array> {
  try {
    if (!(await stat(path)).isFile()) return new Uint8Array()
    const head = await withFile(path, async (file) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
      return buffer.subarray(0, bytesRead)
    })
    const plain = isGzip(head) ? gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }) : head
    return plain.subarray(0, length)
  } catch {
    return new Uint8Array()
  }
}

async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r')
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}

/** Changes whenever a file is written. Throws file errors. */
export async function fileKey(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path)
  return `${path}\0${size}\0${mtimeMs}`
}

/**
 * Opens a file, inflated when it is gzip. Packed and short ones are kept in memory, the two used last, by path, size
 * and date, so that a part of them costs one look at the file's date and no reading.
 *
 * Throws file errors, `image-too-large` for a packed file beyond `maxInflatedBytes`, `truncated-image` and
 * `corrupt-image` for damaged gzip.
 */
export async function openBytes(path: string): Promise<RandomAccess> {
  try {
    const key = await fileKey(path)
    const { size } = await stat(path)
    if (!caught.has(key) && size > maxKeptBytes && !(await isPacked(path))) return inPlace(path, size)
    return inMemory(path, await kept(key, path))
  } catch (error) {
    throw toFileError(error, path)
  }
}

async function isPacked(path: string): Promise<boolean> {
  return isGzip(await withFile(path, async (file) => (await file.read(Buffer.alloc(2), 0, 2, 0)).buffer))
}

/** Bytes that are in memory already. */
export function inMemory(name: string, bytes: Uint8Array): RandomAccess {
  // Why so: what is thrown in it must reject, also where nobody looks for it but in the promise.
  const read = (at: number, length: number): Promise<Uint8Array> =>
    new Promise((resolve) => resolve(part(bytes, at, { length, name })))
  return { name, byteLength: bytes.length, heldBytes: bytes.buffer.byteLength, read }
}

/** A part of something larger, such as a file in an archive that lies there as it is. */
export function within(
  whole: RandomAccess,
  range: { name: string; at: number; byteLength: number }
): RandomAccess {
  const { name, byteLength } = range
  const read = async (at: number, length: number): Promise<Uint8Array> => {
    if (at + length > byteLength) throw cut(name)
    return whole.read(range.at + at, length)
  }
  return { name, byteLength, heldBytes: whole.heldBytes, read }
}

function inPlace(path: string, byteLength: number): RandomAccess {
  const file = new LingeringFile(path)
  let block: { at: number; bytes: Uint8Array } = { at: 0, bytes: new Uint8Array() }
  const read = async (at: number, length: number): Promise<Uint8Array> => {
    // Why before allocating: the length may come from a damaged header.
    if (at + length > byteLength) throw cut(path)
    const { at: start, bytes } = block
    if (at >= start && at + length <= start + bytes.length)
      return bytes.subarray(at - start, at - start + length)
    const wanted = length < shortBytes ? Math.min(blockBytes, byteLength - at) : length
    const found = await file.read(at, wanted).catch((error: unknown) => {
      throw toFileError(error, path)
    })
    if (wanted > length) block = { at, bytes: found }
    return part(found, 0, { length, name: path })
  }
  return { name: path, byteLength, heldBytes: blockBytes, read }
}

function part(bytes: Uint8Array, at: number, of: { length: number; name: string }): Uint8Array {
  if (at + of.length > bytes.length) throw cut(of.name)
  return bytes.subarray(at, at + of.length)
}

/** The error for data that end before the header says so. */
export function cut(path: string): CultivarError {
  return new CultivarError('truncated-image', 'The file ends early: part of the data is missing.', {
    file: path,
    remedy: 'Copy or download the file again.'
  })
}

const caught = new Map<string, Promise<Uint8Array>>()
const keptContainers = 2
/** Unit: bytes from which on a file is the only one that is kept. */
const aloneBytes = 256 * 1024 * 1024

function keepOnly(key: string): void {
  for (const other of [...caught.keys()]) if (other !== key) caught.delete(other)
}

function kept(key: string, path: string): Promise<Uint8Array> {
  const known = caught.get(key)
  // Subtle: deleting and setting again moves the key to the end, so the first key is always the one unused longest.
  caught.delete(key)
  const bytes = known ?? readWhole(path)
  caught.set(key, bytes)
  if (known === undefined) {
    bytes.then(
      ({ length }) => length > aloneBytes && keepOnly(key),
      () => caught.delete(key)
    )
  }
  for (const oldest of [...caught.keys()].slice(0, -keptContainers)) caught.delete(oldest)
  return bytes
}

async function readWhole(path: string): Promise<Uint8Array> {
  const packed = await withFile(path, (file) => file.readFile())
  return isGzip(packed) ? inflateWhole(packed, path) : packed
}

/** The same bytes, or what they are packed of by gzip. Throws as `openBytes`. */
export async function inflated(bytes: RandomAccess): Promise<RandomAccess> {
  const { name, byteLength } = bytes
  if (!isGzip(await bytes.read(0, Math.min(2, byteLength)))) return bytes
  return inMemory(name, await inflateWhole(await bytes.read(0, byteLength), name))
}

async function inflateWhole(packed: Uint8Array, name: string): Promise<Uint8Array> {
  try {
    return await inflate(packed, { maxOutputLength: maxInflatedBytes })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'Z_BUF_ERROR') throw cut(name)
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new CultivarError('image-too-large', 'Unpacked, the file has more than 1 GB.', {
        file: name,
        remedy: 'Unpack it with gunzip and import the unpacked file.',
        cause: error
      })
    }
    throw new CultivarError('corrupt-image', 'The gzip data are damaged.', {
      file: name,
      remedy: 'Copy or download the file again.',
      cause: error
    })
  }
}
